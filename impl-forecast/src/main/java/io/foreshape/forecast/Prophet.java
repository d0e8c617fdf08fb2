package io.foreshape.forecast;

import io.foreshape.api.forecast.Explanation.Kind;
import io.foreshape.api.forecast.Explanation.Part;
import io.foreshape.forecast.spi.ForecastWindow;
import io.foreshape.forecast.spi.Forecaster;
import io.foreshape.forecast.spi.ForecasterContext;
import io.foreshape.forecast.spi.SnapshotReader;
import io.foreshape.forecast.spi.SnapshotWriter;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * A piecewise linear trend with sparse changepoints, seasons as Fourier terms, and holidays (Taylor
 * and Letham, "Forecasting at Scale", The American Statistician 72, 2018).
 *
 * <p>{@link ProphetFit} finds the parameters, {@link ProphetTerms} has seasons and holidays. A
 * forecast's spread is that of the noise and of the trend, whose slope goes on to change as often
 * and as much as it did ({@link TrendPaths}). As in the authors' package, that the parameters are
 * uncertain is left out, and the most probable changes are smaller than the true ones: where the
 * trend does change, intervals hold less than they say.
 *
 * <p>The curve is fitted to the history as a whole and follows no single value: between fits the
 * forecast only moves along it with time, and what is observed waits for the next fit. Until a fit
 * has two of the shortest season and {@link #LEAST_FITTED} means, the mean and the variance of all
 * values so far are told, which do follow.
 *
 * <p>The history is thinned: to means of so many steps that the shortest season has about {@link
 * #MEANS_PER_SEASON}, the latest {@link #MOST_HISTORY} of them; at an hour and below, 13 weeks of
 * hours. The scatter of values about these means is part of the noise. A season of which not two
 * are kept is not learnt; a missing value is left out.
 *
 * <p>Layout: per slot the means as floats and a curve as doubles; 9 KiB a series. A fit to all that
 * is kept takes 1 ms. Not thread-safe.
 */
final class Prophet implements Forecaster {

  private static final int MOST_HISTORY = 2_184;
  private static final int MEANS_PER_SEASON = 24;
  private static final int LEAST_FITTED = 16;
  private static final int LEAST_KNOWN = 8;

  /** Where in a curve what stands; the effects of the terms come last. */
  private static final int LEVEL = 0;

  private static final int SLOPE = 1;
  private static final int CHANGES_PER_STEP = 2;
  private static final int CHANGE = 3;
  private static final int VARIANCE = 4;
  private static final int EFFECTS = 5;

  /** Horizons that differ by less have the same spread. */
  private static final double SAME_SPREAD = 0.02;

  /**
   * The trend's i-th draw goes with the noise's (61 i + 30)-th, the mirror image with the same's.
   */
  private static final int PAIRING = 61;

  private static final int PAIRING_START = 30;

  private final int levels;
  private final CellMixture mixture;
  private final ProphetTerms terms;
  private final int columns;
  private final int curveLength;
  private final int leastSpan;
  private final int stepsPerMean;
  private final Slots slots = new Slots();
  private final StepMeans means;
  private double[] curves = new double[0];

  /** To which step a fitted curve's level belongs. */
  private long[] levelStep = new long[0];

  private boolean[] isFitted = new boolean[0];

  private final double[] row;
  private final double[] normal = new double[CellMixture.DRAWS];
  private final double[] spread = new double[CellMixture.DRAWS];

  Prophet(ForecasterContext context, Holidays holidays) {
    levels = context.levels().count();
    mixture = new CellMixture(context.levels().toArray());
    terms = new ProphetTerms(context, holidays);
    columns = terms.count();
    curveLength = EFFECTS + columns;
    row = new double[columns];
    List<Integer> seasons = context.seasonalPeriods();
    int shortest = seasons.isEmpty() ? 1 : seasons.get(0);
    stepsPerMean = Math.max(1, shortest / MEANS_PER_SEASON);
    leastSpan = (int) (2L * shortest / stepsPerMean);
    means = new StepMeans(stepsPerMean, MOST_HISTORY);
    NormalDistribution noise = new NormalDistribution();
    Arrays.setAll(normal, i -> noise.inverseCumulativeProbability((i + 0.5) / normal.length));
  }

  @Override
  public int open(long firstStep) {
    int slot = slots.open();
    means.open(slot, firstStep);
    if (slot >= isFitted.length) {
      curves = Arrays.copyOf(curves, Slots.columnLength(slot, curveLength));
      levelStep = Arrays.copyOf(levelStep, Slots.columnLength(slot, 1));
      isFitted = Arrays.copyOf(isFitted, Slots.columnLength(slot, 1));
    }
    Arrays.fill(curves, slot * curveLength, (slot + 1) * curveLength, 0);
    isFitted[slot] = false;
    return slot;
  }

  @Override
  public void release(int slot) {
    slots.release(slot);
  }

  @Override
  public void observe(int slot, double value) {
    double seen = Math.min(value, Slots.LARGEST_VALUE);
    means.add(slot, seen);
    if (!isFitted[slot] && !Double.isNaN(seen)) {
      follow(slot, seen);
    }
  }

  /** The mean and the variance so far (Welford, Technometrics 4, 1962). */
  private void follow(int slot, double value) {
    int at = slot * curveLength;
    double difference = value - curves[at + LEVEL];
    curves[at + LEVEL] += difference / means.known(slot);
    double product = difference * (value - curves[at + LEVEL]);
    curves[at + VARIANCE] += (product - curves[at + VARIANCE]) / means.known(slot);
  }

  @Override
  public void fit(int slot) {
    double[] values = means.means(slot);
    long known = Arrays.stream(values).filter(each -> !Double.isNaN(each)).count();
    if (known < LEAST_FITTED || values.length <= leastSpan) {
      return;
    }
    long end = means.begunStep(slot);
    ProphetFit fit =
        new ProphetFit(values, terms, end - (long) values.length * stepsPerMean, stepsPerMean);
    int at = slot * curveLength;
    double sinceLast = values.length - 1 - fit.span() + (stepsPerMean + 1) / (2.0 * stepsPerMean);
    curves[at + LEVEL] = fit.level() + sinceLast * fit.slope();
    curves[at + SLOPE] = fit.slope() / stepsPerMean;
    curves[at + CHANGES_PER_STEP] = fit.changeRate() / stepsPerMean;
    curves[at + CHANGE] = fit.changeSize() / stepsPerMean;
    double noise = fit.noise() * fit.largest();
    curves[at + VARIANCE] = noise * noise + means.scatter(slot);
    fit.writeEffects(curves, at + EFFECTS, columns);
    levelStep[slot] = end;
    isFitted[slot] = true;
  }

  @Override
  public boolean forecast(int slot, ForecastWindow window, double[] out) {
    if (means.known(slot) < LEAST_KNOWN) {
      return false;
    }
    long spreadAt = -1;
    for (int cell = 0; cell < window.cells(); cell++) {
      for (int s = 0; s < CellMixture.steps(window.cellSteps()); s++) {
        long ahead =
            window.leadSteps()
                + (long) cell * window.cellSteps()
                + CellMixture.step(s, window.cellSteps());
        spreadAt = spread(slot, ahead, spreadAt);
        double point = point(slot, means.nextStep(slot) + ahead);
        for (double each : spread) {
          mixture.add(point + each);
        }
      }
      mixture.tell(out, cell * levels);
    }
    return true;
  }

  /**
   * Writes what values may differ from the point forecast.
   *
   * @param before for how far ahead that was written last, negative if never
   * @return for how far ahead it is written now
   */
  private long spread(int slot, long ahead, long before) {
    if (before >= 0 && ahead - before <= SAME_SPREAD * before) {
      return before;
    }
    int at = slot * curveLength;
    double deviation = Math.sqrt(curves[at + VARIANCE]);
    double rate = curves[at + CHANGES_PER_STEP];
    double change = curves[at + CHANGE];
    if (change == 0) {
      for (int i = 0; i < spread.length; i++) {
        spread[i] = deviation * normal[i];
      }
      return ahead;
    }
    TrendPaths.STANDARD.write(rate * (means.nextStep(slot) + ahead + 1 - levelStep[slot]), spread);
    for (int i = 0; i < spread.length; i++) {
      int pair = (PAIRING * i + PAIRING_START) % normal.length;
      spread[i] = change / rate * spread[i] + deviation * normal[pair];
    }
    Arrays.sort(spread);
    return ahead;
  }

  private double point(int slot, long step) {
    double trend = trend(slot, step);
    return isFitted[slot] ? addEffects(trend, slot, step, columns) : trend;
  }

  private double trend(int slot, long step) {
    int at = slot * curveLength;
    return isFitted[slot]
        ? curves[at + LEVEL] + curves[at + SLOPE] * (step - levelStep[slot])
        : curves[at + LEVEL];
  }

  /** Adds the effects of the first columns to a trend. */
  private double addEffects(double trend, int slot, long step, int first) {
    int at = slot * curveLength + EFFECTS;
    double point = trend;
    terms.write(step, 0, first, row, 0);
    for (int i = 0; i < first; i++) {
      point += curves[at + i] * row[i];
    }
    return point;
  }

  @Override
  public List<Part> explain(int slot, ForecastWindow window) {
    if (means.known(slot) < LEAST_KNOWN) {
      return List.of();
    }
    int at = slot * curveLength;
    long step = means.nextStep(slot) + window.leadSteps();
    double trend = trend(slot, step);
    double withHolidays = isFitted[slot] ? addEffects(trend, slot, step, terms.holidays()) : trend;
    double point = point(slot, step);
    return List.of(
        new Part("point forecast", Kind.LEVEL, point),
        new Part("trend", Kind.LEVEL, trend),
        new Part("season", Kind.SEASON, point - withHolidays),
        new Part("holidays", Kind.SEASON, withHolidays - trend),
        new Part("slope", Kind.TREND, curves[at + SLOPE]),
        new Part("deviation of the noise", Kind.LEVEL, Math.sqrt(curves[at + VARIANCE])));
  }

  @Override
  public void save(SnapshotWriter writer) {
    int count = slots.count();
    slots.save(writer);
    writer.section("means", section -> means.save(section, count));
    writer.doubles("curves", curves, count * curveLength);
    writer.longs("levelStep", levelStep, count);
    writer.booleans("isFitted", isFitted, count);
  }

  @Override
  public void load(SnapshotReader reader) {
    int count = slots.load(reader);
    means.load(reader.section("means"), count);
    curves = reader.doubles("curves", (long) count * curveLength);
    levelStep = reader.longs("levelStep", count);
    isFitted = reader.booleans("isFitted", count);
  }
}
