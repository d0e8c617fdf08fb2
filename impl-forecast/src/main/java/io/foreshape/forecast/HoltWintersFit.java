package io.foreshape.forecast;

import org.apache.commons.math3.exception.TooManyEvaluationsException;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.PointValuePair;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.SimplexOptimizer;

/**
 * Finds the parameters with the least one-step squared error on a series' history, by the method of
 * Nelder and Mead (Computer Journal 7, 1965) on their logits, so that each stays within its range.
 *
 * <p>Cost: at most {@link #MOST_EVALUATIONS} passes over the history. Not thread-safe.
 */
final class HoltWintersFit {

  private static final int MOST_EVALUATIONS = 150;
  private static final double RELATIVE_TOLERANCE = 1e-4;
  private static final double SIDE = 1;

  /** Each parameter's largest value; the smallest is 0. Above these, additive models lose hold. */
  private static final double[] MOST = {0.999, 0.1, 0.6, 0.6, 0.98};

  private final HoltWinters scratch;
  private final long first;
  private final float[] values;
  private double[] bestPoint;
  private double bestError = Double.POSITIVE_INFINITY;

  HoltWintersFit(HoltWinters scratch, long first, float[] values) {
    this.scratch = scratch;
    this.first = first;
    this.values = values;
    HoltWintersParameters start = HoltWintersParameters.START;
    this.bestPoint =
        new double[] {
          logit(start.alpha(), 0),
          logit(start.beta(), 1),
          logit(start.gamma(), 2),
          logit(start.delta(), 3),
          logit(start.phi(), 4)
        };
  }

  HoltWintersParameters best() {
    double[] start = bestPoint;
    SimplexOptimizer optimizer = new SimplexOptimizer(RELATIVE_TOLERANCE, 0);
    try {
      PointValuePair found =
          optimizer.optimize(
              new MaxEval(MOST_EVALUATIONS),
              new ObjectiveFunction(this::error),
              GoalType.MINIMIZE,
              new InitialGuess(start),
              new NelderMeadSimplex(start.length, SIDE));
      return parameters(found.getPoint());
    } catch (TooManyEvaluationsException enough) {
      // The budget is the usual end; the best point seen is the answer.
      return parameters(bestPoint);
    }
  }

  private double error(double[] point) {
    double error = scratch.meanSquaredError(parameters(point), first, values);
    if (Double.isNaN(error)) {
      return Double.MAX_VALUE;
    }
    if (error < bestError) {
      bestError = error;
      bestPoint = point.clone();
    }
    return error;
  }

  private static HoltWintersParameters parameters(double[] point) {
    return new HoltWintersParameters(
        inRange(point, 0),
        inRange(point, 1),
        inRange(point, 2),
        inRange(point, 3),
        inRange(point, 4));
  }

  private static double inRange(double[] point, int index) {
    return MOST[index] / (1 + Math.exp(-point[index]));
  }

  private static double logit(double value, int index) {
    double share = value / MOST[index];
    return Math.log(share / (1 - share));
  }
}
