package io.foreshape.linux;

import io.foreshape.linux.Counters.Counter;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What one instance's counters grew by per second since its last look, one instance after the other
 * in the same place.
 *
 * <p>Not thread-safe.
 */
final class Rates {

  private final double[] perSecond = new double[Counter.ALL.size()];
  private final boolean[] known = new boolean[Counter.ALL.size()];
  private Duration length = Duration.ZERO;
  private @Nullable Instant from;
  private @Nullable Instant to;

  /** Begins those of another instance, which was looked at then, if at all, and now. */
  void begin(@Nullable Instant before, Instant now) {
    Arrays.fill(known, false);
    if (before == null) {
      length = Duration.ZERO;
    } else if (!before.equals(from) || !now.equals(to)) {
      length = Duration.between(before, now); // the same for most of a pass
    }
    from = before;
    to = now;
  }

  void put(Counter counter, double rate) {
    perSecond[counter.index()] = rate;
    known[counter.index()] = true;
  }

  /** How long it is since the last look; zero if there was none. */
  Duration length() {
    return length;
  }

  /** The same in seconds. */
  double seconds() {
    return length.toNanos() / 1e9;
  }

  boolean has(Counter counter) {
    return known[counter.index()];
  }

  /** The rate of a counter, or 0 where there is none. */
  double orZero(Counter counter) {
    return known[counter.index()] ? perSecond[counter.index()] : 0;
  }
}
