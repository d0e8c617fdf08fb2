package io.foreshape.forecast;

import java.util.Arrays;

/**
 * The four equations of an {@link Autoregression} for one series' history.
 *
 * <p>Layout of the coefficients: four blocks of {@link #blockLength}, each the constant, one per
 * lag, one per phase (zeros where the equation has none); linear, linear with phases, logarithmic,
 * logarithmic with phases. Not thread-safe.
 */
final class AutoregressionFit {

  /** So many rows per phase make phases worth while. */
  private static final int ROWS_PER_PHASE = 3;

  /** So many rows without a stand-in make those with one dispensable. */
  private static final int ROWS_PER_PARAMETER = 3;

  final double[] coefficients;
  final boolean isLogarithmic;
  final int usedLags;

  /** Of the values, and of their logarithms: the mean and the standard deviation. */
  final double[] mean = new double[2];

  final double[] deviation = new double[2];
  final double least;
  final double most;

  private final Lags lags;
  private final double[] values;
  private final long firstStep;
  private int rows;
  private int parameters;

  /**
   * Fits.
   *
   * @param values oldest first; negative, or −0, where they stand in for missing ones
   */
  AutoregressionFit(Lags lags, double[] values, long firstStep) {
    this.lags = lags;
    this.values = values;
    this.firstStep = firstStep;
    usedLags = lags.usable(values.length);
    coefficients = new double[4 * blockLength(lags)];
    least = Arrays.stream(values).map(Math::abs).min().orElse(0);
    most = Arrays.stream(values).map(Math::abs).max().orElse(0);
    isLogarithmic = least > 0;
    fit(Arrays.stream(values).map(Math::abs).toArray(), 0);
    if (isLogarithmic) {
      fit(Arrays.stream(values).map(each -> Math.log(Math.abs(each))).toArray(), 1);
    }
  }

  static int blockLength(Lags lags) {
    return 1 + lags.count() + lags.phases();
  }

  /** Whether a value stands in for a missing one. */
  static boolean isStandIn(double value) {
    return Double.doubleToRawLongBits(value) < 0;
  }

  private void fit(double[] series, int scale) {
    mean[scale] = Arrays.stream(series).average().orElse(0);
    Arrays.setAll(series, i -> series[i] - mean[scale]);
    double squares = 0;
    for (double each : series) {
      squares += each * each;
    }
    deviation[scale] = Math.sqrt(squares / series.length);
    PhasedRidge ridge = regression(series);
    rows = ridge.rows();
    int plain = 2 * scale * blockLength(lags);
    int phased = plain + blockLength(lags);
    ridge.solve(coefficients, plain);
    parameters = 1 + usedLags;
    if (rows >= ROWS_PER_PHASE * lags.phases()) {
      parameters += lags.phases();
      ridge.solvePhased(coefficients, phased, phased + 1 + lags.count());
    } else {
      ridge.solve(coefficients, phased);
    }
  }

  private PhasedRidge regression(double[] series) {
    PhasedRidge complete = regression(series, true);
    boolean isEnough = complete.rows() >= ROWS_PER_PARAMETER * blockLength(lags);
    return isEnough ? complete : regression(series, false);
  }

  private PhasedRidge regression(double[] series, boolean isComplete) {
    PhasedRidge ridge = new PhasedRidge(usedLags, lags.phases());
    double[] row = new double[usedLags + 1];
    for (int at = longestLag(); at < series.length; at++) {
      boolean isKnown = !isStandIn(values[at]);
      for (int i = 0; i < usedLags; i++) {
        row[i] = series[at - lags.at(i)];
        isKnown &= !isComplete || !isStandIn(values[at - lags.at(i)]);
      }
      row[usedLags] = series[at];
      if (isKnown) {
        ridge.add(row, lags.phase(firstStep + at));
      }
    }
    return ridge;
  }

  int longestLag() {
    return lags.at(usedLags - 1);
  }

  /**
   * By what errors of new values are larger than of those fitted to: sqrt((n + p) / (n − p)) for p
   * parameters and n rows (Akaike, "Fitting autoregressive models for prediction", Annals of the
   * Institute of Statistical Mathematics 21, 1969), at most that of half as many parameters as
   * rows.
   */
  double optimism() {
    double share = Math.min(0.5, (double) parameters / rows);
    return Math.sqrt((1 + share) / (1 - share));
  }
}
