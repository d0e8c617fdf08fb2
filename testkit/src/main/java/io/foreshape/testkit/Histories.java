package io.foreshape.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Series of hourly values as forecasters meet them, the same for the same seed. */
final class Histories {

  /** Steps per day. */
  static final int DAY = 24;

  private Histories() {}

  static double[] constant(int length, double value) {
    double[] values = new double[length];
    Arrays.fill(values, value);
    return values;
  }

  /** A clean sine between 50 and 150 with the period of a day, starting at midnight. */
  static double[] daily(int length) {
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      values[i] = 100 + 50 * Math.sin(2 * Math.PI * i / DAY);
    }
    return values;
  }

  /** A day's pattern with noise, a burst now and then, a change of level half-way, and gaps. */
  static double[] lively(long seed, int length) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = daily(length);
    for (int i = 0; i < length; i++) {
      double noise = 1 + 0.3 * (random.nextDouble() - 0.5);
      double burst = random.nextInt(40) == 0 ? 5 : 1;
      double regime = i < length / 2 ? 1 : 1.7;
      values[i] = random.nextInt(15) == 0 ? Double.NaN : values[i] * noise * burst * regime;
    }
    return values;
  }

  /** What a model must survive: everything from nothing at all to exabytes and silence. */
  static List<double[]> hostile(int length) {
    List<double[]> all = new ArrayList<>();
    all.add(constant(length, 0));
    all.add(constant(length, Double.NaN));
    all.add(constant(length, 0x1p60));
    all.add(constant(length, Double.MIN_VALUE));
    all.add(lively(1, length));
    double[] silent = lively(2, length);
    Arrays.fill(silent, length / 3, 2 * length / 3, Double.NaN);
    all.add(silent);
    double[] idleThenBusy = constant(length, 0);
    Arrays.fill(idleThenBusy, length / 2, length, 0x1p40);
    all.add(idleThenBusy);
    double[] falling = new double[length];
    double[] wild = new double[length];
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < length; i++) {
      falling[i] = length - i - 1.0;
      wild[i] = random.nextInt(3) == 0 ? Double.NaN : Math.pow(2, random.nextInt(-60, 61));
    }
    all.add(falling);
    all.add(wild);
    return all;
  }

  static double[] times(double[] values, double factor) {
    double[] scaled = values.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= factor;
    }
    return scaled;
  }
}
