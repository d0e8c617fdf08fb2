package io.foreshape.replay.policy;

import java.util.Arrays;
import java.util.Locale;

/**
 * The ML recommender of Google Autopilot (Rzadca et al., EuroSys 2020, section 3.2.3): an ensemble
 * of arg-min rules, each with its own decay {@code d_m} and margin {@code M_m}.
 *
 * <pre>
 * o_m(L)[t] = (1 - d_m) o_m(L)[t-1] + d_m Σ_{j: b[j] > L} s[t][j]        u_m(L) the same, b[j] &lt; L
 * L'_m[t]   = argmin_L (w_o o_m(L)[t] + w_u u_m(L)[t] + w_dL [L != L'_m[t-1]])   L_m = L'_m + M_m
 * c_m[t]    = d (w_o o_m(L_m)[t] + w_u u_m(L_m)[t] + w_dL [L_m[t] != L_m[t-1]]) + (1 - d) c_m[t-1]
 * L[t]      = argmin_m (c_m[t] + w_dm [m[t-1] != m] + w_dL [L[t-1] != L_m[t]])
 * </pre>
 *
 * <p>o and u follow every step: both are sums over one histogram whose weights decay by {@code 1 -
 * d_m} per step, so that a step costs O(1) per decay and not O(buckets). The three choices are made
 * at every replanning instant, for in between the limit can not change anyway. A missing step is an
 * empty histogram. Ties go to the lower limit and to the earlier model.
 *
 * <p>Not published, and chosen here: 97 candidate limits (from 1/20,000 of the ceiling up to it,
 * growing by 8 %), decays with half-lives of 15 min and 1, 6 and 24 h, and margins of 0, 1, 2 and 4
 * buckets, which is up to 36 % of the limit: 16 models.
 *
 * <p>Memory: 4 * 97 * 8 bytes per instance. Not thread-safe.
 */
final class AutopilotMlPolicy implements Policy {

  static final int[] HALF_LIFE_MINUTES = {15, 60, 360, 1_440};
  static final int[] MARGIN_BUCKETS = {0, 1, 2, 4};

  private static final int NONE = -1;
  private static final int MODELS = HALF_LIFE_MINUTES.length * MARGIN_BUCKETS.length;

  private final Fleet fleet;
  private final double knob;
  private final AutopilotWeights weights;
  private final BucketGrid grid = BucketGrid.exponential(5e-5, 1.08, 1);
  private final DecayingHistograms[] histograms = new DecayingHistograms[HALF_LIFE_MINUTES.length];
  private final double[] shares = new double[grid.count()];
  private final double[] costs = new double[grid.count()];
  private final int[] argmins;
  private final double[] modelCosts;
  private final int[] chosenModel;
  private final int[] chosenLimit;

  AutopilotMlPolicy(Fleet fleet, double knob, AutopilotWeights weights) {
    this.fleet = fleet;
    this.knob = knob;
    this.weights = weights;
    for (int decay = 0; decay < histograms.length; decay++) {
      long halfLife = 60L * HALF_LIFE_MINUTES[decay];
      histograms[decay] = new DecayingHistograms(fleet.size(), grid, halfLife, Double.MIN_NORMAL);
    }
    this.argmins = filled(fleet.size() * histograms.length);
    this.modelCosts = new double[fleet.size() * MODELS];
    this.chosenModel = filled(fleet.size());
    this.chosenLimit = filled(fleet.size());
  }

  static PolicyRule rule(AutopilotWeights weights) {
    return new BundledRule(
        "autopilot-ml",
        Knob.margin(1),
        (fleet, knob) -> new AutopilotMlPolicy(fleet, knob, weights),
        resource ->
            String.format(
                Locale.ROOT,
                "weights are not published; d %s, w_o %s, w_u %s, w_dL %s, w_dm %s",
                weights.smoothing(),
                weights.overrun(),
                weights.underrun(),
                weights.limitChange(),
                weights.modelChange()));
  }

  @Override
  public void observe(int step, double[] use) {
    long now = (long) step * fleet.stepSeconds();
    for (int i = 0; i < use.length; i++) {
      double ceiling = fleet.ceiling(i);
      if (Double.isNaN(use[i]) || ceiling <= 0) {
        continue;
      }
      double part = Math.min(1, use[i] / ceiling);
      for (DecayingHistograms histogram : histograms) {
        histogram.add(i, part, 1, now);
      }
    }
  }

  @Override
  public void plan(int step, double[] allocation) {
    long lastObserved = (step - 1L) * fleet.stepSeconds();
    for (int i = 0; i < allocation.length; i++) {
      if (histograms[0].isEmpty(i)) {
        continue;
      }
      for (int decay = 0; decay < histograms.length; decay++) {
        decide(i, decay, lastObserved);
      }
      choose(i);
      allocation[i] = knob * grid.upper(chosenLimit[i]) * fleet.ceiling(i);
    }
  }

  /** Moves one decay's arg-min, and the costs of its models. */
  private void decide(int instance, int decay, long now) {
    histograms[decay].weightsAt(instance, now, shares);
    double forget = 1 - Math.pow(2, -(double) fleet.stepSeconds() / 60 / HALF_LIFE_MINUTES[decay]);
    double above = 0;
    for (double share : shares) {
      above += share;
    }
    double below = 0;
    for (int k = 0; k < shares.length; k++) {
      above -= shares[k];
      costs[k] = forget * (weights.overrun() * above + weights.underrun() * below);
      below += shares[k];
    }
    int cell = instance * histograms.length + decay;
    int before = argmins[cell];
    argmins[cell] = cheapest(before);
    for (int margin = 0; margin < MARGIN_BUCKETS.length; margin++) {
      int model = decay * MARGIN_BUCKETS.length + margin;
      int limit = limit(argmins[cell], margin);
      double change = limit == limit(before, margin) ? 0 : weights.limitChange();
      int at = instance * MODELS + model;
      modelCosts[at] =
          weights.smoothing() * (costs[limit] + change)
              + (1 - weights.smoothing()) * modelCosts[at];
    }
  }

  private int cheapest(int before) {
    int best = NONE;
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < costs.length; k++) {
      double cost = costs[k] + (k == before ? 0 : weights.limitChange());
      if (cost < least) {
        least = cost;
        best = k;
      }
    }
    return best;
  }

  private void choose(int instance) {
    int best = NONE;
    int bestLimit = NONE;
    double least = Double.POSITIVE_INFINITY;
    for (int model = 0; model < MODELS; model++) {
      int argmin = argmins[instance * histograms.length + model / MARGIN_BUCKETS.length];
      int limit = limit(argmin, model % MARGIN_BUCKETS.length);
      double cost =
          modelCosts[instance * MODELS + model]
              + (model == chosenModel[instance] ? 0 : weights.modelChange())
              + (limit == chosenLimit[instance] ? 0 : weights.limitChange());
      if (cost < least) {
        least = cost;
        best = model;
        bestLimit = limit;
      }
    }
    chosenModel[instance] = best;
    chosenLimit[instance] = bestLimit;
  }

  private int limit(int argmin, int margin) {
    return argmin == NONE ? NONE : Math.min(argmin + MARGIN_BUCKETS[margin], grid.count() - 1);
  }

  private static int[] filled(int length) {
    int[] values = new int[length];
    Arrays.fill(values, NONE);
    return values;
  }
}
