package io.foreshape.forecast;

import io.foreshape.forecast.spi.SnapshotReader;
import io.foreshape.forecast.spi.SnapshotWriter;
import java.util.Arrays;

/**
 * How far values lie from each of some bases, as decaying histograms of {@code u = z(value) − base}
 * that all series of a forecaster fill together, and the quantiles read off them.
 *
 * <p>Until there are {@link #PRIOR_UNTIL} samples, some made-up ones stand beside them, so that the
 * first hours of a first series are not told with more certainty than there is. Quantiles are read
 * anew whenever the samples have become more by a fiftieth. Weights grow by landmark with a
 * half-life of 14 days.
 *
 * <p>Memory: 4 KiB per histogram, whatever the number of series. Not thread-safe.
 */
final class ResidualPool {

  private static final int BINS = LogBins.FINE;
  private static final double PRIOR_SAMPLES = 1;
  private static final double PRIOR_UNTIL = 40;
  private static final double[] PRIOR = LogBins.laplace(0.4);
  private static final double HALF_LIFE_DAYS = 14;
  private static final double LARGEST_WEIGHT = 1e15;
  private static final double MOST_LOG_GROWTH = 50;
  private static final double GROWTH = 0.02;

  private final int count;
  private final double[] levels;
  private final double growthPerStep;

  private double[] histograms;
  private double[] quantiles;

  /** The shares when last read, by fine and by coarse bin. */
  private double[] shares;

  private final double[] coarseShares;
  private double weight = 1;
  private double mass;
  private double massWhenRead;
  private long newestStep = Long.MIN_VALUE;

  ResidualPool(int count, double[] levels, double stepsPerDay) {
    this.count = count;
    this.levels = levels.clone();
    this.growthPerStep = Math.log(2) / (HALF_LIFE_DAYS * stepsPerDay);
    histograms = new double[count * BINS];
    quantiles = new double[count * levels.length];
    shares = new double[count * BINS];
    coarseShares = new double[count * LogBins.COARSE];
    read();
  }

  /** Takes in where a value lay, seen in a step, for every base from an offset on. */
  void add(long step, double z, double[] bases, int offset) {
    advance(step);
    for (int k = 0; k < count; k++) {
      histograms[k * BINS + LogBins.fine(z - bases[offset + k])] += weight;
    }
    mass += weight;
    if (mass - massWhenRead >= GROWTH * mass) {
      read();
    }
  }

  private void advance(long step) {
    if (step <= newestStep) {
      return;
    }
    if (newestStep != Long.MIN_VALUE) {
      weight *= Math.exp(Math.min(MOST_LOG_GROWTH, growthPerStep * (step - newestStep)));
    }
    newestStep = step;
    if (weight > LARGEST_WEIGHT) {
      for (int i = 0; i < histograms.length; i++) {
        histograms[i] /= weight;
      }
      mass /= weight;
      massWhenRead /= weight;
      weight = 1;
    }
  }

  /** Reads the quantiles off the histograms, linear in v within a bin. */
  private void read() {
    massWhenRead = mass;
    double made = PRIOR_SAMPLES * Math.max(0, 1 - mass / weight / PRIOR_UNTIL) * weight;
    for (int i = 0; i < shares.length; i++) {
      shares[i] = (histograms[i] + made * PRIOR[i % BINS]) / (mass + made);
    }
    sumShares();
    for (int k = 0; k < count; k++) {
      int bin = 0;
      double below = 0;
      double here = shares[k * BINS];
      for (int i = 0; i < levels.length; i++) {
        while (bin < BINS - 1 && below + here < levels[i]) {
          below += here;
          here = shares[k * BINS + ++bin];
        }
        double part = here > 0 ? Math.max(0, Math.min(1, (levels[i] - below) / here)) : 1;
        quantiles[k * levels.length + i] = LogBins.distance(bin + part);
      }
    }
  }

  private void sumShares() {
    Arrays.fill(coarseShares, 0);
    for (int i = 0; i < shares.length; i++) {
      coarseShares[i / LogBins.FINE_PER_COARSE] += shares[i];
    }
  }

  /** The quantile of a base's u at one of the levels. */
  double quantile(int base, int level) {
    return quantiles[base * levels.length + level];
  }

  /** The share of a base's u in a fine bin, when last read. */
  double share(int base, int bin) {
    return shares[base * BINS + bin];
  }

  /** The share of a base's u in a coarse bin, when last read. */
  double coarseShare(int base, int bin) {
    return coarseShares[base * LogBins.COARSE + bin];
  }

  void save(SnapshotWriter writer) {
    writer.doubles("histograms", histograms);
    writer.doubles("quantiles", quantiles);
    writer.doubles("shares", shares);
    writer.doubles("masses", weight, mass, massWhenRead);
    writer.longs("newestStep", newestStep);
  }

  void load(SnapshotReader reader) {
    histograms = reader.doubles("histograms", histograms.length);
    quantiles = reader.doubles("quantiles", quantiles.length);
    shares = reader.doubles("shares", shares.length);
    sumShares();
    double[] masses = reader.doubles("masses", 3);
    weight = masses[0];
    mass = masses[1];
    massWhenRead = masses[2];
    newestStep = reader.longs("newestStep", 1)[0];
  }
}
