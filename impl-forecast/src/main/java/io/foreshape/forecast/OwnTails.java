package io.foreshape.forecast;

import io.foreshape.forecast.spi.SnapshotReader;
import io.foreshape.forecast.spi.SnapshotWriter;
import java.util.Arrays;

/**
 * How far each series' values lie from a base, its own samples and all series' weighed against each
 * other: a series' quantile is that of its own histogram plus so many samples' worth of the pool's,
 *
 * <pre>
 * n0(q) = 150 / min(q, 1 − q)        300 at the median, 15,000 at 99 %
 * </pre>
 *
 * <p>since the further out a level lies, the longer it takes a series to know it by itself. Own
 * histograms are coarse; within a coarse bin the pool says where its samples lie.
 *
 * <p>Layout: {@link LogBins#COARSE} floats and a weight per slot; weights grow by landmark. Not
 * thread-safe.
 */
final class OwnTails {

  private static final int BINS = LogBins.COARSE;
  private static final double POOL_SAMPLES = 150;
  private static final float LARGEST_WEIGHT = 1L << 50;
  private static final double HALF_LIFE_DAYS = 14;

  private final ResidualPool pool;
  private final int base;
  private final float growth;

  private float[] own = new float[0];
  private float[] weight = new float[0];

  /** Tails beside one base of a pool, with so many samples a day. */
  OwnTails(ResidualPool pool, int base, double samplesPerDay) {
    this.pool = pool;
    this.base = base;
    this.growth = (float) Math.pow(2, 1 / (HALF_LIFE_DAYS * samplesPerDay));
  }

  void open(int slot) {
    if (slot >= weight.length) {
      own = Arrays.copyOf(own, Slots.columnLength(slot, BINS));
      weight = Arrays.copyOf(weight, Slots.columnLength(slot, 1));
    }
    Arrays.fill(own, slot * BINS, (slot + 1) * BINS, 0);
    weight[slot] = 1;
  }

  void add(int slot, double u) {
    weight[slot] *= growth;
    if (weight[slot] > LARGEST_WEIGHT) {
      for (int i = slot * BINS; i < (slot + 1) * BINS; i++) {
        own[i] /= weight[slot];
      }
      weight[slot] = 1;
    }
    own[slot * BINS + LogBins.fine(u) / LogBins.FINE_PER_COARSE] += weight[slot];
  }

  /** Has a slot's values count for little from now on. */
  void forget(int slot) {
    for (int i = slot * BINS; i < (slot + 1) * BINS; i++) {
      own[i] *= DriftDetector.KEPT;
    }
  }

  /** Writes the quantiles of a slot's u at ascending levels. */
  void tell(int slot, double[] levels, double[] out) {
    double mass = 0;
    for (int i = 0; i < BINS; i++) {
      mass += own[slot * BINS + i];
    }
    double samples = mass / weight[slot];
    double last = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < levels.length; i++) {
      double borrowed = POOL_SAMPLES / Math.min(levels[i], 1 - levels[i]);
      last = Math.max(last, quantile(slot, levels[i], samples, borrowed));
      out[i] = last;
    }
  }

  private double quantile(int slot, double level, double samples, double borrowed) {
    double wanted = level * (samples + borrowed);
    double below = 0;
    int bin = 0;
    double here = 0;
    for (; bin < BINS; bin++) {
      here = own[slot * BINS + bin] / weight[slot] + borrowed * pool.coarseShare(base, bin);
      if (below + here >= wanted) {
        break;
      }
      below += here;
    }
    if (bin == BINS) {
      return LogBins.distance(LogBins.FINE);
    }
    return within(bin, here > 0 ? (wanted - below) / here : 1);
  }

  /** The distance at a share of a coarse bin, by how the pool's samples lie in it. */
  private double within(int bin, double share) {
    int first = bin * LogBins.FINE_PER_COARSE;
    double wanted = share * pool.coarseShare(base, bin);
    if (!(wanted > 0)) {
      return LogBins.distance(first + share * LogBins.FINE_PER_COARSE);
    }
    for (int f = first; f < first + LogBins.FINE_PER_COARSE; f++) {
      double here = pool.share(base, f);
      if (here >= wanted) {
        return LogBins.distance(f + wanted / here);
      }
      wanted -= here;
    }
    return LogBins.distance(first + LogBins.FINE_PER_COARSE);
  }

  /** Writes the state of the first slots. */
  void save(SnapshotWriter writer, int slots) {
    writer.floats("own", own, slots * BINS);
    writer.floats("weight", weight, slots);
  }

  void load(SnapshotReader reader, int slots) {
    own = reader.floats("own", (long) slots * BINS);
    weight = reader.floats("weight", slots);
  }
}
