package io.foreshape.api.workload;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns the readings of a counter that only grows, such as {@code usage_usec} of a cgroup or the
 * bytes of a network interface, into rates between readings.
 *
 * <ul>
 *   <li>The first reading gives no rate.
 *   <li>A reading below the last one is a counter that has wrapped, if the rate is then plausible;
 *       if not, it was reset. What was counted before a reset is lost, so that the interval gives
 *       no rate.
 *   <li>Growth beyond the plausible rate is a reset too: it is another counter.
 *   <li>A reading at or before the last one's time gives no rate; the next one is compared with it,
 *       so that neither a clock set back nor a reading out of order spoils more than that.
 * </ul>
 *
 * <p>Not thread-safe; there is one per counter.
 */
public final class CounterRate {

  /** How many bits a counter has before it wraps to 0. */
  public enum Width {
    /** It wraps at 2^32; readings are from 0 to 2^32 - 1. */
    BITS_32,
    /** It wraps at 2^64; a negative reading is one of 2^63 or more. */
    BITS_64
  }

  /**
   * By how much a counter grew in an interval.
   *
   * <p>Immutable and thread-safe.
   *
   * @param end the end of the interval
   * @param length the length of the interval, positive
   * @param perSecond the counter's growth per second, in its own unit
   */
  public record Rate(Instant end, Duration length, double perSecond) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if the interval is empty, or the growth is negative or not
     *     finite
     */
    public Rate {
      requireNonNull(end, "end");
      requireNonNull(length, "length");
      if (length.isNegative() || length.isZero()) {
        throw new IllegalArgumentException("A rate's interval is positive, got (" + length + ")");
      }
      if (!(perSecond >= 0 && perSecond < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "A rate is finite and not negative, got (" + perSecond + ")");
      }
    }
  }

  private static final long LARGEST_32 = 0xFFFF_FFFFL;

  private final Width width;
  private final double mostPerSecond;
  private @Nullable Instant lastAt;
  private long last;

  /**
   * A counter that has not been read.
   *
   * @param width where it wraps
   * @param mostPerSecond the most that it can grow per second, such as a link's speed or the cores
   *     of a host; above 0 and finite
   * @throws IllegalArgumentException if the rate is not positive or not finite
   */
  public CounterRate(Width width, double mostPerSecond) {
    this.width = requireNonNull(width, "width");
    if (!(mostPerSecond > 0 && mostPerSecond < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "The most that a counter grows per second is positive and finite, got ("
              + mostPerSecond
              + ")");
    }
    this.mostPerSecond = mostPerSecond;
  }

  /**
   * Takes in a reading.
   *
   * @param at when it was read
   * @param reading what the counter stood at
   * @return the rate since the last reading; empty if these two tell none
   * @throws IllegalArgumentException if a counter of 32 bits can't stand at that
   */
  public Optional<Rate> next(Instant at, long reading) {
    Instant before = lastAt;
    double perSecond = nextPerSecond(at, reading, Double.NaN);
    return before == null || Double.isNaN(perSecond)
        ? Optional.empty()
        : Optional.of(new Rate(at, Duration.between(before, at), perSecond));
  }

  /**
   * Takes in a reading as {@link #next} does, and allocates nothing for the answer.
   *
   * @param at when it was read
   * @param reading what the counter stood at
   * @param none what to answer if these two readings tell no rate; any value, such as NaN
   * @return the counter's growth per second since the last reading
   * @throws IllegalArgumentException if a counter of 32 bits can't stand at that
   */
  public double nextPerSecond(Instant at, long reading, double none) {
    requireNonNull(at, "at");
    if (width == Width.BITS_32 && (reading < 0 || reading > LARGEST_32)) {
      throw new IllegalArgumentException(
          "A counter of 32 bits stands between 0 and 2^32 - 1, got (" + reading + ")");
    }
    Instant before = lastAt;
    long grown = width == Width.BITS_32 ? (reading - last) & LARGEST_32 : reading - last;
    lastAt = at;
    last = reading;
    if (before == null || !before.isBefore(at)) {
      return none;
    }
    double perSecond = unsigned(grown) / seconds(before, at);
    return perSecond <= mostPerSecond ? perSecond : none;
  }

  private static double seconds(Instant from, Instant to) {
    int nanos = to.getNano() - from.getNano();
    long borrowed = nanos < 0 ? 1 : 0; // before anything is rounded
    return to.getEpochSecond()
        - from.getEpochSecond()
        - borrowed
        + 1e-9 * (nanos + borrowed * 1_000_000_000);
  }

  private static double unsigned(long grown) {
    return grown >= 0 ? grown : 2.0 * (grown >>> 1);
  }
}
