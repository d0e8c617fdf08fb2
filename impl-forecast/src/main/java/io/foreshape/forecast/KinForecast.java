package io.foreshape.forecast;

import io.foreshape.forecast.spi.ForecasterContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What kin tell of a series that is young: the mixture of their forecasts, each moved from its own
 * level towards that of the series, and how much it counts beside the series' own forecast.
 *
 * <p>Both are shrinkage in the manner of empirical Bayes (Morris, "Parametric empirical Bayes
 * inference", JASA 78, 1983): with a variance of {@code τ²} between kin and of {@code σ²} per known
 * step, {@code n} known steps weigh {@code n / (n + σ² / τ²)}, and kin the rest. The levels differ
 * by the {@code τ²} of their logarithms. What kin expect of their level differs by the {@code τ²}
 * of the logarithms of an upper quantile over the level; averaged over the cells. So kin that agree
 * are believed for longer, and kin that have nothing in common for minutes. {@code σ²} is taken to
 * be fixed; both were found on recorded and made fleets (docs/profiler.md).
 *
 * <p>A weight of kin below {@link #NEGLIGIBLE} is none, so that kin need not be asked for ever.
 *
 * <p>Not thread-safe.
 */
final class KinForecast {

  /** The level that tells how high a kin's forecast is above its own level. */
  private static final double UPPER_LEVEL = 0.95;

  /** σ² of an hour of known steps: of what is above the level, and of the level. */
  private static final double RISE_NOISE_HOURS = 0.2;

  private static final double LEVEL_NOISE_HOURS = 0.25;

  /** What is known of τ² beforehand: this much, with the weight of so many kin. */
  private static final double PRIOR_VARIANCE = 1;

  private static final double PRIOR_KIN = 0.1;

  /** A ratio beyond says that one of the two has not begun to work yet. */
  private static final double MOST_RATIO = 64;

  /** Logarithms are of at least this share of the highest level. */
  private static final double LEAST_SHARE = 1e-4;

  private static final double NEGLIGIBLE = 0.1;

  private final int levelCount;
  private final int middle;
  private final int upper;
  private final double stepsPerHour;
  private final QuantileMixture mixture;
  private final List<double[]> forecasts = new ArrayList<>();
  private double[] levels = new double[8];
  private double[] logarithms = new double[8];
  private double weight;

  KinForecast(ForecasterContext context) {
    double[] quantileLevels = context.levels().toArray();
    this.levelCount = quantileLevels.length;
    this.middle = indexOf(0.5, quantileLevels);
    this.upper = indexOf(UPPER_LEVEL, quantileLevels);
    this.stepsPerHour = Steps.in(Duration.ofHours(1), context.step());
    this.mixture = new QuantileMixture(quantileLevels);
  }

  private static int indexOf(double level, double[] quantileLevels) {
    int found = Arrays.binarySearch(quantileLevels, level);
    return Math.min(quantileLevels.length - 1, found < 0 ? -found - 1 : found);
  }

  /** The median of the first cell. */
  double median(double[] quantiles) {
    return quantiles[middle];
  }

  void clear() {
    forecasts.clear();
  }

  /** How many kin have told something. */
  int count() {
    return forecasts.size();
  }

  /** Adds a kin's quantiles, which become this object's, and the level at which it has been. */
  void add(double[] quantiles, double level) {
    if (count() == levels.length) {
      levels = Arrays.copyOf(levels, 2 * count());
      logarithms = new double[levels.length];
    }
    levels[count()] = level;
    forecasts.add(quantiles);
  }

  /** After how many known steps no number of kin, up to one, counts any more. */
  double mostKnown(int mostKin) {
    double least = PRIOR_VARIANCE * PRIOR_KIN / (mostKin - 1 + PRIOR_KIN);
    return RISE_NOISE_HOURS * stepsPerHour / least * (1 / NEGLIGIBLE - 1);
  }

  /**
   * Blends what kin tell with an own forecast; there are kin.
   *
   * @param own the own quantiles; null if there are none yet
   * @param known how many steps of the series are known
   * @param level the level that the series is at, if any are
   * @return as many quantiles as kin have told
   */
  double[] blend(double @Nullable [] own, int known, double level) {
    weight = own == null ? 1 : weight(known);
    move(known, level);
    double[] out = mixed();
    for (int i = 0; own != null && i < out.length; i++) {
      out[i] = weight * out[i] + (1 - weight) * own[i];
    }
    return out;
  }

  /** The weight that kin had in the last blend. */
  double weight() {
    return weight;
  }

  /** The weight of kin beside an own forecast after so many known steps. */
  private double weight(int known) {
    double weight = 1 - weight(known, RISE_NOISE_HOURS, riseVariance());
    return Math.max(0, (weight - NEGLIGIBLE) / (1 - NEGLIGIBLE));
  }

  private double weight(int known, double noiseHours, double variance) {
    return known / (known + noiseHours * stepsPerHour / variance);
  }

  private double[] mixed() {
    double[] out = new double[forecasts.get(0).length];
    for (int offset = 0; offset < out.length; offset += levelCount) {
      mixture.clear();
      for (double[] each : forecasts) {
        mixture.add(each, offset, 1);
      }
      mixture.tell(out, offset);
    }
    return out;
  }

  /** Moves each kin's forecast towards the series' level. */
  private void move(int known, double level) {
    if (known == 0) {
      return;
    }
    double floor = floor();
    double share = weight(known, LEVEL_NOISE_HOURS, levelVariance());
    for (int j = 0; j < count(); j++) {
      double ratio = Math.max(floor, level) / Math.max(floor, levels[j]);
      double factor = Math.pow(Math.max(1 / MOST_RATIO, Math.min(MOST_RATIO, ratio)), share);
      double[] quantiles = forecasts.get(j);
      for (int i = 0; i < quantiles.length; i++) {
        quantiles[i] = Math.min(Double.MAX_VALUE, quantiles[i] * factor);
      }
    }
  }

  private double levelVariance() {
    double floor = floor();
    for (int j = 0; j < count(); j++) {
      logarithms[j] = Math.log(Math.max(floor, levels[j]));
    }
    return variance();
  }

  private double riseVariance() {
    double floor = floor();
    int cells = forecasts.get(0).length / levelCount;
    double sum = 0;
    for (int cell = 0; cell < cells; cell++) {
      for (int j = 0; j < count(); j++) {
        double told = forecasts.get(j)[cell * levelCount + upper];
        logarithms[j] = Math.log(Math.max(floor, told)) - Math.log(Math.max(floor, levels[j]));
      }
      sum += variance();
    }
    return sum / cells;
  }

  private double floor() {
    double most = 0;
    for (int j = 0; j < count(); j++) {
      most = Math.max(most, levels[j]);
    }
    return Math.max(Double.MIN_NORMAL, LEAST_SHARE * most);
  }

  /** The variance of the logarithms, drawn to what is known beforehand. */
  private double variance() {
    double mean = 0;
    for (int j = 0; j < count(); j++) {
      mean += logarithms[j] / count();
    }
    double squares = PRIOR_KIN * PRIOR_VARIANCE;
    for (int j = 0; j < count(); j++) {
      squares += (logarithms[j] - mean) * (logarithms[j] - mean);
    }
    return squares / (count() - 1 + PRIOR_KIN);
  }
}
