package io.foreshape.forecast;

import io.foreshape.api.forecast.Explanation.Kind;
import io.foreshape.api.forecast.Explanation.Part;
import io.foreshape.forecast.spi.SnapshotReader;
import io.foreshape.forecast.spi.SnapshotWriter;
import java.util.Arrays;
import java.util.List;

/**
 * Expects the value of one season ago; where the season is not known, the last value.
 *
 * <p>The season is the context's shortest. Errors of the k-th season ahead have k times the
 * variance (Hyndman and Athanasopoulos, "Forecasting: Principles and Practice", 3rd ed., table
 * 5.2). Missing values are taken from the season before. State: 4 bytes per step of a season. Not
 * thread-safe.
 */
final class SeasonalNaive implements PointModel {

  private final int period;
  private float[] seasons = new float[0];
  private int[] seen = new int[0];

  /** A model with a season of so many steps; 1 repeats the last value. */
  SeasonalNaive(int period) {
    this.period = period;
  }

  @Override
  public void open(int slot, long firstStep) {
    if (slot >= seen.length) {
      seasons = Arrays.copyOf(seasons, Slots.columnLength(slot, period));
      seen = Arrays.copyOf(seen, Slots.columnLength(slot, 1));
    }
    seen[slot] = 0;
    Arrays.fill(seasons, slot * period, (slot + 1) * period, Float.NaN);
  }

  @Override
  public void update(int slot, double value) {
    int at = seen[slot] % period;
    if (!Double.isNaN(value)) {
      seasons[slot * period + at] = (float) value;
    } else if (seen[slot] < period && at > 0) {
      // Within the first season there is none before; the last value stands in.
      seasons[slot * period + at] = seasons[slot * period + at - 1];
    }
    seen[slot] = seen[slot] == 2 * period - 1 ? period : seen[slot] + 1;
  }

  @Override
  public boolean isReady(int slot) {
    return seen[slot] >= period && !Double.isNaN(point(slot, 1));
  }

  @Override
  public double point(int slot, int ahead) {
    int phase = (int) ((seen[slot] - 1L + ahead) % period);
    float value = seasons[slot * period + phase];
    return Float.isNaN(value) ? lastKnown(slot) : value;
  }

  private double lastKnown(int slot) {
    for (int back = 1; back <= period; back++) {
      float value = seasons[slot * period + (seen[slot] + 2 * period - back) % period];
      if (!Float.isNaN(value)) {
        return value;
      }
    }
    return Double.NaN;
  }

  @Override
  public double spread(int slot, int ahead) {
    return Math.sqrt(1 + (ahead - 1) / period);
  }

  @Override
  public List<Part> explain(int slot, int ahead) {
    return List.of(
        new Part("value a season ago", Kind.SEASON, point(slot, ahead)),
        new Part("last value", Kind.LEVEL, lastKnown(slot)));
  }

  @Override
  public void save(SnapshotWriter writer, int slots) {
    writer.floats("seasons", seasons, slots * period);
    writer.ints("seen", seen, slots);
  }

  @Override
  public void load(SnapshotReader reader, int slots) {
    seasons = reader.floats("seasons", (long) slots * period);
    seen = reader.ints("seen", slots, 0, 2 * period - 1);
  }
}
