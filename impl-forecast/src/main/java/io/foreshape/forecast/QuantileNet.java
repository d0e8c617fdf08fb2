package io.foreshape.forecast;

import io.foreshape.forecast.spi.SnapshotReader;
import io.foreshape.forecast.spi.SnapshotWriter;
import java.util.Arrays;

/**
 * A small neural network that tells a few conditional quantiles: a linear part for each and one
 * hidden layer for all (Taylor, "A quantile regression neural network approach", Journal of
 * Forecasting 19, 2000),
 *
 * <pre>
 * p_j(x) = a_j·x + b_j + Σ_h c_jh s(W_h·x + d_h)        s(t) = t / (1 + |t|)
 * </pre>
 *
 * <p>trained on the pinball losses by Adam (Kingma and Ba 2015) in batches of {@link #BATCH}; told
 * are the running averages of its weights (Polyak and Juditsky 1992), which wander less than they
 * do. Quantiles may cross.
 *
 * <p>Below a microsecond per example learnt, less to tell; allocates nothing. Not thread-safe.
 */
final class QuantileNet {

  private static final int HIDDEN = 16;
  private static final int BATCH = 16;
  private static final float RATE = 3e-3f;
  private static final float MOMENTUM = 0.9f;
  private static final float SQUARES = 0.999f;
  private static final float EPSILON = 1e-8f;
  private static final float AVERAGE = 2e-4f;

  private final int inputs;
  private final float[] levels;

  /** Where the outputs begin, behind each unit's W and d; each has its c, then its a and b. */
  private final int outputs;

  private final int outputSize;

  private float[] weights;
  private float[] averages;
  private float[] gradient;
  private float[] momenta;
  private float[] squares;
  private int inBatch;
  private long batches;

  private final float[] units = new float[HIDDEN];
  private final float[] told;
  private final float[] slopes;

  /** A network of so many inputs, its first weights drawn from a fixed seed. */
  QuantileNet(int inputs, double... levels) {
    this.inputs = inputs;
    this.levels = new float[levels.length];
    for (int j = 0; j < levels.length; j++) {
      this.levels[j] = (float) levels[j];
    }
    told = new float[levels.length];
    slopes = new float[levels.length];
    outputs = (inputs + 1) * HIDDEN;
    outputSize = HIDDEN + inputs + 1;
    weights = drawn();
    averages = weights.clone();
    gradient = new float[weights.length];
    momenta = new float[weights.length];
    squares = new float[weights.length];
  }

  private float[] drawn() {
    float[] drawn = new float[outputs + levels.length * outputSize];
    Draws draws = new Draws(1);
    float spread = (float) Math.sqrt(3.0 / inputs);
    for (int i = 0; i < outputs; i++) {
      drawn[i] = spread * draws.nextSigned();
    }
    for (int j = 0; j < levels.length; j++) {
      for (int h = 0; h < HIDDEN; h++) {
        drawn[outputs + j * outputSize + h] = 0.5f * draws.nextSigned();
      }
    }
    return drawn;
  }

  /** Writes the quantiles for inputs that stand in an array from an offset on. */
  void tell(float[] x, int offset, float[] out) {
    tell(averages, x, offset, out);
  }

  private void tell(float[] w, float[] x, int offset, float[] out) {
    for (int h = 0; h < HIDDEN; h++) {
      float unit = dot(w, h * (inputs + 1), x, offset);
      units[h] = unit / (1 + Math.abs(unit));
    }
    for (int j = 0; j < levels.length; j++) {
      int from = outputs + j * outputSize;
      float sum = dot(w, from + HIDDEN, x, offset);
      for (int h = 0; h < HIDDEN; h++) {
        sum += w[from + h] * units[h];
      }
      out[j] = sum;
    }
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
    tell(weights, x, offset, told);
    for (int j = 0; j < levels.length; j++) {
      int above = 0;
      for (int i = from; i < from + count; i++) {
        above += values[i] > told[j] ? 1 : 0;
      }
      // The mean of the pinball losses' slopes: −q above, 1 − q below.
      slopes[j] = (1 - levels[j] - (float) above / count) / BATCH;
    }
    descend(x, offset);
    if (++inBatch == BATCH) {
      step();
    }
  }

  private void descend(float[] x, int offset) {
    for (int j = 0; j < levels.length; j++) {
      int to = outputs + j * outputSize;
      for (int h = 0; h < HIDDEN; h++) {
        gradient[to + h] += slopes[j] * units[h];
      }
      add(slopes[j], x, offset, to + HIDDEN);
    }
    for (int h = 0; h < HIDDEN; h++) {
      float slope = 0;
      for (int j = 0; j < levels.length; j++) {
        slope += slopes[j] * weights[outputs + j * outputSize + h];
      }
      float rest = 1 - Math.abs(units[h]);
      // s'(t) = (1 − |s|)²
      add(slope * rest * rest, x, offset, h * (inputs + 1));
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
