package io.foreshape.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.workload.CounterRate;
import io.foreshape.api.workload.CounterRate.Rate;
import io.foreshape.api.workload.CounterRate.Width;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** Readings of a counter whose true growth is known. */
class CounterRateProperties {

  private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");

  /** A gigabit per second, in bytes: a counter of 32 bits wraps within 35 s. */
  private static final double MOST = 125e6;

  /** Some milliseconds in which a counter grows by a share of the most. */
  record Interval(int millis, double share) {

    long growth() {
      return (long) (share * MOST * millis / 1_000);
    }
  }

  @Provide
  Arbitrary<Interval> intervals() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 30_000), Arbitraries.doubles().between(0, 0.99))
        .as(Interval::new);
  }

  private static long shown(Width width, long count) {
    return width == Width.BITS_32 ? count & 0xFFFF_FFFFL : count;
  }

  private static void assertRate(Optional<Rate> rate, Instant end, Interval interval) {
    assertThat(rate).isPresent();
    assertThat(rate.orElseThrow().end()).isEqualTo(end);
    assertThat(rate.orElseThrow().length()).isEqualTo(Duration.ofMillis(interval.millis()));
    double expected = interval.growth() * 1_000.0 / interval.millis();
    assertThat(rate.orElseThrow().perSecond()).isCloseTo(expected, within(1e-6 * MOST));
  }

  @Property
  void ratesAreThoseOfTheGrowthThroughEveryWrap(
      @ForAll Width width,
      @ForAll long first,
      @ForAll @Size(min = 1, max = 30) List<@From("intervals") Interval> intervals) {
    CounterRate counter = new CounterRate(width, MOST);
    long count = first;
    Instant at = START;
    assertThat(counter.next(at, shown(width, count))).isEmpty();
    for (Interval interval : intervals) {
      count += interval.growth();
      at = at.plusMillis(interval.millis());
      assertRate(counter.next(at, shown(width, count)), at, interval);
    }
  }

  /** A counter of 64 bits that begins at 0 again, however far it was. */
  @Property
  void resetTellsNothingAndTheNextReadingDoes(
      @ForAll @LongRange(min = 1) long before,
      @ForAll @From("intervals") Interval reset,
      @ForAll @From("intervals") Interval next) {
    CounterRate counter = new CounterRate(Width.BITS_64, MOST);
    counter.next(START, before);
    Instant at = START.plusMillis(reset.millis());
    long restarted = Math.min(reset.growth(), before - 1);
    assertThat(counter.next(at, restarted)).isEmpty();
    at = at.plusMillis(next.millis());
    assertRate(counter.next(at, restarted + next.growth()), at, next);
  }

  @Property
  void timeThatDoesNotGoForwardTellsNothingAndTheNextReadingDoes(
      @ForAll Width width,
      @ForAll @LongRange(min = 0, max = 1_000_000) long backMillis,
      @ForAll @From("intervals") Interval next) {
    CounterRate counter = new CounterRate(width, MOST);
    counter.next(START, 1_000);
    Instant back = START.minusMillis(backMillis);
    assertThat(counter.next(back, 1_000)).isEmpty();
    Instant at = back.plusMillis(next.millis());
    assertRate(counter.next(at, 1_000 + next.growth()), at, next);
  }

  @Property
  void anyReadingsGivePlausibleRatesOrNone(
      @ForAll @Size(max = 20) List<@From("instants") Instant> instants,
      @ForAll List<Long> readings) {
    CounterRate counter = new CounterRate(Width.BITS_64, MOST);
    for (int i = 0; i < Math.min(instants.size(), readings.size()); i++) {
      counter
          .next(instants.get(i), readings.get(i))
          .ifPresent(rate -> assertThat(rate.perSecond()).isBetween(0.0, MOST));
    }
  }

  /** What is answered without an object is what is answered with one. */
  @Property
  void plainRatesAreTheSame(
      @ForAll @Size(max = 20) List<@From("instants") Instant> instants,
      @ForAll List<@LongRange(min = 0, max = 20_000_000_000L) Long> readings) {
    CounterRate one = new CounterRate(Width.BITS_64, MOST);
    CounterRate other = new CounterRate(Width.BITS_64, MOST);
    for (int i = 0; i < Math.min(instants.size(), readings.size()); i++) {
      double perSecond = other.nextPerSecond(instants.get(i), readings.get(i), -1);
      assertThat(one.next(instants.get(i), readings.get(i)).map(Rate::perSecond).orElse(-1.0))
          .isEqualTo(perSecond);
    }
  }

  @Provide
  Arbitrary<Instant> instants() {
    return Arbitraries.longs().between(-10, 10).map(START::plusSeconds);
  }

  @Example
  void growthBeyondTheMostIsAnotherCounter() {
    CounterRate counter = new CounterRate(Width.BITS_64, MOST);
    counter.next(START, 0);
    assertThat(counter.next(START.plusSeconds(1), 2 * (long) MOST)).isEmpty();
    assertThat(counter.next(START.plusSeconds(2), 3 * (long) MOST)).isPresent();
  }

  @Example
  void wrongArgumentsAreRefused() {
    for (double most : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> new CounterRate(Width.BITS_64, most))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("(" + most + ")");
    }
    CounterRate counter = new CounterRate(Width.BITS_32, MOST);
    for (long reading : new long[] {-1, 1L << 32}) {
      assertThatThrownBy(() -> counter.next(START, reading))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("(" + reading + ")");
    }
  }
}
