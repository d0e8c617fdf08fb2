package io.foreshape.shaper;

import io.foreshape.api.shaping.ShapingOutcome;
import io.foreshape.api.workload.InstanceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many instances may be changed per minute, and how long each is left alone after a change.
 * Those go first whose last change is longest ago. Restarting forgets it all.
 *
 * <p>Not thread-safe.
 */
final class Pace {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final int mostPerMinute;
  private final Duration pause;
  private final boolean isLimited;
  private final Map<InstanceId, Instant> lastChanges = new HashMap<>();
  private final Deque<Instant> lastMinute = new ArrayDeque<>();

  Pace(int mostPerMinute, Duration pause) {
    if (mostPerMinute < 1 || pause.isNegative()) {
      throw new IllegalArgumentException(
          "At least one instance per minute and a pause that is not negative, got ("
              + mostPerMinute
              + ") and ("
              + pause
              + ")");
    }
    this.mostPerMinute = mostPerMinute;
    this.pause = pause;
    this.isLimited = mostPerMinute < Integer.MAX_VALUE || !pause.isZero();
  }

  static Pace unlimited() {
    return new Pace(Integer.MAX_VALUE, Duration.ZERO);
  }

  /** Has those wait that are too early or too many. */
  void admit(List<Transaction> transactions, Instant now) {
    if (!isLimited) {
      return;
    }
    List<Transaction> waiting = new ArrayList<>(transactions);
    waiting.removeIf(each -> !each.isOpen());
    waiting.sort(
        Comparator.<Transaction, Instant>comparing(
                each -> lastChanges.getOrDefault(each.instance(), Instant.MIN))
            .thenComparing(Transaction.ORDER));
    int left = mostPerMinute - changedSince(now.minus(MINUTE), now);
    for (Transaction each : waiting) {
      Instant next = lastChanges.getOrDefault(each.instance(), Instant.MIN).plus(pause);
      // A clock that was set back must not make anybody wait longer than the pause.
      if (next.isAfter(now) && !next.minus(pause).isAfter(now)) {
        each.end(ShapingOutcome.DEFERRED, "it is left alone until " + next);
      } else if (left <= 0) {
        each.end(
            ShapingOutcome.DEFERRED, "no more than " + mostPerMinute + " are changed per minute");
      } else {
        left--;
      }
    }
  }

  private int changedSince(Instant then, Instant now) {
    int count = 0;
    for (Instant each : lastMinute) {
      count += each.isAfter(then) && !each.isAfter(now) ? 1 : 0;
    }
    return count;
  }

  /** Takes note of who was written to. */
  void note(List<Transaction> transactions, Instant now) {
    if (!isLimited) {
      return;
    }
    lastMinute.removeIf(each -> !each.isAfter(now.minus(MINUTE)) || each.isAfter(now));
    for (Transaction each : transactions) {
      if (each.outcome() == ShapingOutcome.GONE) {
        lastChanges.remove(each.instance());
      } else if (each.attempted() > 0) {
        lastChanges.put(each.instance(), now);
        lastMinute.add(now);
      }
    }
  }
}
