package io.foreshape.forecast;

import io.foreshape.forecast.spi.SnapshotReader;
import io.foreshape.forecast.spi.SnapshotWriter;
import java.util.Arrays;

/**
 * Says when a series has become another: when the errors of what is told of it have for a while
 * been far above what they used to be. A cumulative sum (Page, "Continuous inspection schemes",
 * Biometrika 41, 1954) of errors in units of their mean,
 *
 * <pre>
 * s ← max(0, s + min(error / mean, 10) − 4)        drift where s &gt; 120
 * </pre>
 *
 * <p>so that it takes twenty errors in a row at the least, which the bursts of a series that is
 * idle otherwise seldom have. The mean is taken from the first error above 0 on: there is no size
 * of nothing. Layout: three floats per slot. Not thread-safe.
 */
final class DriftDetector {

  /** What a series' record counts for after a drift, of what it did before. */
  static final float KEPT = 0.2f;

  private static final float TOLERATED = 4;
  private static final float MOST = 10;
  private static final float ALARM = 120;

  /** So many errors are taken to know the mean, and so long is its memory. */
  private static final int FEWEST = 50;

  private static final int MEMORY = 1000;
  private static final int FIELDS = 3;
  private static final int COUNT = 0;
  private static final int MEAN = 1;
  private static final int SUM = 2;

  private float[] state = new float[0];

  void open(int slot) {
    if ((slot + 1) * FIELDS > state.length) {
      state = Arrays.copyOf(state, Slots.columnLength(slot, FIELDS));
    }
    Arrays.fill(state, slot * FIELDS, (slot + 1) * FIELDS, 0);
  }

  /** Takes in an error, 0 or more; returns whether the series has drifted, and then begins anew. */
  boolean add(int slot, double error) {
    int at = slot * FIELDS;
    float mean = state[at + MEAN];
    if (mean == 0 && error == 0) {
      return false;
    }
    boolean isKnown = state[at + COUNT] >= FEWEST;
    if (isKnown) {
      float excess = (float) Math.min(error / mean, MOST) - TOLERATED;
      state[at + SUM] = Math.max(0, state[at + SUM] + excess);
      if (state[at + SUM] > ALARM) {
        open(slot);
        return true;
      }
    }
    // No error counts for more than what is tolerated, or a drift would make itself the usual.
    double known = isKnown ? Math.min(error, TOLERATED * mean) : error;
    state[at + COUNT] = Math.min(MEMORY, state[at + COUNT] + 1);
    state[at + MEAN] += (float) (known - mean) / state[at + COUNT];
    return false;
  }

  /** Writes the state of the first slots. */
  void save(SnapshotWriter writer, int slots) {
    writer.floats("state", state, slots * FIELDS);
  }

  void load(SnapshotReader reader, int slots) {
    state = reader.floats("state", (long) slots * FIELDS);
  }
}
