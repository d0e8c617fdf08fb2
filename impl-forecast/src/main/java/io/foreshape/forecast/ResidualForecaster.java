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
 * <p>A cell's quantiles are those of the mixture of its steps ({@link CellMixture}); of the errors,
 * {@link CellMixture#DRAWS} evenly spread ones are looked at.
 *
 * <p>Not thread-safe.
 */
final class ResidualForecaster implements Forecaster {

  private static final int LEAST_ERRORS = 8;

  private final PointModel model;
  private final int levels;
  private final CellMixture mixture;
  private final Slots slots = new Slots();
  private final Residuals residuals = new Residuals();
  private final float[] errors = new float[Residuals.KEPT];

  ResidualForecaster(PointModel model, ForecasterContext context) {
    this.model = model;
    this.levels = context.levels().count();
    this.mixture = new CellMixture(context.levels().toArray());
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
      tell(slot, from, window.cellSteps(), count, out, cell * levels);
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

  private void tell(int slot, int from, int cellSteps, int count, double[] out, int offset) {
    for (int s = 0; s < CellMixture.steps(cellSteps); s++) {
      int ahead = from + CellMixture.step(s, cellSteps);
      double point = model.point(slot, ahead);
      double spread = model.spread(slot, ahead);
      for (int d = 0; d < CellMixture.DRAWS; d++) {
        int at = (int) ((2L * d + 1) * count / (2L * CellMixture.DRAWS));
        mixture.add(point + spread * errors[at]);
      }
    }
    mixture.tell(out, offset);
  }
}
