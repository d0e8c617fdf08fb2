package io.foreshape.forecast;

import io.foreshape.forecast.spi.SnapshotReader;
import io.foreshape.forecast.spi.SnapshotWriter;
import java.util.List;

/**
 * What samples tell of one step of one resource: the mean over the seconds that they cover, and the
 * peak. Each second counts once: a sample that comes late counts where none has been before.
 *
 * <p>For that, the step is divided into at most 64 equal parts, of which a late sample gets those
 * that no other has touched. Minutes in steps of minutes are exact.
 *
 * <p>Seconds are counted from the step's start. Not thread-safe.
 */
final class StepBin {

  private static final int MOST_PARTS = Long.SIZE;

  private final long partSeconds;
  private long covered;
  private long coveredTo;
  private double weighted;
  private long weight;
  private long bound;
  private double peak;
  private boolean isPeakBound;

  StepBin(long stepSeconds) {
    this.partSeconds = partSeconds(stepSeconds);
  }

  /** The shortest part that divides a step into few enough. */
  private static long partSeconds(long stepSeconds) {
    for (int parts = MOST_PARTS; parts > 1; parts--) {
      if (stepSeconds % parts == 0) {
        return stepSeconds / parts;
      }
    }
    return stepSeconds;
  }

  /** Forgets everything: a new step begins. */
  void clear() {
    covered = 0;
    coveredTo = 0;
    weighted = 0;
    weight = 0;
    bound = 0;
    peak = 0;
    isPeakBound = false;
  }

  /**
   * Adds a use from one second (included) to another (excluded).
   *
   * @param isBound whether demand may have been higher
   * @return whether any of these seconds was not covered
   */
  boolean add(double use, boolean isBound, long from, long to) {
    long seconds = uncovered(from, to);
    if (seconds == 0) {
      return false;
    }
    cover(from, to);
    weighted += use * seconds;
    weight += seconds;
    bound += isBound ? seconds : 0;
    if (use > peak || (use == peak && isBound)) {
      peak = use;
      isPeakBound = isBound;
    }
    return true;
  }

  private long uncovered(long from, long to) {
    long seconds = Math.max(0, to - Math.max(from, coveredTo));
    for (long at = from; at < Math.min(to, coveredTo); ) {
      long end = Math.min(Math.min(to, coveredTo), (at / partSeconds + 1) * partSeconds);
      boolean isCovered = (covered >>> (at / partSeconds) & 1) == 1;
      seconds += isCovered ? 0 : end - at;
      at = end;
    }
    return seconds;
  }

  private void cover(long from, long to) {
    long last = (to - 1) / partSeconds;
    for (long part = from / partSeconds; part <= last; part++) {
      covered |= 1L << part;
    }
    coveredTo = Math.max(coveredTo, to);
  }

  /** Whether no second is covered. */
  boolean isEmpty() {
    return weight == 0;
  }

  /** The mean over the seconds covered; there are some. */
  double mean() {
    return Math.min(Double.MAX_VALUE, weighted / weight);
  }

  /** The highest use; 0 if there is none. */
  double peak() {
    return peak;
  }

  /** The share of the seconds covered in which the use is but a bound; there are some. */
  double boundShare() {
    return (double) bound / weight;
  }

  /** Whether the highest use is but a bound. */
  boolean isPeakBound() {
    return isPeakBound;
  }

  /** Writes bins, a column after the other. */
  static void save(SnapshotWriter writer, List<StepBin> bins) {
    writer.longs("covered", bins.stream().mapToLong(bin -> bin.covered).toArray());
    writer.longs("coveredTo", bins.stream().mapToLong(bin -> bin.coveredTo).toArray());
    writer.doubles("weighted", bins.stream().mapToDouble(bin -> bin.weighted).toArray());
    writer.longs("weight", bins.stream().mapToLong(bin -> bin.weight).toArray());
    writer.longs("bound", bins.stream().mapToLong(bin -> bin.bound).toArray());
    writer.doubles("peak", bins.stream().mapToDouble(bin -> bin.peak).toArray());
    writer.ints("isPeakBound", bins.stream().mapToInt(bin -> bin.isPeakBound ? 1 : 0).toArray());
  }

  /** Fills as many bins with what was saved. */
  static void load(SnapshotReader reader, List<StepBin> bins) {
    long[] covered = reader.longs("covered", bins.size());
    long[] coveredTo = reader.longs("coveredTo", bins.size());
    double[] weighted = reader.doubles("weighted", bins.size());
    long[] weight = reader.longs("weight", bins.size());
    long[] bound = reader.longs("bound", bins.size());
    double[] peak = reader.doubles("peak", bins.size());
    int[] isPeakBound = reader.ints("isPeakBound", bins.size(), 0, 1);
    for (int i = 0; i < bins.size(); i++) {
      StepBin bin = bins.get(i);
      bin.covered = covered[i];
      bin.coveredTo = coveredTo[i];
      bin.weighted = weighted[i];
      bin.weight = weight[i];
      bin.bound = bound[i];
      bin.peak = peak[i];
      bin.isPeakBound = isPeakBound[i] == 1;
    }
  }
}
