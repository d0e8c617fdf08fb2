package io.foreshape.linux;

import io.foreshape.api.workload.CounterRate;
import io.foreshape.linux.Counters.Counter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one instance's counters stood at when it was last looked at.
 *
 * <p>Not thread-safe.
 */
final class InstanceCounters {

  private static final double NONE = -1;

  private final CounterRate[] rates = new CounterRate[Counter.ALL.size()];
  private final boolean[] known = new boolean[Counter.ALL.size()];
  private final UsedUp usedUp = new UsedUp();
  private @Nullable Instant last;

  InstanceCounters() {
    for (Counter counter : Counter.ALL) {
      rates[counter.index()] = new CounterRate(CounterRate.Width.BITS_64, counter.mostPerSecond());
    }
  }

  /** What of its limits was used up. */
  UsedUp usedUp() {
    return usedUp;
  }

  /** Takes in what they stand at now, and gives what they grew by since the last time. */
  void next(Instant now, Counters counters, Rates into) {
    into.begin(last, now);
    last = now;
    for (int i = 0; i < rates.length; i++) {
      Counter counter = Counter.ALL.get(i);
      boolean isKnown = counters.has(counter);
      if (isKnown) {
        double perSecond = rates[i].nextPerSecond(now, counters.count(counter), NONE);
        // Of one that was away meanwhile, as a class is, there may be another one now.
        if (known[i] && perSecond >= 0) {
          into.put(counter, perSecond);
        }
      }
      known[i] = isKnown;
    }
  }
}
