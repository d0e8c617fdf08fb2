package io.foreshape.forecast;

import static io.foreshape.forecast.QuantileTracking.GAIN;
import static io.foreshape.forecast.QuantileTracking.REACH;
import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.forecast.QuantileLevels;
import io.foreshape.api.provider.Settings;
import io.foreshape.forecast.spi.ForecastWindow;
import io.foreshape.forecast.spi.Forecaster;
import io.foreshape.forecast.spi.ForecasterContext;
import io.foreshape.forecast.spi.ForecasterProvider;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The promise of {@link CalibratedForecaster}, as it is written there. */
class CalibrationPromiseProperties {

  private static final int CELLS = 2_000;

  /** Of a bound, for what is rounded on the way. */
  private static final double ROUNDING = 1e-6;

  /** How the next value is made; {@code told} is what was told of it, and it may use that. */
  enum Data {
    DRIFTING {
      @Override
      double next(int t, double last, double[] told, SplittableRandom random) {
        return drifted(last, 1.01, random);
      }
    },
    JUMPING {
      @Override
      double next(int t, double last, double[] told, SplittableRandom random) {
        return random.nextInt(200) == 0 ? 100 * Math.pow(10, random.nextInt(-3, 4)) : last;
      }
    },
    BURSTY {
      @Override
      double next(int t, double last, double[] told, SplittableRandom random) {
        return random.nextInt(5) == 0 ? 1 / (1e-3 + random.nextDouble()) : 0;
      }
    },
    /** Just above what is told at some level, or just below it, for weeks on end or in turns. */
    ADVERSARIAL {
      @Override
      double next(int t, double last, double[] told, SplittableRandom random) {
        double target = told[random.nextInt(told.length)];
        boolean isAbove = t / 700 % 2 == 0 ? t / 90 % 2 == 0 : random.nextBoolean();
        return Math.min(1e20, target * (isAbove ? 1.001 : 0.999));
      }
    },
    /** At one time far too much and at another nothing: a correction is led astray and back. */
    SWINGING {
      @Override
      double next(int t, double last, double[] told, SplittableRandom random) {
        return t / 500 % 2 == 0 ? 3 * told[told.length - 1] % 1e15 : told[0] / 10;
      }
    };

    abstract double next(int t, double last, double[] told, SplittableRandom random);

    private static double drifted(double last, double factor, SplittableRandom random) {
      double moved = last * Math.pow(factor, random.nextDouble() * 6 - 3);
      return Math.max(1e-6, Math.min(1e12, moved));
    }
  }

  /** What came of a level over all cells: shares summed up, and the cells that are excepted. */
  private static final class Tally {
    private double above;
    private double atOrAbove;
    private int farAbove;
    private int farBelow;
    private int met;
  }

  @Provide
  Arbitrary<ForecasterProvider> providers() {
    return Arbitraries.of(
        new HistogramProvider(),
        new SeasonalNaiveProvider(),
        new SeasonalPeakProvider(),
        new ThetaProvider(),
        new WindowMaxProvider());
  }

  @Provide
  Arbitrary<QuantileLevels> levels() {
    return Arbitraries.of(
        QuantileLevels.standard(),
        QuantileLevels.of(0.1, 0.5, 0.9),
        QuantileLevels.of(0.5),
        QuantileLevels.of(0.99));
  }

  @Property(tries = 60)
  void holdsAroundBundledForecasters(
      @ForAll("providers") ForecasterProvider provider,
      @ForAll("levels") QuantileLevels levels,
      @ForAll Data data,
      @ForAll long seed) {
    ForecasterContext context = ForecasterContext.daily(Duration.ofHours(1), levels);
    Forecaster plain = provider.create(context, Settings.none());
    Forecaster decorated = provider.create(context, Settings.none());
    assertHolds(plain, decorated, context, data, seed);
  }

  /** It tells all levels alike, or far apart, at times of another scale, and never learns. */
  @Property(tries = 60)
  void holdsAroundBadForecasters(
      @ForAll("levels") QuantileLevels levels, @ForAll Data data, @ForAll long seed) {
    ForecasterContext context = ForecasterContext.daily(Duration.ofHours(1), levels);
    SplittableRandom random = new SplittableRandom(~seed);
    double[] quantiles = new double[levels.count()];
    FixedForecaster bad = new FixedForecaster(() -> quantiles);
    Runnable change =
        () -> {
          double scale = 100 * Math.pow(10, random.nextInt(-1, 2));
          double apart = random.nextInt(3);
          Arrays.setAll(quantiles, i -> random.nextInt(9) == 0 ? 0 : scale * (1 + apart * i));
          Arrays.sort(quantiles);
        };
    change.run();
    assertHolds(bad, new FixedForecaster(quantiles::clone), context, data, seed);
    change.run();
    assertHolds(bad, new FixedForecaster(quantiles::clone), context, data, seed);
  }

  private static void assertHolds(
      Forecaster plain, Forecaster decorated, ForecasterContext context, Data data, long seed) {
    try (plain;
        Forecaster calibrated = new CalibratedForecaster(decorated, context)) {
      int cells = 0;
      Tally[] tallies = new Tally[context.levels().count()];
      Arrays.setAll(tallies, i -> new Tally());
      Series series = new Series(plain, calibrated, data, seed);
      for (int t = 0; t < CELLS; t++) {
        cells += series.tell(t, tallies) ? 1 : 0;
      }
      for (int i = 0; i < tallies.length; i++) {
        assertKept(tallies[i], 1 - context.levels().level(i), cells);
      }
    }
  }

