package io.foreshape.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class DriftDetectorProperties {

  private static final int CHECKS_A_DAY = 57;

  private final DriftDetector detector = new DriftDetector();

  private int alarms(SplittableRandom random, int errors, double scale) {
    int alarms = 0;
    for (int i = 0; i < errors; i++) {
      // As the sizes of Laplace-distributed errors are.
      double error = -scale * Math.log(1 - random.nextDouble());
      alarms += detector.add(0, error) ? 1 : 0;
    }
    return alarms;
  }

  /** A year of checks of a series that stays as it is. */
  @Property(tries = 200)
  void errorsOfOneSizeAreNoDrift(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll @IntRange(min = -20, max = 20) int exponent) {
    double scale = Math.pow(2, exponent);
    detector.open(0);
    assertThat(alarms(new SplittableRandom(seed), 20_000, scale)).isZero();
  }

  /** However large a burst is, alone it is none. */
  @Property(tries = 200)
  void burstsAreNoDrift(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    detector.open(0);
    int alarms = 0;
    for (int i = 0; i < 200; i++) {
      alarms += alarms(random, 20, 1);
      alarms += detector.add(0, 1e6) ? 1 : 0;
    }
    assertThat(alarms).isZero();
  }

  @Property(tries = 200)
  void errorsTenTimesAsLargeAreDriftWithinThreeDays(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll @IntRange(min = -20, max = 20) int exponent) {
    double scale = Math.pow(2, exponent);
    SplittableRandom random = new SplittableRandom(seed);
    detector.open(0);
    alarms(random, 1_000, scale);
    assertThat(alarms(random, 3 * CHECKS_A_DAY, 10 * scale)).isPositive();
  }

  /** A series that was idle at first is watched as any other once it is not. */
  @Property(tries = 200)
  void errorsOfNothingHideNoDrift(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll @IntRange(min = 0, max = 5_000) int idle) {
    SplittableRandom random = new SplittableRandom(seed);
    detector.open(0);
    assertThat(alarms(random, idle, 0)).isZero();
    assertThat(alarms(random, 1_000, 1)).isZero();
    assertThat(alarms(random, 3 * CHECKS_A_DAY, 10)).isPositive();
  }

  @Property(tries = 20)
  void whatHasDriftedIsTheNewUsual(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    detector.open(0);
    alarms(random, 1_000, 1);
    alarms(random, 14 * CHECKS_A_DAY, 10);
    assertThat(alarms(random, 5_000, 10)).isZero();
  }
}
