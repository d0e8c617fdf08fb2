package io.foreshape.forecast;

/**
 * The least value of a quadratic with a price on absolute values,
 *
 * <pre>
 * ½ xᵀA x − cᵀx + w Σ |x_i|     the sum over the priced i
 * </pre>
 *
 * <p>by feature-sign search (Lee, Battle, Raina and Ng, "Efficient sparse coding algorithms", NIPS
 * 19, 2006, algorithm 1). A guess says which priced x_i are zero and what sign the others have; for
 * a guess, the least value is where a linear system says. On the way there, the best place among
 * those where an x_i becomes zero and the end is taken. Where the guess holds, the zero that would
 * gain most is let go. Each round lowers the value and there are finitely many guesses, so it ends
 * in the least value, with exact zeros.
 *
 * <p>Cost: the cube of those not zero per round, and of rounds about as many as priced x_i that are
 * not zero. Not thread-safe.
 */
final class FeatureSignSearch {

  private static final int MOST_ROUNDS_PER_TERM = 20;

  /** By so much more than its price must a zero gain. */
  private static final double TOLERANCE = 1e-9;

  /** Of the diagonal: keeps nearly dependent columns apart. */
  private static final double RIDGE = 1e-12;

  private final int from;
  private final int to;
  private final double[] x;

  /** Of the priced ones: the sign guessed, 0 where zero. */
  private final double[] sign;

  private final int[] active;
  private final double[] direction;
  private final double[][] factor;
  private int activeCount;

  /**
   * A search over so many x, of which those of indices from (included) to (excluded) are priced.
   */
  FeatureSignSearch(int size, int from, int to) {
    this.from = from;
    this.to = to;
    x = new double[size];
    sign = new double[size];
    active = new int[size];
    direction = new double[size];
    factor = new double[size][size];
  }

  /**
   * Searches, from where the last search ended.
   *
   * @param a symmetric, positive definite on those not zero
   * @return x, which the next search changes
   */
  double[] minimise(double[][] a, double[] c, double price) {
    for (int round = 0; round < MOST_ROUNDS_PER_TERM * x.length; round++) {
      if (isGuessRight(a, c, price)) {
        int best = mostGaining(a, c, price);
        if (best < 0) {
          break;
        }
        sign[best] = -Math.signum(slope(a, c, best));
      }
    }
    return x;
  }

  private boolean isPriced(int i) {
    return i >= from && i < to;
  }

  /** Goes towards where the guess has its least value; true if that was reached. */
  private boolean isGuessRight(double[][] a, double[] c, double price) {
    aim(a, c, price);
    double rise = 0;
    double bend = 0;
    for (int p = 0; p < activeCount; p++) {
      rise += slope(a, c, active[p]) * direction[p];
      for (int q = 0; q < activeCount; q++) {
        bend += direction[p] * a[active[p]][active[q]] * direction[q];
      }
    }
    double best = 1;
    double least = change(1, rise, bend, price);
    for (int p = 0; p < activeCount; p++) {
      double share = crossing(p);
      double there = share < 1 ? change(share, rise, bend, price) : least;
      if (there < least) {
        least = there;
        best = share;
      }
    }
    return go(best);
  }

  /** Sets the direction: the difference to where the guess has its least value. */
  private void aim(double[][] a, double[] c, double price) {
    activeCount = 0;
    for (int i = 0; i < x.length; i++) {
      if (!isPriced(i) || sign[i] != 0) {
        active[activeCount] = i;
        direction[activeCount++] = c[i] - price * sign[i];
      }
    }
    factorise(a);
    for (int p = 0; p < activeCount; p++) {
      for (int q = 0; q < p; q++) {
        direction[p] -= factor[p][q] * direction[q];
      }
      direction[p] /= factor[p][p];
    }
    for (int p = activeCount - 1; p >= 0; p--) {
      for (int q = p + 1; q < activeCount; q++) {
        direction[p] -= factor[q][p] * direction[q];
      }
      direction[p] /= factor[p][p];
    }
    for (int p = 0; p < activeCount; p++) {
      direction[p] -= x[active[p]];
    }
  }

  /** Cholesky's. */
  private void factorise(double[][] a) {
    for (int p = 0; p < activeCount; p++) {
      for (int q = 0; q <= p; q++) {
        double left = a[active[p]][active[q]];
        for (int r = 0; r < q; r++) {
          left -= factor[p][r] * factor[q][r];
        }
        double least = RIDGE * a[active[p]][active[p]];
        factor[p][q] = p == q ? Math.sqrt(Math.max(left, least)) : left / factor[q][q];
      }
    }
  }

  /** The slope of the quadratic. */
  private double slope(double[][] a, double[] c, int i) {
    double slope = -c[i];
    for (int j = 0; j < x.length; j++) {
      slope += a[i][j] * x[j];
    }
    return slope;
  }

  /** After which share of the way an x becomes zero; 1 if it does not. */
  private double crossing(int p) {
    int i = active[p];
    boolean isCrossing = isPriced(i) && (x[i] + direction[p]) * sign[i] < 0;
    return isCrossing ? Math.abs(x[i] / direction[p]) : 1;
  }

  /** What a share of the way changes of the value. */
  private double change(double share, double rise, double bend, double price) {
    double change = share * (rise + share / 2 * bend);
    for (int p = 0; p < activeCount; p++) {
      int i = active[p];
      if (isPriced(i)) {
        change += price * (Math.abs(x[i] + share * direction[p]) - Math.abs(x[i]));
      }
    }
    return change;
  }

  private boolean go(double share) {
    boolean isReached = share == 1;
    for (int p = 0; p < activeCount; p++) {
      int i = active[p];
      boolean isZero = share < 1 && crossing(p) == share;
      x[i] = isZero ? 0 : x[i] + share * direction[p];
      if (isPriced(i)) {
        isReached &= Math.signum(x[i]) == sign[i];
        sign[i] = Math.signum(x[i]);
      }
    }
    return isReached;
  }

  /** The zero that gains most beyond its price; −1 if none does. */
  private int mostGaining(double[][] a, double[] c, double price) {
    int best = -1;
    double most = price * (1 + TOLERANCE);
    for (int i = from; i < to; i++) {
      double gain = sign[i] == 0 ? Math.abs(slope(a, c, i)) : 0;
      if (gain > most) {
        most = gain;
        best = i;
      }
    }
    return best;
  }
}
