package io.foreshape.forecast;

import io.foreshape.forecast.spi.ForecastWindow;
import io.foreshape.forecast.spi.SnapshotReader;
import io.foreshape.forecast.spi.SnapshotWriter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a guest has told at the origin of a forecast under way, for every step and at the levels
 * where it is held to account.
 *
 * <p>Layout: per slot a float per step and mark. Not thread-safe.
 */
final class NotedGuest {

  private final Guest guest;
  private final ForecastWindow window;
  private final int firstLead;
  private final int lastLead;
  private final double[] marks = CentralMix.marks();
  private final int[] below = new int[marks.length];
  private final double[] share = new double[marks.length];
  private final int perSlot;
  private final double[] told = new double[marks.length];

  private float[] noted = new float[0];

  NotedGuest(Guest guest, int firstLead, int lastLead, double[] levels) {
    this.guest = guest;
    this.window = new ForecastWindow(0, 1, lastLead);
    this.firstLead = firstLead;
    this.lastLead = lastLead;
    this.perSlot = (lastLead - firstLead + 1) * marks.length;
    for (int j = 0; j < marks.length; j++) {
      place(j, levels);
    }
  }

  /** A mark that is not a level is read between its neighbours. */
  private void place(int mark, double[] levels) {
    int last = levels.length - 1;
    int at = 0;
    while (at < last && levels[at + 1] <= marks[mark]) {
      at++;
    }
    below[mark] = at;
    double gap = at < last ? levels[at + 1] - levels[at] : 1;
    share[mark] = Math.max(0, Math.min(1, (marks[mark] - levels[at]) / gap));
  }

  void open(int slot) {
    if ((slot + 1) * perSlot > noted.length) {
      noted = Arrays.copyOf(noted, Slots.columnLength(slot, perSlot));
    }
    Arrays.fill(noted, slot * perSlot, (slot + 1) * perSlot, Float.NaN);
  }

  /** Asks the guest, at an origin. */
  void note(int slot) {
    guest.ask(slot, window);
    int at = slot * perSlot;
    for (int lead = firstLead; lead <= lastLead; lead++) {
      for (int j = 0; j < marks.length; j++) {
        noted[at++] = guest.tells(lead) ? (float) read(lead, j) : Float.NaN;
      }
    }
  }

  private double read(int lead, int mark) {
    double low = guest.quantile(lead, below[mark]);
    if (share[mark] == 0) {
      return low;
    }
    return low + share[mark] * (guest.quantile(lead, below[mark] + 1) - low);
  }

  /** What had been told of a step ahead, in z; null if nothing. */
  double @Nullable [] told(int slot, int lead, double floor) {
    int at = slot * perSlot + (lead - firstLead) * marks.length;
    if (Float.isNaN(noted[at])) {
      return null;
    }
    for (int j = 0; j < marks.length; j++) {
      told[j] = Math.log(noted[at + j] + floor);
    }
    return told;
  }

  /** What the guest has told when last asked, in z; NaN if nothing. */
  double quantile(long lead, int level, double floor) {
    return guest.tells(lead) ? Math.log(guest.quantile((int) lead, level) + floor) : Double.NaN;
  }

  /** Writes the state of the first slots. */
  void save(SnapshotWriter writer, int slots) {
    writer.floats("noted", noted, slots * perSlot);
  }

  void load(SnapshotReader reader, int slots) {
    noted = reader.floats("noted", (long) slots * perSlot);
  }
}
