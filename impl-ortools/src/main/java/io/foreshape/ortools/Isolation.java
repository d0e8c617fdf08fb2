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
   * @throws ConfigurationException if it is neither on nor off
   */
  static NativeRun of(Settings settings, boolean standard) {
    return settings.isOn(SETTING, standard) ? new ChildProcess() : new InProcess();
  }
}
