package io.foreshape.forecast;

/**
 * Simple ideas of where a series will be in a block: the experts of {@link Ensemble}. Each is a
 * base that values are expected to lie around, told as {@code z(x) = ln(x + floor)}.
 *
 * <p>From where the series stood at the origin: its last value, its means over half an hour to a
 * week. From the season: the mean of the same hour, over the week, a day ago and a week ago, and
 * the mean of the last hour moved as the season moves. From the peaks, for upper quantiles: {@code
 * (1 − a) max(l, s) + a d}, with l the peak of the last hour or three, s one of the same hour's
 * peaks on the days before and d the mean of the days' peaks.
 *
 * <p>Not thread-safe.
 */
final class LevelExperts {

  /** What is noted of an origin: {@link RecentLevels}, and these two. */
  private static final int LONG_PEAK = RecentLevels.COUNT;

  private static final int SEASON_THEN = LONG_PEAK + 1;
  static final int NOTED = SEASON_THEN + 1;

  private static final String[] NAMES = {
    "last value",
    "mean of half an hour",
    "mean of an hour",
    "mean of 6 hours",
    "mean of an hour, moved with the season",
    "mean of a day",
    "mean of a week",
    "usual mean of the hour",
    "mean of the hour a day ago",
    "mean of the hour a week ago",
    "last hour's peak",
    "last 3 hours' peak",
    "last hour's or low usual peak",
    "last hour's or median usual peak",
    "last hour's or yesterday's peak",
    "last hour's or last week's peak"
  };

  /** Where the level stands; they follow at once. */
  static final int NEAR = 0;

  /** Where it usually stands. */
  static final int FAR = 5;

  /** How high it may go. */
  static final int PEAKS = 10;

  static final int COUNT = NAMES.length;

  private static final int LONG_PEAK_BLOCKS = 3;
  private static final double LOW_QUANTILE = 1.0 / 3;
  private static final double DAY_SHARE = 0.15;
  private static final double SMALL_DAY_SHARE = 0.1;

  private final WeekHistory week;
  private final RecentLevels recent;
  private final boolean isSeasonal;
  private final double[] peaks = new double[WeekHistory.DAYS];
  private final double[] z = new double[COUNT];

  /** How many peaks of the same hour the block last told has behind it. */
  private int peakCount;

  LevelExperts(WeekHistory week, RecentLevels recent, boolean isSeasonal) {
    this.week = week;
    this.recent = recent;
    this.isSeasonal = isSeasonal;
  }

  long blockOf(long step) {
    return week.blockOf(step);
  }

  static String name(int expert) {
    return NAMES[expert];
  }

  /**
   * Notes where a series stands before a step.
   *
   * @param into receives {@link #NOTED} numbers from an offset on
   */
  void note(int slot, long step, float[] into, int offset) {
    recent.copy(slot, into, offset);
    long now = week.blockOf(step);
    float longPeak = Math.max(recent.get(slot, RecentLevels.PEAK), week.openPeak(slot));
    for (int i = 1; i < LONG_PEAK_BLOCKS; i++) {
      float peak = week.peak(slot, now - i);
      longPeak = peak > longPeak ? peak : longPeak;
    }
    into[offset + LONG_PEAK] = longPeak;
    into[offset + SEASON_THEN] = (float) usualMean(slot, now - 1, now);
  }

