package io.foreshape.replay.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Maps values to places on a drawing, linearly or by their logarithm, and proposes ticks.
 *
 * @param kind linear or logarithmic
 * @param low the value at {@code start}
 * @param high the value at {@code end}; above {@code low}
 * @param start the place of {@code low}
 * @param end the place of {@code high}
 */
record Axis(Kind kind, double low, double high, double start, double end) {

  /** How values are spread over an axis. */
  enum Kind {
    LINEAR,
    LOGARITHMIC
  }

  private static final double[][] MANTISSAS = {{1, 1.5, 2, 3, 5, 7}, {1, 2, 5}, {1, 3}, {1}};

  Axis {
    if (!(low < high) || (kind == Kind.LOGARITHMIC && !(low > 0))) {
      throw new IllegalArgumentException(
          "An axis has low < high, above 0 if logarithmic, got (" + low + ", " + high + ")");
    }
  }

  double place(double value) {
    double share =
        kind == Kind.LINEAR
            ? (value - low) / (high - low)
            : Math.log(value / low) / Math.log(high / low);
    return start + share * (end - start);
  }

  /** Round values on the axis, ascending, about {@code most} or fewer. */
  List<Double> ticks(int most) {
    if (kind == Kind.LINEAR || high / low < 3) {
      return linearTicks(most);
    }
    for (double[] mantissas : MANTISSAS) {
      List<Double> ticks = logarithmicTicks(mantissas);
      if (ticks.size() <= most) {
        return ticks;
      }
    }
    return logarithmicTicks(new double[] {1});
  }

  private List<Double> linearTicks(int most) {
    double step = niceStep((high - low) / most);
    List<Double> ticks = new ArrayList<>();
    for (double i = Math.ceil(low / step - 1e-9); i * step <= high * (1 + 1e-9); i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  private List<Double> logarithmicTicks(double[] mantissas) {
    List<Double> ticks = new ArrayList<>();
    for (int power = (int) Math.floor(Math.log10(low)); Math.pow(10, power) <= high; power++) {
      for (double mantissa : mantissas) {
        double tick = mantissa * Math.pow(10, power);
        if (tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9)) {
          ticks.add(tick);
        }
      }
    }
    return ticks;
  }

  // The smallest of 1, 2, 5 times a power of ten that is at least as large.
  private static double niceStep(double least) {
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    for (double mantissa : new double[] {1, 2, 5}) {
      if (mantissa * power >= least * (1 - 1e-9)) {
        return mantissa * power;
      }
    }
    return 10 * power;
  }
}
