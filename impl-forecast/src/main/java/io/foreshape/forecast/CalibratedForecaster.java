package io.foreshape.forecast;

import io.foreshape.api.forecast.Explanation.Kind;
import io.foreshape.api.forecast.Explanation.Part;
import io.foreshape.api.workload.WorkloadKey;
import io.foreshape.forecast.spi.ForecastWindow;
import io.foreshape.forecast.spi.Forecaster;
import io.foreshape.forecast.spi.ForecasterContext;
import io.foreshape.forecast.spi.SnapshotReader;
import io.foreshape.forecast.spi.SnapshotWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Corrects another forecaster's quantiles, per series and level, by how often values were above
 * those that it told (Gibbs and Candès, "Adaptive Conformal Inference Under Distribution Shift",
 * NeurIPS 2021; Angelopoulos, Candès and Tibshirani, "Conformal PID Control for Time Series
 * Prediction", NeurIPS 2023: quantile tracking).
 *
 * <p>When it is asked and follows no cell of the series, it notes the first cell of the answer.
 * Once that is over, with {@code s} the share of its known steps above the q-quantile: {@code θ +=
 * γ (s − (1 − q))}, kept within ±(B + γ), where γ is {@link QuantileTracking#GAIN} and B is {@link
 * QuantileTracking#REACH}. Steps that are at the quantile count as above or not, whichever brings s
 * nearer to 1 − q; else an idle series, all at 0, would drive θ away. From then on {@code told =
 * (quantile + f) exp(θ) − f}, at least 0 and what is told at the level below; f is a hundredth of
 * the cell's highest quantile.
 *
 * <p><b>Promise</b>, whatever the values are, for each series and level over the first T cells that
 * were followed, every cell counting alike: the share of steps above what was told is at most
 *
 * <pre>1 − q + (B + γ) / (γ T) + U / T</pre>
 *
 * <p>and the share above or at it is at least
 *
 * <pre>1 − q − (B + γ) / (γ T) − D / T</pre>
 *
 * <p>where U counts the cells with a value above {@code (quantile + f) exp(B) − f}, and D those
 * with a value below {@code (quantile + f) exp(−B) − f} or told as at the level below. So if values
 * stay within a factor of 4 of the other's quantiles (floors added) and levels do not meet, {@code
 * |share − (1 − q)| <= (B + γ) / (γ T)}. Over T later cells, from some cell on, it is twice that.
 *
 * <p>For the moves add up: θ = γ Σ (s − (1 − q)), but for what was cut off, of which a cell adds at
 * most 1 to Σ. A move beyond B + γ begins beyond B, where what is told is above all values but
 * those that U counts, so that θ falls or stays; likewise below −B. A smaller γ would be calmer and
 * promise less, most of all at the highest levels, where 1 − q is small; so γ is the same for all.
 * With independent values and true quantiles, θ strays by about √(γ q (1 − q) / (2 g)), g being the
 * density at the quantile of the values' logarithm.
 *
 * <p>Cells of all leads and lengths share one correction. Cells told as 0 at all levels are not
 * followed: there is nothing to scale. Quantiles that cross or are no amounts are left as they are.
 *
 * <p>Cost: an exponential per level and forecast, a comparison per level and value; allocates
 * nothing. Not thread-safe.
 */
final class CalibratedForecaster implements Forecaster {

  /** The floor as a share of the highest quantile. */
  static final double FLOOR = 0.01;

  private static final double[] EXPLAINED = {0.5, 0.9, 0.99};

  private final Forecaster decorated;
  private final double[] levels;
  private final QuantileTracking tracking;
  private final double[] growth;

  /** Decorates a forecaster that has no series yet, and closes it when closed itself. */
  CalibratedForecaster(Forecaster decorated, ForecasterContext context) {
    this.decorated = decorated;
    this.levels = context.levels().toArray();
    this.tracking = new QuantileTracking(levels);
    this.growth = new double[levels.length];
  }

  @Override
  public int open(long firstStep) {
    int slot = decorated.open(firstStep);
    tracking.open(slot);
    return slot;
  }

  @Override
  public void assign(int slot, WorkloadKey workload) {
    decorated.assign(slot, workload);
  }

  @Override
  public void release(int slot) {
    decorated.release(slot);
  }

  @Override
  public void observe(int slot, double value) {
    decorated.observe(slot, value);
    tracking.observe(slot, value);
  }

  @Override
  public boolean forecast(int slot, ForecastWindow window, double[] out) {
    if (!peek(slot, window, out)) {
      return false;
    }
    boolean isSound = ProfileTelling.isSound(out, levels.length, levels.length);
    if (isSound && out[levels.length - 1] > 0) {
      tracking.note(slot, window, out);
    }
    return true;
  }

  /** Answers as {@link #forecast} does and notes nothing: for who only looks. */
  boolean peek(int slot, ForecastWindow window, double[] out) {
    if (!decorated.forecast(slot, window, out)) {
      return false;
    }
    int length = window.cells() * levels.length;
    if (tracking.cells(slot) > 0 && ProfileTelling.isSound(out, length, levels.length)) {
      for (int level = 0; level < levels.length; level++) {
        growth[level] = Math.expm1(tracking.correction(slot, level));
      }
      for (int cell = 0; cell < window.cells(); cell++) {
        correct(out, cell * levels.length);
      }
    }
    return true;
  }

  /** {@code (u + f) exp(θ) − f}, written so that it is u to the bit where θ is 0. */
  private void correct(double[] out, int offset) {
    double floor = FLOOR * out[offset + levels.length - 1];
    double least = 0;
    for (int level = 0; level < levels.length; level++) {
      double quantile = out[offset + level];
      double corrected = quantile + quantile * growth[level] + floor * growth[level];
      least = Math.max(least, Math.min(corrected, Double.MAX_VALUE));
      out[offset + level] = least;
    }
  }

  @Override
  public void fit(int slot) {
    decorated.fit(slot);
  }

  @Override
  public List<Part> explain(int slot, ForecastWindow window) {
    List<Part> parts = new ArrayList<>(decorated.explain(slot, window));
    boolean isTold = decorated.forecast(slot, window, new double[window.cells() * levels.length]);
    if (isTold && tracking.cells(slot) > 0) {
      for (double explained : EXPLAINED) {
        for (int level = 0; level < levels.length; level++) {
          if (levels[level] == explained) {
            String name = "share above p" + Math.round(100 * explained);
            parts.add(new Part(name, Kind.CALIBRATION, tracking.shareAbove(slot, level)));
          }
        }
      }
    }
    return parts;
  }

  @Override
  public void save(SnapshotWriter writer) {
    writer.section("decorated", decorated::save);
    writer.section("tracking", tracking::save);
  }

  @Override
  public void load(SnapshotReader reader) {
    decorated.load(reader.section("decorated"));
    tracking.load(reader.section("tracking"));
  }

  @Override
  public void close() {
    decorated.close();
  }
}
