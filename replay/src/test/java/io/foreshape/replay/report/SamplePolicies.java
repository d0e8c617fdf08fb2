package io.foreshape.replay.report;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.function.UnaryOperator;

/** Simple right-sizing rules that behave like the real ones, for pages to look at. */
final class SamplePolicies {

  static final int HOUR = 12;
  static final int DAY = 24 * HOUR;

  private SamplePolicies() {}

  /** Each rule maps the use of an instance (5-minute steps) to an allocation at knob 1. */
  static Map<String, UnaryOperator<double[]>> all() {
    Map<String, UnaryOperator<double[]>> rules = new LinkedHashMap<>();
    rules.put("foreshape", use -> seasonal(use, 0.93, 1.07));
    rules.put("vpa", use -> window(use, 2 * DAY, 0.9, 1.15));
    rules.put("reactive", use -> window(use, 2, 1, 1.3));
    rules.put("static", SamplePolicies::fixed);
    rules.put("autopilot-window", use -> window(use, DAY, 0.98, 1.1));
    rules.put("autopilot-ml", use -> window(use, DAY / 2, 0.97, 1.12));
    rules.put("crane-dsp", use -> seasonal(use, 1, 1.2));
    rules.put("koordinator", use -> window(use, 2 * DAY, 0.95, 1.1));
    rules.put("attune", use -> window(use, DAY, 0.95, 1.2));
    rules.put("seasonal-max", use -> seasonal(use, 1, 1.05));
    rules.put("oracle", SamplePolicies::oracle);
    return rules;
  }

  private static double[] fixed(double[] use) {
    double[] allocation = new double[use.length];
    Arrays.fill(allocation, 1.05 * Arrays.stream(use).filter(Double::isFinite).max().orElse(0));
    return allocation;
  }

  private static double[] window(double[] use, int steps, double level, double margin) {
    return hourly(use, t -> margin * quantile(use, Math.max(0, t - steps), t, level));
  }

  private static double[] oracle(double[] use) {
    return hourly(use, t -> quantile(use, t, Math.min(use.length, t + HOUR), 1));
  }

  private static double[] seasonal(double[] use, double level, double margin) {
    return hourly(
        use,
        t -> {
          double same =
              t < DAY ? 0 : quantile(use, t - DAY - 6, Math.min(t, t - DAY + HOUR + 6), level);
          double recent = quantile(use, Math.max(0, t - 3), t, 0.5);
          return margin * Math.max(same, 0.85 * recent);
        });
  }

  private static double[] hourly(double[] use, IntToDoubleFunction plan) {
    double[] allocation = new double[use.length];
    double current = Arrays.stream(use).filter(Double::isFinite).max().orElse(0);
    for (int t = 0; t < use.length; t++) {
      if (t % HOUR == 0) {
        double next = plan.applyAsDouble(t);
        current = Double.isNaN(next) ? current : next;
      }
      allocation[t] = current;
    }
    return allocation;
  }

  static double[] sorted(double[] values, int from, int to) {
    return Arrays.stream(values, Math.max(0, from), Math.max(0, to))
        .filter(Double::isFinite)
        .sorted()
        .toArray();
  }

  /** NaN if there is no value. */
  static double quantile(double[] sorted, double level) {
    return sorted.length == 0
        ? Double.NaN
        : sorted[(int) Math.min(sorted.length - 1, level * sorted.length)];
  }

  private static double quantile(double[] values, int from, int to, double level) {
    return quantile(sorted(values, from, to), level);
  }
}
