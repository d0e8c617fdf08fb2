package io.foreshape.forecast;

import java.util.stream.IntStream;

/**
 * The most probable parameters (MAP) of a {@link Prophet} for one series' history. With values in
 * units of the largest, and time t from 0 at the first to 1 at the last known value,
 *
 * <pre>
 * y = m + k t + Σ δ_j (t − s_j)⁺ + Σ β_i x_i(t) + ε,   ε ~ N(0, σ²)
 * m, k ~ N(0, 5²),   δ_j ~ Laplace(0, 0.05),   β_i ~ N(0, 10²),   σ ~ N(0, 0.5²), positive
 * </pre>
 *
 * <p>with changepoints s_j at up to 25 known values, spread evenly over the first 80 %: the model
 * of Taylor and Letham, "Forecasting at Scale", The American Statistician 72, 2018, with the
 * defaults of their package. Given σ, the rest is where a quadratic plus Σ |δ_j| / 0.05 is least,
 * which {@link FeatureSignSearch} finds; given the rest, 4 σ⁴ + n σ² = S, with S the sum of squared
 * errors. Neither step makes the posterior smaller; they take turns from σ = 1, where the package
 * starts too, until σ stays.
 *
 * <p>σ is at least {@link #LEAST_NOISE}: without noise, the posterior has no largest value.
 *
 * <p>Cost: the square of the number of terms per known value, and some dozens of linear systems of
 * that size. Immutable.
 */
final class ProphetFit {

  static final double LEAST_NOISE = 1e-4;

  /** What stands before the changes: m and k. */
  static final int TREND = 2;

  private static final double TREND_PRECISION = 1 / (5.0 * 5.0);
  private static final double TERM_PRECISION = 1 / (10.0 * 10.0);
  private static final double CHANGE_PRICE = 1 / 0.05;
  private static final int MOST_CHANGES = 25;
  private static final double CHANGING_SHARE = 0.8;
  private static final int MOST_ROUNDS = 200;
  private static final double TOLERANCE = 1e-8;

  private final int[] known;
  private final double largest;
  private final double[] changeTimes;
  private final double[] parameters;
  private double noise = 1;

  /**
   * Fits.
   *
   * @param values oldest first, NaN where missing, the first and at least one more known
   * @param firstStep the number of the first value's first step
   * @param stepsPerValue how many steps a value is the mean of
   */
  ProphetFit(double[] values, ProphetTerms terms, long firstStep, int stepsPerValue) {
    known = IntStream.range(0, values.length).filter(i -> !Double.isNaN(values[i])).toArray();
    largest = IntStream.of(known).mapToDouble(i -> values[i]).max().orElse(0);
    changeTimes = placeChanges();
    int before = TREND + changeTimes.length;
    int learnable = terms.learnable((long) span() * stepsPerValue);
    double[][] products = new double[before + learnable + 1][before + learnable + 1];
    double[] row = new double[before + learnable + 1];
    for (int i : known) {
      long step = firstStep + (long) i * stepsPerValue;
      terms.write(step, (stepsPerValue - 1) / 2.0, learnable, row, before);
      row[before + learnable] = largest > 0 ? values[i] / largest : 0;
      writeTrend((double) i / span(), row);
      add(row, products);
    }
    parameters = solve(products);
  }

  private double[] placeChanges() {
    int among = (int) (CHANGING_SHARE * known.length);
    double[] times = new double[Math.max(0, Math.min(MOST_CHANGES, among - 1))];
    for (int j = 0; j < times.length; j++) {
      double position = (j + 1.0) * (among - 1) / times.length;
      times[j] = (double) known[(int) Math.rint(position)] / span();
    }
    return times;
  }

  private void writeTrend(double time, double[] row) {
    row[0] = 1;
    row[1] = time;
    for (int j = 0; j < changeTimes.length; j++) {
      row[TREND + j] = Math.max(0, time - changeTimes[j]);
    }
  }

