package io.foreshape.forecast;

import io.foreshape.api.forecast.Explanation.Kind;
import io.foreshape.api.forecast.Explanation.Part;
import java.util.List;

/**
 * What a median of {@link QuantileRegression} rests on: amounts of use, and by which factors the
 * last hour's mean is multiplied, a small amount ({@link UsageFeatures#FLOOR} of the series' mean)
 * added to both.
 *
 * @param features of all series
 * @param slot the series
 * @param base z of the last hour's mean
 * @param x the features
 * @param weights of the features
 */
@SuppressWarnings("ArrayRecordComponent") // Of one explanation, and compared with nothing.
record RegressionParts(
    UsageFeatures features, int slot, double base, double[] x, double[] weights) {

  static List<Part> ofWorkload(double median) {
    return List.of(new Part("median of its workload", Kind.LEVEL, median));
  }

  static List<Part> ofIdle() {
    return List.of(new Part("mean of the last hour", Kind.LEVEL, 0));
  }

  /**
   * The parts.
   *
   * @param ofWorkload what workloads add to the median's logarithm, but for their day's pattern
   * @param ofOwn what the series' own offset adds
   */
  List<Part> parts(double ofWorkload, double ofOwn) {
    double recent = sum(UsageFeatures.LAST, UsageFeatures.YESTERDAY);
    double seasons = sum(UsageFeatures.YESTERDAY, UsageFeatures.BURSTS);
    double calendar = sum(UsageFeatures.CALENDAR, UsageFeatures.CALENDAR_END);
    double pattern = sum(UsageFeatures.PATTERN, UsageFeatures.ERROR);
    double all = sum(0, UsageFeatures.COUNT);
    double rest = all - recent - seasons - calendar - pattern + ofOwn;
    return List.of(
        new Part("mean of the last hour", Kind.LEVEL, features.amount(slot, base)),
        amount("last value", Kind.LEVEL, UsageFeatures.LAST),
        amount("mean of the last day", Kind.LEVEL, UsageFeatures.DAY_LEVEL),
        amount("yesterday's mean of the hour", Kind.SEASON, UsageFeatures.YESTERDAY),
        amount("usual mean of the hour", Kind.SEASON, UsageFeatures.USUAL),
        factor("factor of recent use", recent),
        factor("factor of other days", seasons),
        factor("factor of the calendar", calendar),
        factor("factor of its workload", pattern + ofWorkload),
        factor("factor of its variation", rest));
  }

  private double sum(int from, int to) {
    double sum = 0;
    for (int j = from; j < to; j++) {
      sum += weights[j] * x[j];
    }
    return sum;
  }

  private Part amount(String name, Kind kind, int feature) {
    return new Part(name, kind, features.amount(slot, base + x[feature]));
  }

  private static Part factor(String name, double logarithm) {
    return new Part(name, Kind.PARAMETER, Math.exp(logarithm));
  }
}
