package io.foreshape.solver;

import io.foreshape.api.forecast.QuantileLevels;
import io.foreshape.api.forecast.QuantileMatrix;
import java.util.Arrays;

/**
 * The mean of the distribution functions of a profile's steps: the demand at a random moment of the
 * whole window.
 *
 * <p>Exact: a point for every quantile of every step. Costs steps² x levels.
 */
final class CdfMixture {

  private final DemandCdf[] steps;

  private CdfMixture(DemandCdf[] steps) {
    this.steps = steps;
  }

  static DemandCdf of(QuantileMatrix quantiles) {
    DemandCdf[] steps = new DemandCdf[quantiles.steps()];
    for (int step = 0; step < steps.length; step++) {
      steps[step] = DemandCdf.ofStep(quantiles, step);
    }
    return new CdfMixture(steps).mix(quantiles.levels());
  }

  private DemandCdf mix(QuantileLevels profileLevels) {
    double[] distinct =
        Arrays.stream(steps)
            .flatMapToDouble(step -> Arrays.stream(step.knots()))
            .sorted()
            .distinct()
            .toArray();
    // Two points per amount: F just left of it and at it. They differ where a step's F jumps.
    double[] amounts = new double[2 * distinct.length];
    double[] levels = new double[2 * distinct.length];
    int[] next = new int[steps.length];
    for (int i = 0; i < distinct.length; i++) {
      amounts[2 * i] = distinct[i];
      amounts[2 * i + 1] = distinct[i];
      addLevels(distinct[i], next, levels, 2 * i);
    }
    DemandCdf fine = new DemandCdf(amounts, levels, amounts);
    return new DemandCdf(amounts, levels, knots(fine, profileLevels));
  }

  private void addLevels(double amount, int[] next, double[] levels, int index) {
    double before = 0;
    double at = 0;
    for (int step = 0; step < steps.length; step++) {
      int from = steps[step].firstFrom(next[step], amount);
      int above = steps[step].firstAbove(from, amount);
      double level = steps[step].levelFrom(from, amount);
      before += level;
      at += above == from ? level : steps[step].levelFrom(above, amount);
      next[step] = above;
    }
    levels[index] = before / steps.length;
    levels[index + 1] = at / steps.length;
  }

  private static double[] knots(DemandCdf mixture, QuantileLevels profileLevels) {
    double[] knots = new double[profileLevels.count() + 2];
    for (int i = 0; i < profileLevels.count(); i++) {
      knots[i + 1] = mixture.quantile(profileLevels.level(i));
    }
    knots[0] = mixture.quantile(0);
    knots[knots.length - 1] = mixture.quantile(1);
    return knots;
  }
}