  /** The mean of the same hour over the days before; NaN if nothing is known of it. */
  double usualMean(int slot, long block, long now) {
    double sum = 0;
    int count = 0;
    for (int day = 1; day <= WeekHistory.DAYS; day++) {
      float mean = week.mean(slot, week.sameTime(block, now, day));
      if (!Float.isNaN(mean)) {
        sum += mean;
        count++;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }

  /**
   * Tells the bases of a block.
   *
   * @param noted where the series stood at the origin, from an offset on
   * @param now the first block that has not ended
   * @param floor what is added to every value before taking its logarithm
   * @return {@link #COUNT} bases, until the next call
   */
  double[] tell(int slot, float[] noted, int offset, long block, long now, double floor) {
    for (int i = 0; i < RecentLevels.DAY_MEAN; i++) {
      z[NEAR + i] = Math.log(noted[offset + i] + floor);
    }
    double day = Math.log(noted[offset + RecentLevels.DAY_MEAN] + floor);
    double week7 = Math.log(noted[offset + RecentLevels.LONGEST_MEAN] + floor);
    z[FAR] = day;
    z[FAR + 1] = week7;
    double usual = isSeasonal ? zOr(usualMean(slot, block, now), floor, week7) : week7;
    z[FAR + 2] = usual;
    z[FAR + 3] = isSeasonal ? zOr(meanAgo(slot, block, now, 1), floor, week7) : week7;
    z[FAR + 4] = isSeasonal ? zOr(week.mean(slot, block), floor, week7) : week7;
    z[FAR - 1] =
        z[NEAR + RecentLevels.MEANS + 1]
            + (isSeasonal ? usual - zOr(noted[offset + SEASON_THEN], floor, usual) : 0);
    tellPeaks(slot, noted, offset, block, now, floor);
    return z;
  }

  private float meanAgo(int slot, long block, long now, int days) {
    return week.mean(slot, week.sameTime(block, now, days));
  }

  private static double zOr(double value, double floor, double fallback) {
    return Double.isNaN(value) ? fallback : Math.log(value + floor);
  }

  private void tellPeaks(int slot, float[] noted, int offset, long block, long now, double floor) {
    double last = Math.log(noted[offset + RecentLevels.PEAK] + floor);
    double day = zOr(week.dayPeak(slot), floor, last);
    z[PEAKS] = mix(last, day, DAY_SHARE);
    z[PEAKS + 1] = mix(Math.log(noted[offset + LONG_PEAK] + floor), day, SMALL_DAY_SHARE);
    peakCount = 0;
    if (!isSeasonal) {
      for (int i = 2; i < COUNT - PEAKS; i++) {
        z[PEAKS + i] = z[PEAKS];
      }
      return;
    }
    double yesterday = zOr(week.peak(slot, week.sameTime(block, now, 1)), floor, last);
    double lastWeek = zOr(week.peak(slot, block), floor, last);
    peakCount = sortPeaks(slot, block, now);
    double low = zOr(usualPeak(LOW_QUANTILE), floor, last);
    double median = zOr(usualPeak(0.5), floor, last);
    z[PEAKS + 2] = mix(Math.max(last, low), day, DAY_SHARE);
    z[PEAKS + 3] = mix(Math.max(last, median), day, SMALL_DAY_SHARE);
    z[PEAKS + 4] = mix(Math.max(last, yesterday), day, SMALL_DAY_SHARE);
    z[PEAKS + 5] = mix(Math.max(last, lastWeek), day, SMALL_DAY_SHARE);
  }

  private static double mix(double level, double day, double share) {
    return level + share * (day - level);
  }

  /** Collects the peaks of the same hour on the days before, ascending; returns how many. */
  private int sortPeaks(int slot, long block, long now) {
    int count = 0;
    for (int day = 1; day <= WeekHistory.DAYS; day++) {
      double peak = week.peak(slot, week.sameTime(block, now, day));
      if (!Double.isNaN(peak)) {
        int i = count++;
        for (; i > 0 && peaks[i - 1] > peak; i--) {
          peaks[i] = peaks[i - 1];
        }
        peaks[i] = peak;
      }
    }
    return count;
  }

  /** A quantile of the same hour's peaks on the days before the block last told; NaN if none. */
  double usualPeak(double level) {
    if (peakCount == 0) {
      return Double.NaN;
    }
    double position = level * (peakCount - 1);
    int below = (int) position;
    double next = peaks[Math.min(below + 1, peakCount - 1)];
    return peaks[below] + (position - below) * (next - peaks[below]);
  }
}
