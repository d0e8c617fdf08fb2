package io.foreshape.forecast;

import io.foreshape.forecast.spi.SnapshotReader;
import io.foreshape.forecast.spi.SnapshotWriter;
import java.util.Arrays;

/**
 * How much each of some experts counts for each series, at some quantile levels, by how well it has
 * done there: the exponentially weighted average forecaster with a self-confident rate (Auer,
 * Cesa-Bianchi and Gentile, "Adaptive and self-confident on-line learning algorithms", JCSS 64,
 * 2002) on discounted losses (Cesa-Bianchi and Lugosi, "Prediction, Learning, and Games", 2006,
 * section 2.11):
 *
 * <pre>
 * L_k ← ρ L_k + loss_k            the pinball loss of z, where averages are taken too
 * η   = 0.3 sqrt(2 ln K / (1 + min L))
 * w_k ∝ π_k exp(−η (L_k − min L))
 * </pre>
 *
 * <p>The prior π says how the experts have done over all series, which is what a young series
 * starts with.
 *
 * <p>Layout: a float per slot, level and expert. Not thread-safe.
 */
final class ExpertWeights {

  private static final double RATE = 0.3;
  private static final double PRIOR_STRENGTH = 4;
  private static final double MOST_REGRET = 3;
  private static final double POOL_SAMPLES = 20_000;
  private static final double HALF_LIFE_DAYS = 14;
  private static final double LOSS_PER_DAY = 240;

  private final int experts;
  private final float[] levels;
  private final float decay;
  private final float unit;

  private float[] losses = new float[0];
  private double[] pooled;
  private double[] pooledCount;

  /** Weights at some levels from losses that come so many times a day. */
  ExpertWeights(int experts, double[] levels, double lossesPerDay) {
    this.experts = experts;
    this.levels = new float[levels.length];
    for (int j = 0; j < levels.length; j++) {
      this.levels[j] = (float) levels[j];
    }
    this.decay = (float) Math.pow(0.5, 1 / (HALF_LIFE_DAYS * lossesPerDay));
    this.unit = (float) (LOSS_PER_DAY / lossesPerDay);
    pooled = new double[levels.length * experts];
    pooledCount = new double[levels.length];
  }

  void open(int slot) {
    int perSlot = levels.length * experts;
    if ((slot + 1) * perSlot > losses.length) {
      losses = Arrays.copyOf(losses, Slots.columnLength(slot, perSlot));
    }
    Arrays.fill(losses, slot * perSlot, (slot + 1) * perSlot, 0);
  }

  /**
   * Takes in what each expert had told of a value.
   *
   * @param level the index of the level
   * @param told from an offset on, in z
   */
  void add(int slot, int level, double z, double[] told, int offset) {
    pooledCount[level] = Math.min(POOL_SAMPLES, pooledCount[level] + 1);
    double rate = 1 / pooledCount[level];
    float high = levels[level];
    float low = high - 1;
    int at = (slot * levels.length + level) * experts;
    for (int k = 0; k < experts; k++) {
      float error = (float) (z - told[offset + k]);
      float loss = Math.max(high * error, low * error);
      losses[at + k] = losses[at + k] * decay + unit * loss;
      pooled[level * experts + k] += rate * (loss - pooled[level * experts + k]);
    }
  }

  /** Has a slot's record count for little from now on. */
  void forget(int slot) {
    int perSlot = levels.length * experts;
    for (int i = slot * perSlot; i < (slot + 1) * perSlot; i++) {
      losses[i] *= DriftDetector.KEPT;
    }
  }

  /** Writes the weights at one of the levels, of sum 1. */
  void weights(int slot, int level, double[] out, int offset) {
    int at = (slot * levels.length + level) * experts;
    float least = Float.POSITIVE_INFINITY;
    double leastPooled = Double.POSITIVE_INFINITY;
    for (int k = 0; k < experts; k++) {
      least = Math.min(least, losses[at + k]);
      leastPooled = Math.min(leastPooled, pooled[level * experts + k]);
    }
    double rate = RATE * Math.sqrt(2 * Math.log(experts) / (1 + least));
    double strength = leastPooled > 0 ? PRIOR_STRENGTH / leastPooled : 0;
    double sum = 0;
    for (int k = 0; k < experts; k++) {
      double behind = strength * (pooled[level * experts + k] - leastPooled);
      double exponent =
          rate * (losses[at + k] - least) + Math.min(PRIOR_STRENGTH * MOST_REGRET, behind);
      out[offset + k] = Math.exp(-exponent);
      sum += out[offset + k];
    }
    for (int k = 0; k < experts; k++) {
      out[offset + k] /= sum;
    }
  }

  /** Writes the state of the first slots. */
  void save(SnapshotWriter writer, int slots) {
    writer.floats("losses", losses, slots * levels.length * experts);
    writer.doubles("pooled", pooled);
    writer.doubles("pooledCount", pooledCount);
  }

  void load(SnapshotReader reader, int slots) {
    losses = reader.floats("losses", (long) slots * levels.length * experts);
    pooled = reader.doubles("pooled", pooled.length);
    pooledCount = reader.doubles("pooledCount", pooledCount.length);
  }
}
