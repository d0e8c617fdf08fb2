package io.foreshape.forecast;

import io.foreshape.forecast.spi.SnapshotReader;
import io.foreshape.forecast.spi.SnapshotWriter;
import java.util.Arrays;

/**
 * Linear quantile regression (Koenker and Bassett, "Regression Quantiles", Econometrica 46, 1978),
 * with additive effects of labels, learnt row by row:
 *
 * <pre>
 * Q(q | x) = Σ_j w_qj x_j + v_q p_q + Σ_l Σ_{j &lt; B} e_lqj x_j
 * </pre>
 *
 * <p>p is a feature that differs from level to level, l runs over the row's labels, and B is how
 * many of the features a label has a say in. A subgradient step on the pinball loss moves w_qj by
 * {@code η r x_j / √S_j} with {@code r = (q − 1{y < Q}) / √(q (1 − q))}. That is AdaGrad (Duchi,
 * Hazan and Singer, "Adaptive Subgradient Methods for Online Learning and Stochastic Optimization",
 * JMLR 12, 2011) but for one thing: the sum of squared gradients is taken to be what it is on
 * average once Q is the quantile, {@code q (1 − q) S_j} with {@code S_j = 10 + Σ x_j²}, so that it
 * is one per feature and not one per level. S_j forgets over {@link #MEMORY} rows. Effects of
 * labels have sums of their own, and shrink by {@link #RIDGE} of a step, so that a label that says
 * nothing fades.
 *
 * <p>Levels may cross; the caller sorts them.
 *
 * <p>Cost: levels × features multiplications per row, and a root per feature. Not thread-safe.
 */
final class PinballRegression {

  private static final double FIRST_SUM = 10;
  private static final double MEMORY = 20_000;
  private static final double RIDGE = 0.01;

  private final double[] levels;
  private final int features;
  private final int basis;
  private final double rate;
  private final double labelRate;
  private final double[] spread;

  private double[] weights;
  private double[] sums;
  private double[] levelWeights;
  private double[] levelSums;
  private double[] effects = new double[0];
  private double[] effectSums = new double[0];
  private final double[] moves;
  private long rows;

  /**
   * A regression whose weights are 0.
   *
   * @param basis how many features, the first ones, a label has a say in
   * @param rate how far a weight moves at first, in what is to be told per unit of its feature
   * @param labelRate the same for the effects of labels
   */
  PinballRegression(double[] levels, int features, int basis, double rate, double labelRate) {
    this.levels = levels;
    this.features = features;
    this.basis = basis;
    this.rate = rate;
    this.labelRate = labelRate;
    this.spread = spread(levels);
    this.weights = new double[levels.length * features];
    this.sums = new double[features];
    this.levelWeights = new double[levels.length];
    this.levelSums = new double[levels.length];
    this.moves = new double[features];
    Arrays.fill(sums, FIRST_SUM);
    Arrays.fill(levelSums, FIRST_SUM);
  }

  /** √(q (1 − q)) of each level: the deviation of a subgradient once the quantile is right. */
  static double[] spread(double[] levels) {
    return Arrays.stream(levels).map(level -> Math.sqrt(level * (1 - level))).toArray();
  }

  /** Sets a weight to begin with. */
  void begin(int level, int feature, double weight) {
    weights[level * features + feature] = weight;
  }

  /** Sets the weights of the features that differ from level to level to begin with. */
  void beginLevels(double weight) {
    Arrays.fill(levelWeights, weight);
  }

  double weight(int level, int feature) {
    return weights[level * features + feature];
  }

  /** How many rows have been learnt. */
  long rows() {
    return rows;
  }

  /** What a row tells of a level; {@code ofLevel} is the feature that differs. */
  double tell(double[] x, double[] ofLevel, WorkloadLabels labels, int slot, int level) {
    double sum = ofLabels(x, ofLevel, labels, slot, level);
    int at = level * features;
    for (int j = 0; j < features; j++) {
      sum += weights[at + j] * x[j];
    }
    return sum;
  }

