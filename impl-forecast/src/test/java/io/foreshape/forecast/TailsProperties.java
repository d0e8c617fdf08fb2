package io.foreshape.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class TailsProperties {

  private static final double[] LEVELS = {0.05, 0.25, 0.5, 0.75, 0.95, 0.99};
  private static final double STEPS_PER_DAY = 288;

  @Property
  void aDistanceLiesInItsBin(@ForAll @DoubleRange(min = -7.9, max = 7.9) double u) {
    int bin = LogBins.fine(u);
    assertThat(u).isBetween(LogBins.distance(bin) - 1e-9, LogBins.distance(bin + 1.0) + 1e-9);
  }

  @Property
  void distancesBeyondTheEndsFallIntoTheLastBins(
      @ForAll @DoubleRange(min = 8.1, max = 1e6) double u) {
    assertThat(LogBins.fine(u)).isEqualTo(LogBins.FINE - 1);
    assertThat(LogBins.fine(-u)).isZero();
  }

  /** Within the width of a fine bin or three deviations of the sample's own quantile. */
  @Property(tries = 50)
  void thePoolTellsTheQuantilesOfItsSamples(
      @ForAll long seed, @ForAll @DoubleRange(min = 0.01, max = 2) double spread) {
    SplittableRandom random = new SplittableRandom(seed);
    ResidualPool pool = new ResidualPool(1, LEVELS, STEPS_PER_DAY);
    double[] samples = new double[4_000];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = spread * (random.nextDouble() - 0.5);
      pool.add(0, samples[i], new double[] {0}, 0);
    }
    Arrays.sort(samples);
    for (int i = 0; i < LEVELS.length; i++) {
      double expected = samples[(int) (LEVELS[i] * samples.length)];
      assertThat(pool.quantile(0, i)).isCloseTo(expected, within(0.05 * spread + 1e-3));
    }
  }

  /** A series of another kind than the rest is believed about itself, sooner in the middle. */
  @Property(tries = 20)
  void aSeriesComesToBeToldByItsOwnTails(
      @ForAll long seed, @ForAll @IntRange(min = 3_000, max = 6_000) int samples) {
    SplittableRandom random = new SplittableRandom(seed);
    ResidualPool pool = new ResidualPool(1, LEVELS, STEPS_PER_DAY);
    OwnTails tails = new OwnTails(pool, 0, STEPS_PER_DAY);
    tails.open(0);
    double[] told = new double[LEVELS.length];
    for (int i = 0; i < samples; i++) {
      pool.add(i, random.nextGaussian(), new double[] {0}, 0);
    }
    tails.tell(0, LEVELS, told);
    double youngSpread = told[3] - told[1];
    for (int i = 0; i < samples; i++) {
      tails.add(0, 0.1 * random.nextGaussian());
    }
    tails.tell(0, LEVELS, told);
    assertThat(youngSpread).isGreaterThan(1);
    assertThat(told[3] - told[1]).isLessThan(0.5 * youngSpread);
    for (int i = 1; i < told.length; i++) {
      assertThat(told[i]).isGreaterThanOrEqualTo(told[i - 1]);
    }
  }

  @Property
  void sixteenBitsHoldAValueWithinAFifthOfAPerCent(
      @ForAll @DoubleRange(min = 0, max = 1e30) double value) {
    float exact = (float) value;
    float kept = CompactFloat.decode(CompactFloat.encode(exact));
    assertThat(kept).isCloseTo(exact, within(exact * 0.002f + Float.MIN_NORMAL));
    assertThat(CompactFloat.decode(CompactFloat.encode(kept))).isEqualTo(kept);
    assertThat(CompactFloat.decode(CompactFloat.NAN)).isNaN();
  }
}
