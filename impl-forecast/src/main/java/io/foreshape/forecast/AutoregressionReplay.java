package io.foreshape.forecast;

/**
 * Goes through a series' history once more, with the parameters that have been fitted to it.
 *
 * <p>Not thread-safe.
 */
final class AutoregressionReplay {

  private final Autoregression model;

  /** With a model of its own, whose slot 0 is used. */
  AutoregressionReplay(Autoregression model) {
    this.model = model;
  }

  private void start(AutoregressionFit fit, long firstStep) {
    model.open(0, firstStep);
    model.adopt(0, fit);
  }

  /**
   * The values with new ones in the place of missing ones: what stood in so far came from
   * parameters that knew less.
   */
  double[] withBetterStandIns(AutoregressionFit fit, double[] values, long firstStep) {
    start(fit, firstStep);
    double[] better = values.clone();
    for (int i = 0; i < values.length; i++) {
      if (i >= fit.longestLag() && AutoregressionFit.isStandIn(values[i])) {
        better[i] = model.standIn(0);
      }
      model.add(0, better[i]);
    }
    return better;
  }

  /** The errors of forecasts from origins spread evenly over what has been fitted to. */
  HorizonErrors errors(AutoregressionFit fit, double[] values, long firstStep) {
    start(fit, firstStep);
    int from = fit.longestLag();
    int to = values.length - 1;
    HorizonErrors errors = new HorizonErrors(Math.max(1, (values.length - from) / 4));
    int last = Math.min(errors.origins(), to - from + 1) - 1;
    int origin = 0;
    for (int i = 0; i < values.length; i++) {
      if (i == from + (int) ((long) origin * (to - from) / Math.max(1, last))) {
        origin++;
        addErrors(errors, values, i);
      }
      model.add(0, values[i]);
    }
    return errors;
  }

  private void addErrors(HorizonErrors errors, double[] values, int origin) {
    int longest = Math.min(errors.longest(), values.length - origin);
    for (int h = 1; h <= longest; h++) {
      double value = values[origin + h - 1];
      if (!AutoregressionFit.isStandIn(value)) {
        errors.add(h, value - model.point(0, h));
      }
    }
  }
}
