package io.foreshape.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class PeakHistoryProperties {

  private static final int BLOCK = 3;
  private static final int DAY = 8;

  @Provide
  Arbitrary<double[]> series() {
    return SeriesArbitraries.lively(600);
  }

  @Property(tries = 150)
  void baseIsThatOfTheWholeHistory(
      @ForAll("series") double[] values,
      @ForAll @IntRange(min = -5_000, max = 5_000) int firstStep,
      @ForAll @IntRange(min = 0, max = 40) int ahead) {
    PeakHistory history = new PeakHistory(BLOCK, DAY, true);
    history.open(0);
    // A slot that was used before.
    history.add(0, 0, 1e9);
    history.open(0);
    for (int i = 0; i < values.length; i++) {
      history.add(0, firstStep + i, values[i]);
    }
    assertThat(history.isKnown(0)).isEqualTo(known(values).findAny().isPresent());
    if (history.isKnown(0)) {
      long now = history.blockOf(firstStep + values.length);
      double expected = new Naive(values, firstStep, now).base(now + ahead);
      // Columns are floats.
      assertThat(history.base(0, now + ahead, now)).isCloseTo(expected, within(1e-6 * expected));
      assertThat(history.isIdle(0)).isEqualTo(expected == 0);
    }
  }

  private static DoubleStream known(double[] values) {
    return Arrays.stream(values).filter(value -> !Double.isNaN(value));
  }

  /** The formula, from the whole series. */
  private static final class Naive {

    private final double[] values;
    private final int firstStep;
    private final long now;

    Naive(double[] values, int firstStep, long now) {
      this.values = values;
      this.firstStep = firstStep;
      this.now = now;
    }

    double base(long block) {
      double[] known = known(values).toArray();
      double l = DoubleStream.of(known).skip(Math.max(0, known.length - BLOCK)).max().orElseThrow();
      double[] days =
          IntStream.range(0, 7)
              .mapToObj(day -> max(now - (day + 1L) * DAY, now - (long) day * DAY))
              .flatMapToDouble(OptionalDouble::stream)
              .toArray();
      double mean = Arrays.stream(days).average().orElse(0);
      double week = Arrays.stream(days).max().orElse(0);
      double level = Math.max(Math.max(l, sameBlock(block)), 1e-4 * week);
      double d = Math.max(days.length <= 1 ? Math.max(mean, l) : mean, 1e-4 * level);
      return Math.pow(level, 0.85) * Math.pow(d, 0.15) + (level > 0 ? 0.02 * d : 0);
    }

    private double sameBlock(long block) {
      double[] peaks =
          IntStream.range(0, 7 * DAY)
              .mapToLong(back -> now - 1 - back)
              .filter(each -> Math.floorMod(each - block, (long) DAY) == 0)
              .mapToObj(each -> max(each, each + 1))
              .flatMapToDouble(OptionalDouble::stream)
              .sorted()
              .toArray();
      if (peaks.length == 0) {
        return 0;
      }
      double position = (peaks.length - 1) / 3.0;
      int below = (int) Math.floor(position);
      int above = (int) Math.ceil(position);
      return peaks[below] * (1 - position + below) + peaks[above] * (position - below);
    }

    /** The largest known value of blocks from one (included) to another (excluded). */
    private OptionalDouble max(long fromBlock, long toBlock) {
      return IntStream.range(0, values.length)
          .filter(i -> !Double.isNaN(values[i]))
          .filter(i -> Math.floorDiv(firstStep + (long) i, (long) BLOCK) >= fromBlock)
          .filter(i -> Math.floorDiv(firstStep + (long) i, (long) BLOCK) < toBlock)
          .mapToDouble(i -> values[i])
          .max();
    }
  }

  @Example
  void withoutSeasonTheSameBlockCountsNothing() {
    PeakHistory seasonal = new PeakHistory(1, DAY, true);
    PeakHistory plain = new PeakHistory(1, DAY, false);
    seasonal.open(0);
    plain.open(0);
    for (int step = 0; step < 10 * DAY; step++) {
      double value = step % DAY == 0 ? 100 : 1;
      seasonal.add(0, step, value);
      plain.add(0, step, value);
    }
    assertThat(seasonal.base(0, 10 * DAY, 10 * DAY)).isCloseTo(102, within(1e-4));
    double expected = Math.pow(100, 0.15) + 2;
    assertThat(plain.base(0, 10 * DAY, 10 * DAY)).isCloseTo(expected, within(1e-5));
  }

  @Example
  void whatWakesUpAfterIdleDaysHasABase() {
    PeakHistory history = new PeakHistory(BLOCK, DAY, true);
    history.open(0);
    for (int step = 0; step < 5 * DAY * BLOCK; step++) {
      history.add(0, step, 0);
    }
    assertThat(history.isIdle(0)).isTrue();
    history.add(0, 5 * DAY * BLOCK, 8);
    assertThat(history.isIdle(0)).isFalse();
    assertThat(history.base(0, 5 * DAY, 5 * DAY)).isGreaterThan(2);
  }
}
