package io.foreshape.forecast;

import io.foreshape.forecast.spi.SnapshotReader;
import io.foreshape.forecast.spi.SnapshotWriter;
import java.util.Arrays;

/**
 * A small neural network that tells one conditional quantile: a linear part and one hidden layer
 * (Taylor, "A quantile regression neural network approach", Journal of Forecasting 19, 2000),
 *
 * <pre>
 * p(x) = a·x + b + Σ_h c_h s(W_h·x + d_h)        s(t) = t / (1 + |t|)
 * </pre>
 *
 * <p>trained on the pinball loss by Adam (Kingma and Ba 2015) in batches of {@link #BATCH}; told
 * are the running averages of its weights (Polyak and Juditsky 1992), which wander less than they
 * do.
 *
 * <p>Half a microsecond per example learnt, less to tell; allocates nothing. Not thread-safe.
 */
final class QuantileNet {

  private static final int HIDDEN = 8;
  private static final int BATCH = 16;
  private static final float RATE = 1e-3f;
  private static final float MOMENTUM = 0.9f;
  private static final float SQUARES = 0.999f;
  private static final float EPSILON = 1e-8f;
  private static final float AVERAGE = 1e-3f;

  private final int inputs;
  private final float level;

  /** Where the parts begin: each unit's W and d, then c, then a and b. */
  private final int output;

  private final int linear;

  private float[] weights;
  private float[] averages;
  private float[] gradient;
  private float[] momenta;
  private float[] squares;
  private int inBatch;
  private long batches;

  private final float[] units = new float[HIDDEN];

  /** A network of so many inputs, its first weights drawn from a fixed seed. */
  QuantileNet(int inputs, double level) {
    this.inputs = inputs;
    this.level = (float) level;
    output = (inputs + 1) * HIDDEN;
    linear = output + HIDDEN;
    weights = new float[linear + inputs + 1];
    Draws draws = new Draws(1);
    float spread = (float) Math.sqrt(3.0 / inputs);
    for (int i = 0; i < output; i++) {
      weights[i] = spread * draws.nextSigned();
    }
    for (int i = output; i < linear; i++) {
      weights[i] = 0.5f * draws.nextSigned();
    }
    averages = weights.clone();
    gradient = new float[weights.length];
    momenta = new float[weights.length];
    squares = new float[weights.length];
  }

  /** The quantile for inputs that stand in an array from an offset on. */
  float tell(float[] x, int offset) {
    return tell(averages, x, offset);
  }

  private float tell(float[] w, float[] x, int offset) {
    float sum = dot(w, linear, x, offset);
    for (int h = 0; h < HIDDEN; h++) {
      float unit = dot(w, h * (inputs + 1), x, offset);
      units[h] = unit / (1 + Math.abs(unit));
      sum += w[output + h] * units[h];
    }
    return sum;
  }

  /** Weights times inputs, and the one weight more that has none; in four sums side by side. */
  private float dot(float[] w, int from, float[] x, int offset) {
    float sum0 = w[from + inputs];
    float sum1 = 0;
    float sum2 = 0;
    float sum3 = 0;
    int i = 0;
    for (; i + 3 < inputs; i += 4) {
      sum0 += w[from + i] * x[offset + i];
      sum1 += w[from + i + 1] * x[offset + i + 1];
      sum2 += w[from + i + 2] * x[offset + i + 2];
      sum3 += w[from + i + 3] * x[offset + i + 3];
    }
    for (; i < inputs; i++) {
      sum0 += w[from + i] * x[offset + i];
    }
    return (sum0 + sum1) + (sum2 + sum3);
  }

  /** Learns from values that were seen with the same inputs, so many from an offset on. */
  void learn(float[] x, int offset, float[] values, int from, int count) {
    float told = tell(weights, x, offset);
    int above = 0;
    for (int i = from; i < from + count; i++) {
      above += values[i] > told ? 1 : 0;
    }
    // The mean of the pinball losses' slopes: −q above, 1 − q below.
    descend(x, offset, (1 - level - (float) above / count) / BATCH);
    if (++inBatch == BATCH) {
      step();
    }
  }

  private void descend(float[] x, int offset, float slope) {
    add(slope, x, offset, linear);
    for (int h = 0; h < HIDDEN; h++) {
      gradient[output + h] += slope * units[h];
      float rest = 1 - Math.abs(units[h]);
      // s'(t) = (1 − |s|)²
      add(slope * weights[output + h] * rest * rest, x, offset, h * (inputs + 1));
    }
  }

  private void add(float slope, float[] x, int offset, int to) {
    for (int i = 0; i < inputs; i++) {
      gradient[to + i] += slope * x[offset + i];
    }
    gradient[to + inputs] += slope;
  }

  private void step() {
    batches++;
    double unbiased = Math.sqrt(1 - Math.pow(SQUARES, (double) batches));
    float rate = (float) (RATE * unbiased / (1 - Math.pow(MOMENTUM, (double) batches)));
    float share = Math.max(AVERAGE, 1f / batches);
    float least = (float) (EPSILON * unbiased);
    for (int i = 0; i < weights.length; i++) {
      float slope = gradient[i];
      momenta[i] += (1 - MOMENTUM) * (slope - momenta[i]);
      squares[i] += (1 - SQUARES) * (slope * slope - squares[i]);
      weights[i] -= rate * momenta[i] / ((float) Math.sqrt(squares[i]) + least);
      averages[i] += share * (weights[i] - averages[i]);
    }
    Arrays.fill(gradient, 0);
    inBatch = 0;
  }

  void save(SnapshotWriter writer) {
    writer.floats("weights", weights, weights.length);
    writer.floats("averages", averages, weights.length);
    writer.floats("gradient", gradient, weights.length);
    writer.floats("momenta", momenta, weights.length);
    writer.floats("squares", squares, weights.length);
    writer.longs("batches", batches, inBatch);
  }

  void load(SnapshotReader reader) {
    int length = weights.length;
    weights = reader.floats("weights", length);
    averages = reader.floats("averages", length);
    gradient = reader.floats("gradient", length);
    momenta = reader.floats("momenta", length);
    squares = reader.floats("squares", length);
    long[] counts = reader.longs("batches", 2, 0, Long.MAX_VALUE);
    batches = counts[0];
    inBatch = (int) Math.min(BATCH - 1, counts[1]);
  }
}
