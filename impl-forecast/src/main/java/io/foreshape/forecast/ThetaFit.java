package io.foreshape.forecast;

import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.univariate.BrentOptimizer;
import org.apache.commons.math3.optim.univariate.SearchInterval;
import org.apache.commons.math3.optim.univariate.UnivariateObjectiveFunction;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/**
 * Season, slope and α of a series' history: the season by {@link SeasonalIndices}, the slope by
 * least squares, α as that with the least one-step squared error, by Brent's method.
 *
 * <p>Gaps are bridged by straight lines. Cost: some 30 passes over the history, and one per step of
 * the season to test for it. Not thread-safe.
 */
final class ThetaFit {

  private static final double LEAST_ALPHA = 0.01;
  private static final double MOST_ALPHA = 0.99;
  private static final double TOLERANCE = 1e-4;
  private static final int MOST_EVALUATIONS = 200;

  private final double[] values;
  private final double[] adjusted;
  private final int period;
  private final SeasonalIndices season;
  private final double halfSlope;
  private final double alpha;

  /**
   * Fits.
   *
   * @param values oldest first, the first one known, NaN where missing
   */
  ThetaFit(double[] values, int period) {
    this.values = values;
    this.period = period;
    adjusted = bridged(values);
    season =
        SeasonalIndices.isSeasonal(adjusted, period)
            ? SeasonalIndices.of(adjusted, period)
            : SeasonalIndices.none(period);
    SimpleRegression line = new SimpleRegression();
    for (int i = 0; i < adjusted.length; i++) {
      double index = season.at(i % period);
      adjusted[i] = season.isMultiplicative() ? adjusted[i] / index : adjusted[i] - index;
      line.addData(i, adjusted[i]);
    }
    halfSlope = line.getSlope() / 2;
    alpha =
        new BrentOptimizer(TOLERANCE, TOLERANCE)
            .optimize(
                new MaxEval(MOST_EVALUATIONS),
                new UnivariateObjectiveFunction(this::squaredError),
                GoalType.MINIMIZE,
                new SearchInterval(LEAST_ALPHA, MOST_ALPHA))
            .getPoint();
  }

  private static double[] bridged(double[] values) {
    double[] whole = values.clone();
    int known = 0;
    for (int i = 1; i < whole.length; i++) {
      if (!Double.isNaN(values[i])) {
        double slope = (values[i] - values[known]) / (i - known);
        for (int j = known + 1; j < i; j++) {
          whole[j] = values[known] + slope * (j - known);
        }
        known = i;
      }
    }
    for (int j = known + 1; j < whole.length; j++) {
      whole[j] = values[known];
    }
    return whole;
  }

  private double squaredError(double tried) {
    double smoothed = adjusted[0];
    double drift = 0;
    double sum = 0;
    for (int i = 1; i < adjusted.length; i++) {
      // (1 − (1 − α)^n) / α, one term at a time.
      drift = 1 + (1 - tried) * drift;
      double error = adjusted[i] - smoothed - halfSlope * drift;
      sum += error * error;
      smoothed += tried * (adjusted[i] - smoothed);
    }
    return sum;
  }

  double alpha() {
    return alpha;
  }

  /** The level after the last value. */
  double level() {
    double smoothed = adjusted[0];
    for (double value : adjusted) {
      smoothed += alpha * (value - smoothed);
    }
    return smoothed;
  }

  /** Writes the last one-step errors at known values, as many as fit; returns how many. */
  int errors(float[] into) {
    double smoothed = adjusted[0];
    double drift = 0;
    int count = 0;
    for (int i = 1; i < adjusted.length; i++) {
      drift = 1 + (1 - alpha) * drift;
      double error = adjusted[i] - smoothed - halfSlope * drift;
      smoothed += alpha * (adjusted[i] - smoothed);
      if (i >= adjusted.length - into.length && !Double.isNaN(values[i])) {
        into[count++] = (float) (season.isMultiplicative() ? error * season.at(i % period) : error);
      }
    }
    return count;
  }

  double halfSlope() {
    return halfSlope;
  }

  SeasonalIndices season() {
    return season;
  }
}
