package io.foreshape.bench;

/** The loss that a quantile is judged by. */
final class QuantileLoss {

  private QuantileLoss() {}

  /**
   * Twice the pinball loss, {@code 2 max(q (y − f), (q − 1)(y − f))}, so that it is |y − f| at the
   * median, as GIFT-Eval has it.
   */
  static double of(double actual, double forecast, double level) {
    double above = actual - forecast;
    return 2 * Math.max(level * above, (level - 1) * above);
  }
}
