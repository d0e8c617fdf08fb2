package io.foreshape.forecast;

import io.foreshape.api.forecast.Explanation.Kind;
import io.foreshape.api.forecast.Explanation.Part;
import io.foreshape.forecast.spi.SnapshotReader;
import io.foreshape.forecast.spi.SnapshotWriter;
import java.util.Arrays;
import java.util.List;

/**
 * The theta method (Assimakopoulos and Nikolopoulos, "The theta model", International Journal of
 * Forecasting 16, 2000) in the form of Hyndman and Billah ("Unmasking the Theta method",
 * International Journal of Forecasting 19, 2003): simple exponential smoothing with a drift of half
 * the slope b of the values' regression on time,
 *
 * <pre>
 * l ← l + α (y − l)                              level
 * y(n + h) = l + b/2 (h − 1 + (1 − (1 − α)^n) / α)
 * </pre>
 *
 * <p>With a season (the context's shortest, if the values have it: see {@link SeasonalIndices}),
 * all this is of the seasonally adjusted values. Level, slope, α and season are found by {@link
 * #fit}; before it, there is no drift, no season and α is one half. A missing value changes
 * nothing; those before the first known one are skipped.
 *
 * <p>Layout: per slot the season's indices and the latest values, four of the season but between
 * {@link #LEAST_HISTORY} and {@link #MOST_HISTORY}, as floats; at 5 minutes 6 KiB a series. Not
 * thread-safe.
 */
final class Theta implements PointModel {

  private static final int LEAST_HISTORY = 1_024;
  private static final int MOST_HISTORY = 4_320;
  private static final int LEAST_FITTED = 8;
  private static final double START_ALPHA = 0.5;

  private final int day;
  private final History history;

  private double[] level = new double[0];
  private double[] alpha = new double[0];
  private double[] halfSlope = new double[0];

  /** (1 − α)^n. */
  private double[] forgotten = new double[0];

  private long[] nextStep = new long[0];
  private boolean[] isMultiplicative = new boolean[0];
  private float[] indices = new float[0];

  private final float[] fitErrors = new float[Residuals.KEPT];
  private int fitErrorCount;

  /** A model with a season of so many steps; 1 is none. */
  Theta(int period) {
    this.day = period <= MOST_HISTORY / 3 ? period : 1;
    this.history = new History(Math.min(MOST_HISTORY, Math.max(LEAST_HISTORY, 4 * day)));
  }

  @Override
  public void open(int slot, long firstStep) {
    history.open(slot);
    if (slot >= level.length) {
      grow(slot);
    }
    level[slot] = 0;
    alpha[slot] = START_ALPHA;
    halfSlope[slot] = 0;
    forgotten[slot] = 1;
    nextStep[slot] = firstStep;
    isMultiplicative[slot] = false;
    Arrays.fill(indices, slot * day, (slot + 1) * day, 0);
  }

  private void grow(int slot) {
    int longer = Slots.columnLength(slot, 1);
    level = Arrays.copyOf(level, longer);
    alpha = Arrays.copyOf(alpha, longer);
    halfSlope = Arrays.copyOf(halfSlope, longer);
    forgotten = Arrays.copyOf(forgotten, longer);
    nextStep = Arrays.copyOf(nextStep, longer);
    isMultiplicative = Arrays.copyOf(isMultiplicative, longer);
    indices = Arrays.copyOf(indices, Slots.columnLength(slot, day));
  }

  @Override
  public void update(int slot, double value) {
    boolean isFirst = !isReady(slot);
    if (isFirst && Double.isNaN(value)) {
      nextStep[slot]++;
      return;
    }
    history.add(slot, value);
    if (!Double.isNaN(value)) {
      float index = indices[index(slot, 1)];
      double adjusted = isMultiplicative[slot] ? value / index : value - index;
      level[slot] = isFirst ? adjusted : level[slot] + alpha[slot] * (adjusted - level[slot]);
      forgotten[slot] *= 1 - alpha[slot];
    }
    nextStep[slot]++;
  }

  private int index(int slot, int ahead) {
    return slot * day + (int) Math.floorMod(nextStep[slot] + ahead - 1, (long) day);
  }

  @Override
  public boolean isReady(int slot) {
    return history.seen(slot) > 0;
  }

  @Override
  public double point(int slot, int ahead) {
    double adjusted = adjusted(slot, ahead);
    float index = indices[index(slot, ahead)];
    return isMultiplicative[slot] ? adjusted * index : adjusted + index;
  }

  /** The point forecast without the season. */
  private double adjusted(int slot, int ahead) {
    double steps = ahead - 1 + (1 - forgotten[slot]) / alpha[slot];
    return level[slot] + halfSlope[slot] * steps;
  }

  /** sqrt(1 + (h − 1) α²), that of simple exponential smoothing. */
  @Override
  public double spread(int slot, int ahead) {
    return Math.sqrt(1 + (ahead - 1) * alpha[slot] * alpha[slot]);
  }

  @Override
  public void fit(int slot) {
    fitErrorCount = 0;
    double[] values = history.known(slot);
    if (values.length < LEAST_FITTED || History.isMostlyMissing(values)) {
      return;
    }
    ThetaFit fit = new ThetaFit(values, day);
    fitErrorCount = fit.errors(fitErrors);
    level[slot] = fit.level();
    alpha[slot] = fit.alpha();
    halfSlope[slot] = fit.halfSlope();
    forgotten[slot] = Math.pow(1 - fit.alpha(), values.length);
    isMultiplicative[slot] = fit.season().isMultiplicative();
    for (int i = 0; i < day; i++) {
      long phase = Math.floorMod(nextStep[slot] - values.length + i, (long) day);
      indices[slot * day + (int) phase] = (float) fit.season().at(i);
    }
  }

  @Override
  public int errorsOfFit(float[] into) {
    System.arraycopy(fitErrors, 0, into, 0, fitErrorCount);
    return fitErrorCount;
  }

  @Override
  public List<Part> explain(int slot, int ahead) {
    double season = point(slot, ahead) - adjusted(slot, ahead);
    return List.of(
        new Part("level", Kind.LEVEL, level[slot]),
        new Part("season", Kind.SEASON, season),
        new Part("drift", Kind.TREND, halfSlope[slot]),
        new Part("alpha", Kind.PARAMETER, alpha[slot]));
  }

  @Override
  public void save(SnapshotWriter writer, int slots) {
    writer.doubles("level", level, slots);
    writer.doubles("alpha", alpha, slots);
    writer.doubles("halfSlope", halfSlope, slots);
    writer.doubles("forgotten", forgotten, slots);
    writer.longs("nextStep", nextStep, slots);
    writer.booleans("isMultiplicative", isMultiplicative, slots);
    writer.floats("indices", indices, slots * day);
    writer.section("history", section -> history.save(section, slots));
  }

  @Override
  public void load(SnapshotReader reader, int slots) {
    level = reader.doubles("level", slots);
    alpha = reader.doubles("alpha", slots);
    halfSlope = reader.doubles("halfSlope", slots);
    forgotten = reader.doubles("forgotten", slots);
    nextStep = reader.longs("nextStep", slots);
    isMultiplicative = reader.booleans("isMultiplicative", slots);
    indices = reader.floats("indices", (long) slots * day);
    history.load(reader.section("history"), slots);
  }
}
