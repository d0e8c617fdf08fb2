package io.foreshape.forecast;

import io.foreshape.api.forecast.Explanation.Kind;
import io.foreshape.api.forecast.Explanation.Part;
import io.foreshape.forecast.spi.ForecastWindow;
import io.foreshape.forecast.spi.Forecaster;
import io.foreshape.forecast.spi.ForecasterContext;
import io.foreshape.forecast.spi.SnapshotReader;
import io.foreshape.forecast.spi.SnapshotWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes quantiles of a point model from its own errors: the value {@code h} steps ahead is the
 * point forecast plus a past one-step error, drawn at random and widened by the model's {@link
 * PointModel#spread} at {@code h} (Hyndman and Athanasopoulos, "Forecasting: Principles and
 * Practice", 3rd ed., section 5.5, bootstrapped residuals).
 *
 * <p>A cell's quantiles are those of the mixture of its steps. Of a long cell at most {@link
 * #MOST_STEPS} steps, evenly spread, are looked at; of the errors {@link #DRAWS} evenly spread
 * ones, so that of the last half percent nothing is told.
 *
 * <p>Not thread-safe.
 */
final class ResidualForecaster implements Forecaster {

  private static final int MOST_STEPS = 24;
  private static final int DRAWS = 100;
  private static final int LEAST_ERRORS = 8;

  private final PointModel model;
  private final double[] levels;
  private final Slots slots = new Slots();
  private final Residuals residuals = new Residuals();
  private final float[] errors = new float[Residuals.KEPT];
  private double[] draws = new double[MOST_STEPS * DRAWS];
  private double[] spare = new double[MOST_STEPS * DRAWS];

  ResidualForecaster(PointModel model, ForecasterContext context) {
    this.model = model;
    this.levels = context.levels().toArray();
  }

  @Override
  public int open(long firstStep) {
    int slot = slots.open();
    residuals.open(slot);
    model.open(slot, firstStep);
    return slot;
  }

  @Override
  public void release(int slot) {
    slots.release(slot);
  }

  @Override
  public void observe(int slot, double value) {
    double seen = Math.min(value, Slots.LARGEST_VALUE);
    if (!Double.isNaN(seen) && model.isReady(slot)) {
      residuals.add(slot, seen - model.point(slot, 1));
    }
    model.update(slot, seen);
  }

  @Override
  public boolean forecast(int slot, ForecastWindow window, double[] out) {
    if (!isTold(slot)) {
      return false;
    }
    int count = residuals.sorted(slot, errors);
    for (int cell = 0; cell < window.cells(); cell++) {
      int from = window.leadSteps() + 1 + cell * window.cellSteps();
      tell(draw(slot, from, window.cellSteps(), count), out, cell * levels.length);
    }
    return true;
  }

  private boolean isTold(int slot) {
    return model.isReady(slot) && residuals.count(slot) >= LEAST_ERRORS;
  }

  @Override
  public void fit(int slot) {
    model.fit(slot);
    int count = model.errorsOfFit(errors);
    if (count >= LEAST_ERRORS) {
      residuals.open(slot);
      for (int i = 0; i < count; i++) {
        residuals.add(slot, errors[i]);
      }
    }
  }

  @Override
  public List<Part> explain(int slot, ForecastWindow window) {
    if (!isTold(slot)) {
      return List.of();
    }
    int ahead = window.leadSteps() + 1;
    List<Part> parts = new ArrayList<>();
    parts.add(new Part("point forecast", Kind.LEVEL, model.point(slot, ahead)));
    parts.addAll(model.explain(slot, ahead));
    parts.add(new Part("growth of errors", Kind.PARAMETER, model.spread(slot, ahead)));
    return parts;
  }

  @Override
  public void save(SnapshotWriter writer) {
    slots.save(writer);
    writer.section("residuals", section -> residuals.save(section, slots.count()));
    writer.section("model", section -> model.save(section, slots.count()));
  }

  @Override
  public void load(SnapshotReader reader) {
    int count = slots.load(reader);
    residuals.load(reader.section("residuals"), count);
    model.load(reader.section("model"), count);
  }

  /** Fills {@code draws} with values of the cell's steps, ascending; returns how many there are. */
  private int draw(int slot, int from, int cellSteps, int count) {
    int steps = Math.min(cellSteps, MOST_STEPS);
    int drawn = 0;
    for (int s = 0; s < steps; s++) {
      int ahead = from + (int) ((long) s * cellSteps / steps);
      double point = model.point(slot, ahead);
      double spread = model.spread(slot, ahead);
      for (int d = 0; d < DRAWS; d++) {
        int at = (int) ((2L * d + 1) * count / (2L * DRAWS));
        // A use is never negative, whatever the errors say.
        draws[drawn++] = Math.max(0, point + spread * errors[at]);
      }
    }
    merge(drawn);
    return drawn;
  }

  /** Merges the steps' runs, each of which is ascending, two by two. */
  private void merge(int drawn) {
    for (int run = DRAWS; run < drawn; run *= 2) {
      for (int from = 0; from < drawn; from += 2 * run) {
        merge(from, Math.min(drawn, from + run), Math.min(drawn, from + 2 * run));
      }
      double[] merged = spare;
      spare = draws;
      draws = merged;
    }
  }

  private void merge(int from, int middle, int to) {
    int left = from;
    int right = middle;
    for (int at = from; at < to; at++) {
      boolean isLeft = right == to || (left < middle && draws[left] <= draws[right]);
      spare[at] = isLeft ? draws[left++] : draws[right++];
    }
  }

  private void tell(int drawn, double[] out, int offset) {
    for (int i = 0; i < levels.length; i++) {
      // Each draw stands for the middle of its share.
      double position = Math.max(0, Math.min(drawn - 1, levels[i] * drawn - 0.5));
      int below = (int) position;
      double next = draws[Math.min(below + 1, drawn - 1)];
      out[offset + i] = draws[below] + (position - below) * (next - draws[below]);
    }
  }
}
