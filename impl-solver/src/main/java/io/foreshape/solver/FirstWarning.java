package io.foreshape.solver;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Failures of one kind, of which the first is worth a warning: plans are made every few minutes,
 * and what fails once mostly fails each time.
 *
 * <p>Not thread-safe.
 */
final class FirstWarning {

  private final Logger log;
  private boolean isGiven;

  FirstWarning(Logger log) {
    this.log = log;
  }

  /**
   * Logs a failure: the first at WARN, further ones at DEBUG.
   *
   * @param failure what happened
   * @param consequence what that means for plans
   */
  void give(String failure, String consequence, @Nullable Throwable cause) {
    if (isGiven) {
      log.debug("{} again", failure, cause);
    } else {
      log.warn("{}; {}. Further failures are logged at DEBUG.", failure, consequence, cause);
      isGiven = true;
    }
  }
}
