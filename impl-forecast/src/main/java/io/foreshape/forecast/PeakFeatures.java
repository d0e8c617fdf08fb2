package io.foreshape.forecast;

/**
 * What {@link LearnedPeaks} goes by: how far the other bases, the usual peaks of the hour and the
 * highest peaks of the last hours to the last week lie from one base, and the time of day.
 *
 * <p>Differences of logarithms, so that the size of a series does not matter. Not thread-safe.
 */
final class PeakFeatures {

  /** The base that the others are measured from: the last hour's or low usual peak. */
  static final int REFERENCE = LevelExperts.PEAKS + 2;

  private static final int PEAKS = LevelExperts.COUNT - 1;
  private static final int TIMES = PEAKS + 7;
  private static final int TIME_COUNT = 4;

  /** Where a series' own record is put. */
  static final int OWN = TIMES + TIME_COUNT;

  static final int COUNT = OWN + LearnedPeaks.OWN;

  private static final int FEW_BLOCKS = 6;
  private static final int DAY_BLOCKS = 24;
  private static final double FURTHEST = 4;

  private final LevelExperts experts;
  private final WeekHistory week;

  /** For each block of a day, where on the circle it lies, once and twice round. */
  private final float[] times;

  PeakFeatures(LevelExperts experts, WeekHistory week) {
    this.experts = experts;
    this.week = week;
    times = new float[week.dayBlocks() * TIME_COUNT];
    for (int block = 0; block < week.dayBlocks(); block++) {
      for (int round = 1; round <= TIME_COUNT / 2; round++) {
        double angle = 2 * Math.PI * round * block / week.dayBlocks();
        int at = block * TIME_COUNT + 2 * (round - 1);
        times[at] = (float) Math.sin(angle);
        times[at + 1] = (float) Math.cos(angle);
      }
    }
  }

  /**
   * Writes all but the series' own, of a block that the experts have just told of.
   *
   * @param now the block in which the origin lies
   * @param openPeak the largest value in it before the origin, 0 if there is none
   */
  void fill(
      int slot, long block, long now, float openPeak, double[] bases, double floor, float[] out) {
    double reference = bases[REFERENCE];
    int at = 0;
    for (int k = 0; k < LevelExperts.COUNT; k++) {
      if (k != REFERENCE) {
        out[at++] = limited(bases[k] - reference);
      }
    }
    out[at++] = distance(experts.usualPeak(0), floor, reference);
    out[at++] = distance(experts.usualPeak(0.5), floor, reference);
    out[at++] = distance(experts.usualPeak(1), floor, reference);
    out[at++] = distance(week.dayPeak(slot), floor, reference);
    out[at++] = distance(week.weekPeak(slot), floor, reference);
    float few = week.largestPeak(slot, now, 1, FEW_BLOCKS, openPeak);
    out[at++] = distance(few, floor, reference);
    float day = week.largestPeak(slot, now, FEW_BLOCKS + 1, DAY_BLOCKS, few);
    out[at] = distance(day, floor, reference);
    int phase = (int) Math.floorMod(block, (long) week.dayBlocks());
    System.arraycopy(times, phase * TIME_COUNT, out, TIMES, TIME_COUNT);
  }

  private static float distance(double value, double floor, double reference) {
    return Double.isNaN(value) ? 0 : limited(Math.log(value + floor) - reference);
  }

  static float limited(double distance) {
    return (float) Math.max(-FURTHEST, Math.min(FURTHEST, distance));
  }
}
