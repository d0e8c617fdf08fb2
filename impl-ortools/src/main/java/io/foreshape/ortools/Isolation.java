package io.foreshape.ortools;

import io.foreshape.api.provider.ConfigurationException;
import io.foreshape.api.provider.Settings;

/** The setting that says where native code runs. */
final class Isolation {

  static final String SETTING = "isolated";

  private Isolation() {}

  /**
   * Reads the setting.
   *
   * @param standard what it is where it is not set
   * @throws ConfigurationException if it is neither true nor false
   */
  static NativeRun of(Settings settings, String standard) {
    String value = settings.text(SETTING, standard);
    return switch (value) {
      case "true" -> new ChildProcess();
      case "false" -> new InProcess();
      default ->
          throw new ConfigurationException(SETTING + " is true or false, got (" + value + ")");
    };
  }
}
