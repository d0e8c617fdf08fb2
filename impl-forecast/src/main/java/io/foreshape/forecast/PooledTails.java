package io.foreshape.forecast;

import io.foreshape.forecast.spi.SnapshotReader;
import io.foreshape.forecast.spi.SnapshotWriter;
import java.util.Arrays;

/**
 * How far values lie from their base, as decaying histograms of {@code u = ln(value / base)}: one
 * per series and one of all series together.
 *
 * <p>A week of one series says little about its 99th percentile, so a series' distribution is its
 * own histogram plus {@link #POOL_SAMPLES} samples' worth of the pool's. Own samples weigh about a
 * tenth once the series is weeks old; a fresh series answers with what the others have taught.
 *
 * <p>Layout: {@link #BINS} bins of width {@link #WIDTH} from {@link #LEAST} on, 4 bytes each, so
 * 1.6 KB per series; values outside are clipped to the end bins. Weights grow by landmark with a
 * half-life of 14 days, and are rescaled when they get large. Not thread-safe.
 */
final class PooledTails {

  static final int BINS = 400;
  static final double WIDTH = 0.025;
  static final double LEAST = -4;

  private static final double POOL_SAMPLES = 50_000;
  private static final double HALF_LIFE_DAYS = 14;
  private static final double LARGEST_WEIGHT = 1e20;

  /** What is further apart counts as this far, so that weights neither vanish nor overflow. */
  private static final double MOST_HALF_LIVES = 100;

  private final double halfLifeSteps;
  private double[] pool = new double[BINS];
  private float[] own = new float[0];
  private double poolMass;
  private long landmark;
  private long weightStep;
  private double weight = 1;

  PooledTails(double stepsPerDay) {
    this.halfLifeSteps = HALF_LIFE_DAYS * stepsPerDay;
  }

  void open(int slot) {
    if (slot >= own.length / BINS) {
      own = Arrays.copyOf(own, Slots.columnLength(slot, BINS));
    }
    Arrays.fill(own, slot * BINS, (slot + 1) * BINS, 0);
  }

  /** Writes the pool and the state of the first slots. */
  void save(SnapshotWriter writer, int slots) {
    writer.floats("own", own, slots * BINS);
    writer.doubles("pool", pool);
    writer.doubles("poolMass", poolMass);
    writer.longs("landmark", landmark);
  }

  void load(SnapshotReader reader, int slots) {
    own = reader.floats("own", (long) slots * BINS);
    pool = reader.doubles("pool", BINS);
    poolMass = reader.doubles("poolMass", 1)[0];
    restart(reader.longs("landmark", 1)[0]);
  }

  /** The share that the pool has in a series' distribution. */
  double poolShare(int slot, long step) {
    double mass = 0;
    for (int k = 0; k < BINS; k++) {
      mass += own[slot * BINS + k];
    }
    return 1 / (1 + mass / (POOL_SAMPLES * weight(step)));
  }

  /** Adds a distance that was seen in a step. */
  void add(int slot, long step, double u) {
    if (isEmpty()) {
      restart(step);
    } else if (weight(step) > LARGEST_WEIGHT) {
      rescale();
      restart(step);
    }
    double added = weight(step);
    int bin = (int) Math.max(0, Math.min(BINS - 1, (u - LEAST) / WIDTH));
    own[slot * BINS + bin] += (float) added;
    pool[bin] += added;
    poolMass += added;
  }

  boolean isEmpty() {
    return poolMass == 0;
  }

  /**
   * Fills {@code survival[k]} with the share of distances at or above the lower edge of bin k; the
   * last entry, {@code survival[BINS]}, is 0. The pool is not empty.
   */
  void survival(int slot, long step, double[] survival) {
    float[] owns = own;
    int from = slot * BINS;
    double perPoolMass = POOL_SAMPLES * weight(step) / poolMass;
    double above = 0;
    survival[BINS] = 0;
    for (int k = BINS - 1; k >= 0; k--) {
      above += owns[from + k] + perPoolMass * pool[k];
      survival[k] = above;
    }
    double perMass = 1 / above;
    for (int k = 1; k < BINS; k++) {
      survival[k] *= perMass;
    }
    survival[0] = 1;
  }

  /** 2^(half-lives since the landmark); series go through the same steps, so it is kept. */
  private double weight(long step) {
    if (step != weightStep) {
      double halfLives = ((double) step - landmark) / halfLifeSteps;
      weight = Math.pow(2, Math.max(-MOST_HALF_LIVES, Math.min(MOST_HALF_LIVES, halfLives)));
      weightStep = step;
    }
    return weight;
  }

  private void restart(long step) {
    landmark = step;
    weightStep = step;
    weight = 1;
  }

  /** Makes the present weight 1. */
  private void rescale() {
    for (int i = 0; i < own.length; i++) {
      own[i] = (float) (own[i] / weight);
    }
    for (int k = 0; k < BINS; k++) {
      pool[k] /= weight;
    }
    poolMass /= weight;
  }
}
