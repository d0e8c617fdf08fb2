package io.foreshape.api.provider;

import java.io.Serial;

/** Something was put together wrongly: a provider is missing or doubled, a setting is wrong. */
public final class ConfigurationException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  /**
   * A fault that was found by looking.
   *
   * @param message what is wrong, with the bad value, and what would be right
   */
  public ConfigurationException(String message) {
    super(message);
  }

  /**
   * A fault that showed as an exception.
   *
   * @param message what is wrong, with the bad value, and what would be right
   * @param cause the exception that told
   */
  public ConfigurationException(String message, Throwable cause) {
    super(message, cause);
  }
}
