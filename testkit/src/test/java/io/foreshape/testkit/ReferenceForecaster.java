package io.foreshape.testkit;

import io.foreshape.forecast.spi.ForecastWindow;
import io.foreshape.forecast.spi.Forecaster;
import io.foreshape.forecast.spi.ForecasterContext;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

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
  public void fit(int slot) {
    // Nothing to fit.
  }
}
