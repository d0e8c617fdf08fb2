package io.foreshape.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class PastMeansProperties {

  private static final int DAY = 24;
  private static final int SLOTS = 3;
  private static final double[] LEVELS = {0.05, 0.25, 0.5, 0.75, 0.95};

  private final WeekHistory week = new WeekHistory(1, DAY);
  private final PastMeans past = new PastMeans(week);

  /** Whatever was asked before, and whether it was of the present or not, answers are the same. */
  @Property(tries = 100)
  void whatIsKeptIsWhatIsSeen(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int slot = 0; slot < SLOTS; slot++) {
      week.open(slot);
      past.open(slot);
    }
    for (int step = 0; step < 4 * DAY; step++) {
      for (int slot = 0; slot < SLOTS; slot++) {
        week.add(slot, step, random.nextInt(5) == 0 ? Float.NaN : random.nextInt(10));
      }
      int slot = random.nextInt(SLOTS);
      long now = step + 1L - Math.max(0, random.nextInt(-2, 5));
      assertThat(told(past, slot, now)).isEqualTo(told(anew(), slot, now));
    }
  }

  private PastMeans anew() {
    PastMeans fresh = new PastMeans(week);
    fresh.restore(SLOTS);
    return fresh;
  }

  private static double[] told(PastMeans means, int slot, long now) {
    double[] told = new double[LEVELS.length];
    if (means.collect(slot, now)) {
      means.tell(LEVELS, 0.5, told);
    }
    return told;
  }
}
