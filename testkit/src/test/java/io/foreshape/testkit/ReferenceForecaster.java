package io.foreshape.testkit;

import io.foreshape.api.forecast.Explanation.Kind;
import io.foreshape.api.forecast.Explanation.Part;
import io.foreshape.forecast.spi.ForecastWindow;
import io.foreshape.forecast.spi.Forecaster;
import io.foreshape.forecast.spi.ForecasterContext;
import io.foreshape.forecast.spi.SnapshotReader;
import io.foreshape.forecast.spi.SnapshotWriter;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** The plainest forecaster that keeps every rule: quantiles of the same hours of the last weeks. */
class ReferenceForecaster implements Forecaster {

  static final int DAY = Histories.DAY;
  private static final int KEPT = 21 * DAY;

  private final ForecasterContext context;
  private final Deque<Integer> free = new ArrayDeque<>();
  private final double[] buffer = new double[KEPT];
  private double[][] rings = new double[0][];
  private int[] counts = new int[0];

  ReferenceForecaster(ForecasterContext context) {
    this.context = context;
  }

  @Override
  public int open(long firstStep) {
    if (!free.isEmpty()) {
      return free.pop();
    }
    int slot = rings.length;
    rings = Arrays.copyOf(rings, slot + 1);
    counts = Arrays.copyOf(counts, slot + 1);
    rings[slot] = new double[KEPT];
    clear(slot);
    return slot;
  }

  final void clear(int slot) {
    if (slot < rings.length) {
      Arrays.fill(rings[slot], Double.NaN);
      counts[slot] = 0;
    }
  }

  @Override
  public void release(int slot) {
    clear(slot);
    free.push(slot);
  }

  /** Puts a slot aside as it is. */
  final void releaseUncleared(int slot) {
    free.push(slot);
  }

  @Override
  public void observe(int slot, double value) {
    rings[slot][counts[slot] % KEPT] = value;
    // Wraps by whole weeks, so that the hour of the day stays.
    counts[slot] = counts[slot] == 100 * KEPT ? KEPT + 1 : counts[slot] + 1;
  }

  @Override
  public boolean forecast(int slot, ForecastWindow window, double[] out) {
    if (collect(slot, 0, DAY) == 0) {
      return false;
    }
    int levels = context.levels().count();
    for (int cell = 0; cell < window.cells(); cell++) {
      int first = counts[slot] + window.leadSteps() + cell * window.cellSteps();
      int found = collect(slot, first, phases(window));
      if (found == 0) {
        found = collect(slot, 0, DAY);
      }
      Arrays.sort(buffer, 0, found);
      for (int level = 0; level < levels; level++) {
        int rank = (int) (context.levels().level(level) * found);
        out[cell * levels + level] = buffer[rank];
      }
    }
    return true;
  }

  /** How many hours of the day a cell looks at. */
  int phases(ForecastWindow window) {
    return Math.min(DAY, window.cellSteps());
  }

  private int collect(int slot, int firstStep, int phases) {
    int found = 0;
    for (int phase = 0; phase < phases; phase++) {
      for (int at = (firstStep + phase) % DAY; at < KEPT; at += DAY) {
        if (!Double.isNaN(rings[slot][at])) {
          buffer[found++] = rings[slot][at];
        }
      }
    }
    return found;
  }

  @Override
  public void save(SnapshotWriter writer) {
    writer.ints("free", free.stream().mapToInt(slot -> slot).toArray());
    writer.ints("freeCount", free.size());
    writer.ints("counts", counts);
    writer.ints("slots", rings.length);
    for (int slot = 0; slot < rings.length; slot++) {
      writer.doubles("ring" + slot, rings[slot]);
    }
  }

  @Override
  public void load(SnapshotReader reader) {
    rings = new double[reader.ints("slots", 1, 0, 1_000)[0]][];
    counts = reader.ints("counts", rings.length, 0, 100 * KEPT);
    for (int slot = 0; slot < rings.length; slot++) {
      rings[slot] = reader.doubles("ring" + slot, KEPT);
    }
    for (int slot : reader.ints("free", reader.ints("freeCount", 1, 0, 1_000)[0], 0, 1_000)) {
      free.add(slot);
    }
  }

  @Override
  public List<Part> explain(int slot, ForecastWindow window) {
    int found = collect(slot, counts[slot], 1);
    return found == 0 ? List.of() : List.of(new Part("level", Kind.LEVEL, buffer[0]));
  }

  @Override
  public void fit(int slot) {
    // Nothing to fit.
  }
}