  private static void assertKept(Tally tally, double wanted, int cells) {
    double slack = (REACH + GAIN) / GAIN + ROUNDING * cells;
    assertThat(tally.above)
        .as("cells' shares above, of %d", cells)
        .isLessThanOrEqualTo(wanted * cells + slack + tally.farAbove);
    assertThat(tally.atOrAbove)
        .as("cells' shares at or above, of %d", cells)
        .isGreaterThanOrEqualTo(wanted * cells - slack - tally.farBelow - tally.met);
  }

  /** One series, of which cell after cell of random lead and length is told and then comes. */
  private static final class Series {
    private final Forecaster plain;
    private final Forecaster calibrated;
    private final Data data;
    private final SplittableRandom random;
    private double last = 100;

    private Series(Forecaster plain, Forecaster calibrated, Data data, long seed) {
      this.plain = plain;
      this.calibrated = calibrated;
      this.data = data;
      this.random = new SplittableRandom(seed);
      plain.open(0);
      calibrated.open(0);
    }

    /** Tells and passes a cell; whether it is one that counts. */
    private boolean tell(int t, Tally[] tallies) {
      ForecastWindow window = new ForecastWindow(random.nextInt(3), 1 + random.nextInt(4), 2);
      double[] bare = new double[2 * tallies.length];
      double[] told = new double[2 * tallies.length];
      boolean isTold = calibrated.forecast(0, window, told);
      assertThat(plain.forecast(0, window, bare)).isEqualTo(isTold);
      double[] first = Arrays.copyOf(isTold ? told : new double[] {last}, tallies.length);
      for (int i = 0; i < window.leadSteps(); i++) {
        observe(data.next(t, last, first, random));
      }
      double[] values = new double[window.cellSteps()];
      for (int i = 0; i < values.length; i++) {
        values[i] = data.next(t, last, first, random);
        observe(values[i]);
      }
      boolean isCounted = isTold && first[tallies.length - 1] > 0;
      if (isCounted) {
        count(values, bare, first, tallies);
      }
      return isCounted;
    }

    private void observe(double value) {
      last = value;
      plain.observe(0, value);
      calibrated.observe(0, value);
    }

    private static void count(double[] values, double[] bare, double[] told, Tally[] tallies) {
      double floor = CalibratedForecaster.FLOOR * bare[tallies.length - 1];
      for (int i = 0; i < tallies.length; i++) {
        boolean isFarAbove = false;
        boolean isFarBelow = false;
        for (double value : values) {
          float rounded = (float) value;
          tallies[i].above += rounded > (float) told[i] ? 1.0 / values.length : 0;
          tallies[i].atOrAbove += rounded >= (float) told[i] ? 1.0 / values.length : 0;
          double distance = Math.log((value + floor) / (bare[i] + floor));
          isFarAbove |= distance > REACH - ROUNDING;
          isFarBelow |= distance < -REACH + ROUNDING;
        }
        tallies[i].farAbove += isFarAbove ? 1 : 0;
        boolean hasMet = i > 0 && told[i] == told[i - 1];
        tallies[i].farBelow += isFarBelow ? 1 : 0;
        tallies[i].met += hasMet && !isFarBelow ? 1 : 0;
      }
    }
  }

  /**
   * Without exceptions: one level, and an adversary, or steps between 1 and 2, within a factor of 4
   * of a forecaster that is wrong at random by up to 3.
   */
  @Property(tries = 40)
  void holdsStrictlyWithinReach(
      @ForAll("strictLevels") double level, @ForAll boolean isAimed, @ForAll long seed) {
    ForecasterContext context =
        ForecasterContext.daily(Duration.ofHours(1), QuantileLevels.of(level));
    SplittableRandom random = new SplittableRandom(seed);
    double[] quantile = {1};
    double[] told = new double[1];
    int above = 0;
    double mostExcess = 0;
    double leastExcess = 0;
    try (Forecaster calibrated =
        new CalibratedForecaster(new FixedForecaster(() -> quantile), context)) {
      for (int t = 1; t <= CELLS; t++) {
        quantile[0] = Math.pow(3, random.nextDouble() * 2 - 1);
        calibrated.forecast(0, new ForecastWindow(0, 1, 1), told);
        double aimed = told[0] * (random.nextInt(4) == 0 ? 0.999 : 1.001);
        double wanted = isAimed ? aimed : 1 + t / 500 % 2;
        double value = Math.max(quantile[0] / 3.9, Math.min(3.9 * quantile[0], wanted));
        calibrated.observe(0, value);
        above += value > told[0] ? 1 : 0;
        double bound = (REACH + GAIN) / (GAIN * t);
        double excess = above - (1 - level) * t;
        assertThat(Math.abs(excess / t)).isLessThanOrEqualTo(bound);
        mostExcess = Math.max(mostExcess, excess);
        leastExcess = Math.min(leastExcess, excess);
      }
      // From any cell on.
      assertThat(mostExcess - leastExcess).isLessThanOrEqualTo(2 * (REACH + GAIN) / GAIN);
    }
  }

  @Provide
  Arbitrary<Double> strictLevels() {
    return Arbitraries.of(0.05, 0.5, 0.9, 0.95, 0.99);
  }
}