  /** The part of that which is of labels, and of the feature that differs. */
  double ofLabels(double[] x, double[] ofLevel, WorkloadLabels labels, int slot, int level) {
    double sum = levelWeights[level] * ofLevel[level];
    for (int i = 0; i < WorkloadLabels.PER_SLOT; i++) {
      int label = labels.of(slot, i);
      int at = (label * levels.length + level) * basis;
      if (label == WorkloadLabels.NONE || at >= effects.length) {
        return sum;
      }
      for (int j = 0; j < basis; j++) {
        sum += effects[at + j] * x[j];
      }
    }
    return sum;
  }

  /** Learns that a row had a value; {@code told} is what was told of it at each level. */
  void learn(
      double[] x, double[] ofLevel, WorkloadLabels labels, int slot, double value, double[] told) {
    rows++;
    for (int j = 0; j < features; j++) {
      sums[j] += x[j] * x[j] - (sums[j] - FIRST_SUM) / MEMORY;
      moves[j] = rate * x[j] / Math.sqrt(sums[j]);
    }
    for (int level = 0; level < levels.length; level++) {
      double step = step(level, value, told[level]);
      int at = level * features;
      for (int j = 0; j < features; j++) {
        weights[at + j] += step * moves[j];
      }
      double p = ofLevel[level];
      levelSums[level] += p * p;
      levelWeights[level] += step * rate * p / Math.sqrt(levelSums[level]);
    }
    for (int i = 0; i < WorkloadLabels.PER_SLOT; i++) {
      int label = labels.of(slot, i);
      if (label == WorkloadLabels.NONE) {
        return;
      }
      learn(x, label, labels.count(), value, told);
    }
  }

  private void learn(double[] x, int label, int labels, double value, double[] told) {
    if (label * basis >= effectSums.length) {
      grow(labels);
    }
    int sumsAt = label * basis;
    for (int j = 0; j < basis; j++) {
      effectSums[sumsAt + j] += x[j] * x[j] - effectSums[sumsAt + j] / MEMORY;
      moves[j] = labelRate * x[j] / Math.sqrt(FIRST_SUM + effectSums[sumsAt + j]);
    }
    for (int level = 0; level < levels.length; level++) {
      double step = step(level, value, told[level]);
      int at = (label * levels.length + level) * basis;
      for (int j = 0; j < basis; j++) {
        double move = moves[j];
        effects[at + j] += step * move - RIDGE * Math.abs(move) * effects[at + j];
      }
    }
  }

  private void grow(int labels) {
    int longer = 2 * labels;
    effects = Arrays.copyOf(effects, longer * levels.length * basis);
    effectSums = Arrays.copyOf(effectSums, longer * basis);
  }

  private double step(int level, double value, double told) {
    return (levels[level] - (value < told ? 1 : 0)) / spread[level];
  }

  void save(SnapshotWriter writer) {
    writer.longs("rows", rows);
    writer.doubles("weights", weights);
    writer.doubles("sums", sums);
    writer.doubles("levelWeights", levelWeights);
    writer.doubles("levelSums", levelSums);
    writer.ints("labels", effectSums.length / basis);
    writer.doubles("effects", effects);
    writer.doubles("effectSums", effectSums);
  }

  void load(SnapshotReader reader) {
    rows = reader.longs("rows", 1, 0, Long.MAX_VALUE)[0];
    weights = reader.doubles("weights", (long) levels.length * features);
    sums = reader.doubles("sums", features);
    levelWeights = reader.doubles("levelWeights", levels.length);
    levelSums = reader.doubles("levelSums", levels.length);
    int labels = reader.ints("labels", 1, 0, Integer.MAX_VALUE)[0];
    effects = reader.doubles("effects", (long) labels * levels.length * basis);
    effectSums = reader.doubles("effectSums", (long) labels * basis);
  }
}
