package io.foreshape.forecast;

import io.foreshape.api.forecast.Explanation.Kind;
import io.foreshape.api.forecast.Explanation.Part;
import io.foreshape.api.forecast.SnapshotException;
import io.foreshape.forecast.spi.ForecastWindow;
import io.foreshape.forecast.spi.Forecaster;
import io.foreshape.forecast.spi.ForecasterContext;
import io.foreshape.forecast.spi.SnapshotReader;
import io.foreshape.forecast.spi.SnapshotWriter;
import java.util.Arrays;
import java.util.List;

/**
 * Expects of every step the distribution of the past, newer values weighing more: a histogram with
 * exponentially growing buckets and decaying weights, as Kubernetes' VPA recommender has it
 * (kubernetes/autoscaler, vertical-pod-autoscaler/pkg/recommender/util/decaying_histogram.go).
 *
 * <p>Unlike VPA's, the buckets are not tied to a unit: each series has {@link #BUCKETS} of them, of
 * which the top one moves up when a larger value comes; bucket {@code k} below the top ends at
 * {@code top / RATIO^k}, and what is smaller than all of them counts as 0. A quantile is a bucket's
 * end, so it is at most {@code RATIO − 1} above the true one.
 *
 * <p>Weights grow by landmark instead of all being multiplied at every step, and are rescaled when
 * they get large. 4 bytes per bucket, 1 KiB per series. Not thread-safe.
 */
final class DecayingHistogram implements Forecaster {

  private static final double RATIO = 1.05;
  private static final double LOG_RATIO = Math.log(RATIO);
  private static final int BUCKETS = 256;
  private static final double LARGEST_WEIGHT = 1e30;
  private static final double NEGLIGIBLE = 1e-35;

  /** Beyond the logarithm of any double. */
  private static final int LARGEST_TOP = 20_000;

  private final double[] levels;
  private final double growth;
  private final Slots slots = new Slots();

  private float[] weights = new float[0];
  private double[] total = new double[0];
  private double[] nextWeight = new double[0];
  private int[] top = new int[0];

  /** A histogram in which a value weighs half as much after so many steps. */
  DecayingHistogram(ForecasterContext context, double halfLifeSteps) {
    this.levels = context.levels().toArray();
    this.growth = Math.pow(2, 1 / halfLifeSteps);
  }

  @Override
  public int open(long firstStep) {
    int slot = slots.open();
    if (slot >= total.length) {
      int longer = Slots.columnLength(slot, 1);
      weights = Arrays.copyOf(weights, Slots.columnLength(slot, BUCKETS));
      total = Arrays.copyOf(total, longer);
      nextWeight = Arrays.copyOf(nextWeight, longer);
      top = Arrays.copyOf(top, longer);
    }
    Arrays.fill(weights, slot * BUCKETS, (slot + 1) * BUCKETS, 0);
    total[slot] = 0;
    nextWeight[slot] = 1;
    top[slot] = Integer.MIN_VALUE;
    return slot;
  }

  @Override
  public void release(int slot) {
    slots.release(slot);
  }

  @Override
  public void observe(int slot, double value) {
    nextWeight[slot] *= growth;
    if (Double.isNaN(value)) {
      return;
    }
    if (nextWeight[slot] > LARGEST_WEIGHT) {
      rescale(slot);
    }
    int bucket = bucket(slot, Math.min(value, Slots.LARGEST_VALUE));
    weights[slot * BUCKETS + bucket] += (float) nextWeight[slot];
    total[slot] += nextWeight[slot];
  }

  /** Bucket 0 is for what is far below the top, bucket BUCKETS − 1 is the top. */
  private int bucket(int slot, double value) {
    if (value <= 0) {
      return 0;
    }
    int exponent = (int) Math.ceil(Math.log(value) / LOG_RATIO - 1e-9);
    if (top[slot] == Integer.MIN_VALUE) {
      top[slot] = exponent;
    } else if (exponent > top[slot]) {
      raise(slot, exponent - top[slot]);
      top[slot] = exponent;
    }
    return Math.max(0, BUCKETS - 1 - (top[slot] - exponent));
  }

  private void raise(int slot, int by) {
    int from = slot * BUCKETS;
    int lost = Math.min(by, BUCKETS - 1);
    float low = 0;
    for (int i = 0; i <= lost; i++) {
      low += weights[from + i];
    }
    int left = BUCKETS - 1 - lost;
    System.arraycopy(weights, from + lost + 1, weights, from + 1, left);
    Arrays.fill(weights, from + 1 + left, from + BUCKETS, 0);
    weights[from] = low;
  }

  private void rescale(int slot) {
    float factor = (float) (1 / nextWeight[slot]);
    double sum = 0;
    for (int i = slot * BUCKETS; i < (slot + 1) * BUCKETS; i++) {
      float scaled = weights[i] * factor;
      weights[i] = scaled < NEGLIGIBLE ? 0 : scaled;
      sum += weights[i];
    }
    total[slot] = sum;
    nextWeight[slot] = 1;
  }

  @Override
  public boolean forecast(int slot, ForecastWindow window, double[] out) {
    if (total[slot] == 0) {
      return false;
    }
    int bucket = 0;
    double below = weights[slot * BUCKETS];
    for (int i = 0; i < levels.length; i++) {
      while (below < levels[i] * total[slot] && bucket < BUCKETS - 1) {
        bucket++;
        below += weights[slot * BUCKETS + bucket];
      }
      out[i] = end(slot, bucket);
    }
    for (int cell = 1; cell < window.cells(); cell++) {
      System.arraycopy(out, 0, out, cell * levels.length, levels.length);
    }
    return true;
  }

  private double end(int slot, int bucket) {
    return bucket == 0 ? 0 : Math.exp(LOG_RATIO * (top[slot] - (BUCKETS - 1 - bucket)));
  }

  /** Does nothing: a histogram has no parameters. */
  @Override
  public void fit(int slot) {}

  @Override
  public List<Part> explain(int slot, ForecastWindow window) {
    if (total[slot] == 0) {
      return List.of();
    }
    double zeros = weights[slot * BUCKETS] / total[slot];
    return List.of(
        new Part("largest value", Kind.LEVEL, end(slot, BUCKETS - 1)),
        new Part("share of values near zero", Kind.PARAMETER, zeros),
        new Part("past in newest values", Kind.PARAMETER, total[slot] / nextWeight[slot]));
  }

  @Override
  public void save(SnapshotWriter writer) {
    slots.save(writer);
    writer.doubles("growth", growth);
    writer.floats("weights", weights, slots.count() * BUCKETS);
    writer.doubles("total", total, slots.count());
    writer.doubles("nextWeight", nextWeight, slots.count());
    writer.ints("top", top, slots.count());
  }

  @Override
  public void load(SnapshotReader reader) {
    double savedGrowth = reader.doubles("growth", 1)[0];
    if (savedGrowth != growth) {
      throw new SnapshotException(
          "its histograms grow by (" + savedGrowth + ") per step, and here it is " + growth);
    }
    int count = slots.load(reader);
    weights = reader.floats("weights", (long) count * BUCKETS);
    total = reader.doubles("total", count);
    nextWeight = reader.doubles("nextWeight", count);
    top = reader.ints("top", count, Integer.MIN_VALUE, LARGEST_TOP);
  }
}