  private static void add(double[] row, double[][] products) {
    for (int i = 0; i < row.length; i++) {
      if (row[i] != 0) {
        for (int j = 0; j <= i; j++) {
          products[i][j] += row[i] * row[j];
        }
      }
    }
  }

  /** Takes turns; the last index of the products is that of the value. */
  private double[] solve(double[][] products) {
    int size = products.length - 1;
    double[][] a = new double[size][size];
    double[] c = new double[size];
    FeatureSignSearch search = new FeatureSignSearch(size, TREND, TREND + changeTimes.length);
    double[] found = new double[size];
    boolean isSame = false;
    for (int round = 0; round < MOST_ROUNDS && !isSame; round++) {
      writeQuadratic(products, a, c);
      found = search.minimise(a, c, CHANGE_PRICE);
      double next = noise(squaredError(products, found));
      isSame = Math.abs(next - noise) <= TOLERANCE * noise;
      noise = next;
    }
    return found;
  }

  /** What −log of the posterior is at the present noise, without the changes' prior. */
  private void writeQuadratic(double[][] products, double[][] a, double[] c) {
    double weight = 1 / (noise * noise);
    for (int i = 0; i < c.length; i++) {
      for (int j = 0; j <= i; j++) {
        a[i][j] = products[i][j] * weight;
        a[j][i] = a[i][j];
      }
      c[i] = products[c.length][i] * weight;
      if (i < TREND) {
        a[i][i] += TREND_PRECISION;
      } else if (i >= TREND + changeTimes.length) {
        a[i][i] += TERM_PRECISION;
      }
    }
  }

  private double noise(double squaredError) {
    double n = known.length;
    // The positive root, without the difference of two large numbers.
    double square = 2 * squaredError / (n + Math.sqrt(n * n + 16 * squaredError));
    return Math.max(LEAST_NOISE, Math.sqrt(square));
  }

  private static double squaredError(double[][] products, double[] found) {
    int size = found.length;
    double sum = products[size][size];
    for (int i = 0; i < size; i++) {
      double product = products[i][i] * found[i] - 2 * products[size][i];
      for (int j = 0; j < i; j++) {
        product += 2 * products[i][j] * found[j];
      }
      sum += found[i] * product;
    }
    return Math.max(0, sum);
  }

  /** In units of the largest value: m, k, the δ, and the β that the history is long enough for. */
  double[] parameters() {
    return parameters.clone();
  }

  /** When the trend may change: the s_j. */
  double[] changeTimes() {
    return changeTimes.clone();
  }

  /** σ, in units of the largest value. */
  double noise() {
    return noise;
  }

  /** What the largest value is. */
  double largest() {
    return largest;
  }

  /** How many values lie between the first and the last known one. */
  int span() {
    return known[known.length - 1];
  }

  /** The trend at the last known value. */
  double level() {
    double level = parameters[0] + parameters[1];
    for (int j = 0; j < changeTimes.length; j++) {
      level += parameters[TREND + j] * (1 - changeTimes[j]);
    }
    return level * largest;
  }

  /** By what the trend grows from value to value in the end. */
  double slope() {
    double slope = parameters[1];
    for (int j = 0; j < changeTimes.length; j++) {
      slope += parameters[TREND + j];
    }
    return slope / span() * largest;
  }

  /** How large a change of the slope is on average, per value; 0 if it can't change. */
  double changeSize() {
    double sum = 0;
    for (int j = 0; j < changeTimes.length; j++) {
      sum += Math.abs(parameters[TREND + j]) / changeTimes.length;
    }
    return sum / span() * largest;
  }

  /** How many changes there may be per value. */
  double changeRate() {
    return (double) changeTimes.length / span();
  }

  /** The effects β, from an offset on, 0 for those that could not be learnt. */
  void writeEffects(double[] into, int offset, int count) {
    int before = TREND + changeTimes.length;
    for (int i = 0; i < count; i++) {
      boolean isLearnt = before + i < parameters.length;
      into[offset + i] = isLearnt ? parameters[before + i] * largest : 0;
    }
  }
}
