package io.foreshape.forecast;

import io.foreshape.api.forecast.Explanation.Kind;
import io.foreshape.api.forecast.Explanation.Part;
import io.foreshape.forecast.spi.SnapshotReader;
import io.foreshape.forecast.spi.SnapshotWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * What {@link AutoregressionFit} has found for each series.
 *
 * <p>Layout: of the values and of their logarithms, two per slot, {@link #mean} and {@link
 * #margin}; four blocks of coefficients per slot, as in the fit. Not thread-safe.
 */
final class AutoregressionParameters {

  static final int EQUATIONS = 4;

  private static final double MARGIN = 0.5;

  private final Lags lags;
  private final int block;

  /** 0 until fitted. */
  int[] usedLags = new int[0];

  boolean[] isLogarithmic = new boolean[0];
  double[] mean = new double[0];
  double[] margin = new double[0];
  private double[] coefficients = new double[0];
  private float[] growth = new float[0];

  AutoregressionParameters(Lags lags) {
    this.lags = lags;
    this.block = AutoregressionFit.blockLength(lags);
  }

  void open(int slot) {
    if (slot >= usedLags.length) {
      int longer = Slots.columnLength(slot, 1);
      usedLags = Arrays.copyOf(usedLags, longer);
      isLogarithmic = Arrays.copyOf(isLogarithmic, longer);
      mean = Arrays.copyOf(mean, 2 * longer);
      margin = Arrays.copyOf(margin, 2 * longer);
      coefficients = Arrays.copyOf(coefficients, Slots.columnLength(slot, EQUATIONS * block));
      growth = Arrays.copyOf(growth, Slots.columnLength(slot, HorizonErrors.MOST_HORIZONS));
    }
    usedLags[slot] = 0;
  }

  boolean isFitted(int slot) {
    return usedLags[slot] > 0;
  }

  void adopt(int slot, AutoregressionFit fit) {
    usedLags[slot] = fit.usedLags;
    isLogarithmic[slot] = fit.isLogarithmic;
    for (int scale = 0; scale < 2; scale++) {
      mean[2 * slot + scale] = fit.mean[scale];
      margin[2 * slot + scale] = MARGIN * fit.deviation[scale];
    }
    int length = EQUATIONS * block;
    System.arraycopy(fit.coefficients, 0, coefficients, slot * length, length);
  }

  /** Takes over how errors grow over so many steps of origins. */
  void adoptGrowth(int slot, HorizonErrors errors, int steps) {
    errors.growth(steps, growth, slot * HorizonErrors.MOST_HORIZONS);
  }

  double growth(int slot, int ahead) {
    return HorizonErrors.at(growth, slot * HorizonErrors.MOST_HORIZONS, ahead);
  }

  /** What an equation tells of the values at the lags and of the phase. */
  double equation(int slot, int equation, double[] lagged, int phase) {
    int at = (EQUATIONS * slot + equation) * block;
    double told = coefficients[at];
    for (int i = 0; i < usedLags[slot]; i++) {
      told += coefficients[at + 1 + i] * lagged[i];
    }
    return lags.phases() == 0 ? told : told + coefficients[at + 1 + lags.count() + phase];
  }

  /** The coefficients of the plainest equation, the largest first. */
  List<Part> explain(int slot) {
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < usedLags[slot]; i++) {
      double coefficient = coefficients[EQUATIONS * slot * block + 1 + i];
      parts.add(new Part("coefficient of lag " + lags.at(i), Kind.PARAMETER, coefficient));
    }
    parts.sort(Comparator.comparingDouble((Part part) -> -Math.abs(part.value())));
    return parts;
  }

  void save(SnapshotWriter writer, int slots) {
    writer.ints("usedLags", usedLags, slots);
    writer.booleans("isLogarithmic", isLogarithmic, slots);
    writer.doubles("mean", mean, 2 * slots);
    writer.doubles("margin", margin, 2 * slots);
    writer.doubles("coefficients", coefficients, slots * EQUATIONS * block);
    writer.floats("growth", growth, slots * HorizonErrors.MOST_HORIZONS);
  }

  void load(SnapshotReader reader, int slots) {
    usedLags = reader.ints("usedLags", slots, 0, lags.count());
    isLogarithmic = reader.booleans("isLogarithmic", slots);
    mean = reader.doubles("mean", 2L * slots);
    margin = reader.doubles("margin", 2L * slots);
    coefficients = reader.doubles("coefficients", (long) slots * EQUATIONS * block);
    growth = reader.floats("growth", (long) slots * HorizonErrors.MOST_HORIZONS);
  }
}
