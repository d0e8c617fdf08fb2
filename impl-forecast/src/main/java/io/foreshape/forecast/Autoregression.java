package io.foreshape.forecast;

import static io.foreshape.forecast.AutoregressionParameters.EQUATIONS;

import io.foreshape.api.forecast.Explanation.Kind;
import io.foreshape.api.forecast.Explanation.Part;
import io.foreshape.forecast.spi.SnapshotReader;
import io.foreshape.forecast.spi.SnapshotWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The median of four seasonal autoregressions, carried forward step by step, each on its own
 * forecasts (a recursive multi-step forecast; Petropoulos and Svetunkov, "A simple combination of
 * univariate models", IJF 36, 2020, on medians of few models): of the values and of their
 * logarithms, both with and without a term of the phase of the first season,
 *
 * <pre>
 * y(t) = a + Σ c_i y(t − lag_i) + g(phase of t)
 * </pre>
 *
 * <p>The lags are those of {@link Lags}, the coefficients' fit {@link PhasedRidge}'s. Where a value
 * is zero, there are no logarithms and the forecast is the mean of the other two. No equation goes
 * beyond the range of the values seen by more than half a standard deviation, so that none
 * explodes. Until {@link #fit} has had enough values, the value of a season ago plus a fading share
 * of the last difference from it is told, or else the last value.
 *
 * <p>Errors at the horizons of {@link HorizonErrors} are those of forecasts made within the history
 * at evenly spread origins.
 *
 * <p>A missing value is replaced by its forecast; those before the first known one are skipped.
 *
 * <p>Layout: per slot a ring of the latest values, six of the longest season but between {@link
 * #LEAST_HISTORY} and {@link #MOST_HISTORY}, negative where they stand in for missing ones, as
 * floats; the coefficients as doubles; at 5 minutes 17 KiB, at an hour 5 KiB a series. A fit at the
 * longest history takes a few milliseconds. Not thread-safe.
 */
final class Autoregression implements PointModel {

  private static final int LEAST_HISTORY = 1_024;
  private static final int MOST_HISTORY = 4_032;
  private static final int LEAST_FITTED = 64;

  /** Steps carried forward; further ones repeat the last season of them. */
  private static final int MOST_AHEAD = 2_048;

  private static final double FADING = 0.5;

  /** How often stand-ins and parameters are found by one another. */
  private static final int ROUNDS = 3;

  /** What the equations are called. */
  private static final List<String> NAMES =
      List.of("by values", "by values and phase", "by logarithms", "by logarithms and phase");

  private final Lags lags;
  private final History history;
  private final AutoregressionParameters fitted;

  private long[] nextStep = new long[0];

  private double[] least = new double[0];
  private double[] most = new double[0];

  /** The slot carried forward at present, how many values it had seen, and how far. */
  private int aheadSlot = -1;

  private long aheadSeen;
  private int aheadCount;
  private final double[][] ahead = new double[EQUATIONS][MOST_AHEAD];
  private final double[] blended = new double[MOST_AHEAD];
  private final double[][] lagged;
  private final double[] lowest = new double[2];
  private final double[] highest = new double[2];

  /** For forecasts within the history; made by the first fit. */
  private @Nullable AutoregressionReplay replay;

  private final float[] fitErrors = new float[Residuals.KEPT];
  private int fitErrorCount;

  /** A model with the first two of the seasons given. */
  Autoregression(List<Integer> seasonalPeriods) {
    this(seasonalPeriods, historyOf(seasonalPeriods));
  }

  private static int historyOf(List<Integer> seasonalPeriods) {
    int longest = seasonalPeriods.stream().limit(2).reduce(1, Math::max);
    long wanted = Math.max(LEAST_HISTORY, 6L * longest);
    return (int) Math.min(MOST_HISTORY, wanted);
  }

  private Autoregression(List<Integer> seasonalPeriods, int capacity) {
    this(new Lags(seasonalPeriods, capacity), new History(capacity));
  }

  private Autoregression(Lags lags, History history) {
    this.lags = lags;
    this.history = history;
    fitted = new AutoregressionParameters(lags);
    lagged = new double[EQUATIONS][lags.count()];
  }

  @Override
  public void open(int slot, long firstStep) {
    history.open(slot);
    fitted.open(slot);
    if (slot >= nextStep.length) {
      int longer = Slots.columnLength(slot, 1);
      nextStep = Arrays.copyOf(nextStep, longer);
      least = Arrays.copyOf(least, longer);
      most = Arrays.copyOf(most, longer);
    }
    nextStep[slot] = firstStep;
    least[slot] = Double.POSITIVE_INFINITY;
    most[slot] = 0;
    aheadSlot = -1;
  }

  @Override
  public void update(int slot, double value) {
    if (!Double.isNaN(value)) {
      least[slot] = Math.min(least[slot], value);
      most[slot] = Math.max(most[slot], value);
      // Of the two zeros, the negative one stands in.
      add(slot, value + 0.0);
    } else if (isReady(slot)) {
      add(slot, standIn(slot));
    } else {
      nextStep[slot]++;
    }
  }

  /** Adds a value, or what stands in for it, without a look at it. */
  void add(int slot, double signed) {
    history.add(slot, signed);
    nextStep[slot]++;
  }

  /** What stands in for the next value. */
  double standIn(int slot) {
    return -Math.max(0, point(slot, 1));
  }

  private double back(int slot, int back) {
    return Math.abs(history.back(slot, back));
  }

  @Override
  public boolean isReady(int slot) {
    return history.seen(slot) > 0;
  }

  @Override
  public double point(int slot, int ahead) {
    return fitted.isFitted(slot) ? blended[carryTo(slot, ahead)] : unfitted(slot, ahead);
  }

  /** Forecasts up to a step ahead; returns where it then stands. */
  private int carryTo(int slot, int ahead) {
    if (aheadSlot != slot || aheadSeen != history.seen(slot)) {
      startAhead(slot);
    }
    int season = lags.longestSeason() <= MOST_AHEAD ? lags.longestSeason() : 1;
    int beyond = Math.max(0, ahead - MOST_AHEAD);
    int at = beyond == 0 ? ahead : MOST_AHEAD - season + 1 + (beyond - 1) % season;
    while (aheadCount < at) {
      carry(slot);
    }
    return at - 1;
  }

  private double unfitted(int slot, int ahead) {
    int day = lags.day();
    double last = back(slot, 1);
    if (day == 1 || history.count(slot) <= day) {
      return last;
    }
    double difference = last - back(slot, 1 + day);
    return back(slot, day - (ahead - 1) % day) + Math.pow(FADING, ahead) * difference;
  }

  private void startAhead(int slot) {
    aheadSlot = slot;
    aheadSeen = history.seen(slot);
    aheadCount = 0;
    bound(slot, 0, least[slot], most[slot]);
    if (hasLogarithms(slot)) {
      bound(slot, 1, Math.log(least[slot]), Math.log(most[slot]));
    }
  }

  private void bound(int slot, int scale, double from, double to) {
    int at = 2 * slot + scale;
    lowest[scale] = from - fitted.mean[at] - fitted.margin[at];
    highest[scale] = to - fitted.mean[at] + fitted.margin[at];
  }

  private boolean hasLogarithms(int slot) {
    return fitted.isLogarithmic[slot] && least[slot] > 0;
  }

  /** Forecasts one more step. */
  private void carry(int slot) {
    int equations = hasLogarithms(slot) ? EQUATIONS : 2;
    gather(slot, equations);
    int phase = lags.phase(nextStep[slot] + aheadCount);
    double sum = 0;
    double lowestOf = Double.POSITIVE_INFINITY;
    double highestOf = Double.NEGATIVE_INFINITY;
    for (int e = 0; e < equations; e++) {
      double told = fitted.equation(slot, e, lagged[e], phase);
      ahead[e][aheadCount] = Math.min(Math.max(told, lowest[e / 2]), highest[e / 2]);
      double value = value(slot, e, aheadCount);
      sum += value;
      lowestOf = Math.min(lowestOf, value);
      highestOf = Math.max(highestOf, value);
    }
    // The median of four is the mean of the two in the middle.
    blended[aheadCount++] = (equations == 2 ? sum : sum - lowestOf - highestOf) / 2;
  }

  /** What an equation's forecast is in values. */
  private double value(int slot, int equation, int at) {
    int scale = equation / 2;
    double told = ahead[equation][at] + fitted.mean[2 * slot + scale];
    return scale == 0 ? told : Math.exp(told);
  }

  /** Collects what stands at the lags: values of the past, and forecasts already made. */
  private void gather(int slot, int equations) {
    for (int i = 0; i < fitted.usedLags[slot]; i++) {
      int back = lags.at(i) - aheadCount;
      if (back >= 1) {
        double value = back(slot, back);
        lagged[0][i] = value - fitted.mean[2 * slot];
        lagged[1][i] = lagged[0][i];
        if (equations == EQUATIONS) {
          // A stand-in may be less than the least value, and by rounding even zero.
          lagged[2][i] = Math.max(lowest[1], Math.log(value) - fitted.mean[2 * slot + 1]);
          lagged[3][i] = lagged[2][i];
        }
      } else {
        for (int e = 0; e < equations; e++) {
          lagged[e][i] = ahead[e][-back];
        }
      }
    }
  }

  /** Before the fit, that of a seasonal naive forecast. */
  @Override
  public double spread(int slot, int ahead) {
    if (fitted.isFitted(slot)) {
      return fitted.growth(slot, ahead);
    }
    return Math.sqrt(1 + (double) (ahead - 1) / lags.day());
  }

  @Override
  public void fit(int slot) {
    fitErrorCount = 0;
    double[] values = history.known(slot);
    long standIns = Arrays.stream(values).filter(AutoregressionFit::isStandIn).count();
    if (values.length < LEAST_FITTED || 2 * standIns > values.length) {
      return;
    }
    long first = nextStep[slot] - values.length;
    AutoregressionReplay replay = replay();
    AutoregressionFit fit = new AutoregressionFit(lags, values, first);
    for (int round = 0; round < ROUNDS && standIns > 0; round++) {
      values = replay.withBetterStandIns(fit, values, first);
      fit = new AutoregressionFit(lags, values, first);
    }
    history.replace(slot, values);
    adopt(slot, fit);
    HorizonErrors errors = replay.errors(fit, values, first);
    fitted.adoptGrowth(slot, errors, values.length - fit.longestLag());
    fitErrorCount = errors.errors(fit.optimism(), fitErrors);
  }

  /** Takes over what a fit has found; nothing of the values. */
  void adopt(int slot, AutoregressionFit fit) {
    fitted.adopt(slot, fit);
    least[slot] = fit.least;
    most[slot] = fit.most;
    aheadSlot = -1;
  }

  private AutoregressionReplay replay() {
    if (replay == null) {
      replay = new AutoregressionReplay(new Autoregression(lags, history.empty()));
    }
    return replay;
  }

  @Override
  public int errorsOfFit(float[] into) {
    System.arraycopy(fitErrors, 0, into, 0, fitErrorCount);
    return fitErrorCount;
  }

  @Override
  public List<Part> explain(int slot, int ahead) {
    if (!fitted.isFitted(slot)) {
      return List.of(new Part("last value", Kind.LEVEL, back(slot, 1)));
    }
    int at = carryTo(slot, ahead);
    int equations = hasLogarithms(slot) ? EQUATIONS : 2;
    List<Part> parts = new ArrayList<>();
    for (int e = 0; e < equations; e++) {
      parts.add(new Part(NAMES.get(e), Kind.LEVEL, value(slot, e, at)));
    }
    parts.addAll(fitted.explain(slot));
    return parts;
  }

  @Override
  public void save(SnapshotWriter writer, int slots) {
    writer.longs("nextStep", nextStep, slots);
    writer.doubles("least", least, slots);
    writer.doubles("most", most, slots);
    writer.section("history", section -> history.save(section, slots));
    writer.section("fitted", section -> fitted.save(section, slots));
  }

  @Override
  public void load(SnapshotReader reader, int slots) {
    nextStep = reader.longs("nextStep", slots);
    least = reader.doubles("least", slots);
    most = reader.doubles("most", slots);
    history.load(reader.section("history"), slots);
    fitted.load(reader.section("fitted"), slots);
  }
}
