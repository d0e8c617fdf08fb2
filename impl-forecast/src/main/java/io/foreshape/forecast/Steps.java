package io.foreshape.forecast;

import java.time.Duration;

/** Durations counted in steps. */
final class Steps {

  private Steps() {}

  /** How many steps a duration has; not rounded. */
  static double in(Duration duration, Duration step) {
    return seconds(duration) / seconds(step);
  }

  private static double seconds(Duration duration) {
    return duration.toSeconds() + 1e-9 * duration.toNanosPart();
  }
}
