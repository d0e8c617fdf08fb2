package io.foreshape.solver;

/**
 * In what steps an instance can have something: any amount, or multiples of a unit, at least one.
 *
 * @param unit what it has multiples of; 0 for any amount
 * @param most the largest amount
 */
record WholeUnits(double unit, double most) {

  /** Any amount. */
  static final WholeUnits ANY = new WholeUnits(0, Double.POSITIVE_INFINITY);

  /** By how much of a unit an amount may miss a multiple and still be it but for rounding. */
  private static final double ROUNDING = 1e-9;

  boolean isWhole() {
    return unit > 0;
  }

  /** The largest multiple up to an amount; the amount itself where any will do. */
  double down(double amount) {
    return isWhole() ? unit * Math.floor(amount / unit + ROUNDING) : amount;
  }

  /** The least multiple from an amount on, at least one; the amount itself where any will do. */
  double up(double amount) {
    return isWhole() ? unit * Math.max(1, Math.ceil(amount / unit - ROUNDING)) : amount;
  }

  /** Whether an amount can be had. */
  boolean has(double amount) {
    return !isWhole() || down(amount) == amount;
  }

  /** A lower and an upper bound and the multiples between them, ascending. */
  double[] between(double lower, double upper) {
    if (upper <= lower) {
      return new double[] {lower};
    }
    double first = down(lower) + unit;
    int inner = Math.max(0, (int) Math.ceil((upper - first) / unit - ROUNDING));
    double[] points = new double[inner + 2];
    points[0] = lower;
    for (int i = 0; i < inner; i++) {
      points[i + 1] = first + i * unit;
    }
    points[inner + 1] = upper;
    return points;
  }
}
