package io.foreshape.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.forecast.QuantileLevels;
import io.foreshape.forecast.spi.ForecasterContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class KinForecastProperties {

  private static final QuantileLevels LEVELS = QuantileLevels.standard();
  private static final ForecasterContext CONTEXT =
      ForecasterContext.daily(Duration.ofMinutes(5), LEVELS);
  private static final int CELLS = 3;
  private static final int LENGTH = CELLS * LEVELS.count();

  /** Ascending quantiles of three cells, and a level. */
  private static final class Told {

    private final double[] quantiles = new double[LENGTH];
    private double level;
  }

  @Provide
  Arbitrary<Told> told() {
    return Arbitraries.randomValue(
        random -> {
          Told told = new Told();
          double scale = Math.pow(10, random.nextInt(-3, 4));
          told.level = random.nextInt(8) == 0 ? 0 : scale * (0.5 + random.nextDouble());
          for (int i = 0; i < LENGTH; i++) {
            double below = i % LEVELS.count() == 0 ? 0 : told.quantiles[i - 1];
            told.quantiles[i] = below + scale * random.nextDouble() / 10;
          }
          return told;
        });
  }

  private static KinForecast of(List<Told> kin, double factor) {
    KinForecast forecast = new KinForecast(CONTEXT);
    for (Told each : kin) {
      double[] quantiles = each.quantiles.clone();
      for (int i = 0; i < LENGTH; i++) {
        quantiles[i] *= factor;
      }
      forecast.add(quantiles, each.level * factor);
    }
    return forecast;
  }

  private static KinForecast of(List<Told> kin) {
    return of(kin, 1);
  }

  private static double most(double[] values) {
    double most = 0;
    for (double value : values) {
      most = Math.max(most, value);
    }
    return most;
  }

  private static void assertClose(double[] actual, double[] expected) {
    for (int i = 0; i < LENGTH; i++) {
      assertThat(actual[i]).isCloseTo(expected[i], within(1e-9 * most(expected)));
    }
  }

  @Property
  void oneKinIsToldAsItIs(@ForAll("told") Told kin, @ForAll("told") Told own) {
    assertClose(of(List.of(kin)).blend(null, 0, 0), kin.quantiles);
    assertClose(of(List.of(kin)).blend(null, 100, kin.level), kin.quantiles);
    assertClose(of(List.of(kin)).blend(own.quantiles, 0, 0), kin.quantiles);
  }

  @Property
  void kinCountForNothingOnceEnoughIsKnown(
      @ForAll @Size(min = 1, max = WorkloadSeries.MOST_KIN) List<@From("told") Told> kin,
      @ForAll("told") Told own,
      @ForAll @IntRange(min = 0, max = 1_000_000) int more) {
    KinForecast forecast = of(kin);
    int known = (int) Math.ceil(forecast.mostKnown(WorkloadSeries.MOST_KIN)) + more;
    assertThat(forecast.blend(own.quantiles, known, own.level)).containsExactly(own.quantiles);
  }

  /** With kin of the series' own level, which are not moved. */
  @Property
  void ownForecastComesOnlyNearer(
      @ForAll @Size(min = 1, max = WorkloadSeries.MOST_KIN) List<@From("told") Told> kin,
      @ForAll("told") Told own) {
    kin.forEach(each -> each.level = own.level);
    double[] last = of(kin).blend(null, 0, own.level);
    for (int known = 0; known < 20_000; known = 1 + 2 * known) {
      double[] blended = of(kin).blend(own.quantiles, known, own.level);
      for (int i = 0; i < LENGTH; i++) {
        double slack = 1e-9 * Math.max(most(last), most(own.quantiles));
        double distance = Math.abs(blended[i] - own.quantiles[i]);
        assertThat(distance).isLessThanOrEqualTo(Math.abs(last[i] - own.quantiles[i]) + slack);
        assertThat((blended[i] - own.quantiles[i]) * (last[i] - own.quantiles[i]))
            .as("does not pass by")
            .isGreaterThanOrEqualTo(-slack * slack);
      }
      last = blended;
    }
  }

  /** Kin that agree in all but their level are told at the series' level, sooner or later. */
  @Property
  void kinMoveToTheLevelOfTheSeries(
      @ForAll("told") Told kin, @ForAll @IntRange(min = -4, max = 4) int octaves) {
    double factor = Math.pow(2, octaves);
    double nearest = Double.POSITIVE_INFINITY;
    for (int known : List.of(0, 1, 10, 100, 100_000)) {
      double told = of(List.of(kin)).blend(null, known, kin.level * factor)[LENGTH - 1];
      double apart = Math.abs(told - factor * kin.quantiles[LENGTH - 1]);
      assertThat(apart).isLessThanOrEqualTo(nearest);
      nearest = apart;
    }
    double most = (1 + factor) * kin.quantiles[LENGTH - 1];
    assertThat(kin.level == 0 || nearest < 1e-3 * most).isTrue();
  }

  @Property
  void quantilesAreFiniteAndDoNotCross(
      @ForAll @Size(min = 1, max = WorkloadSeries.MOST_KIN) List<@From("told") Told> kin,
      @ForAll("told") Told own,
      @ForAll @IntRange(min = 0, max = 10_000) int known,
      @ForAll("factors") double factor) {
    double[] scaled = own.quantiles.clone();
    for (int i = 0; i < LENGTH; i++) {
      scaled[i] *= factor;
    }
    for (double[] each : new double[][] {scaled, null}) {
      double[] blended = of(kin, factor).blend(each, known, own.level * factor);
      for (int i = 0; i < LENGTH; i++) {
        double least = i % LEVELS.count() == 0 ? 0 : blended[i - 1];
        assertThat(blended[i]).isFinite().isGreaterThanOrEqualTo(least);
      }
    }
  }

  @Provide
  Arbitrary<Double> factors() {
    return Arbitraries.of(0.0, 1e-300, 1.0, 1e303);
  }

  @Property
  void unitsAndOrderDoNotMatter(
      @ForAll @Size(min = 1, max = WorkloadSeries.MOST_KIN) List<@From("told") Told> kin,
      @ForAll("told") Told own,
      @ForAll @IntRange(min = 0, max = 2_000) int known,
      @ForAll Random random) {
    double[] plain = of(kin).blend(own.quantiles, known, own.level);
    List<Told> shuffled = new ArrayList<>(kin);
    Collections.shuffle(shuffled, random);
    double[] inOtherUnits = own.quantiles.clone();
    for (int i = 0; i < LENGTH; i++) {
      inOtherUnits[i] *= 1024;
    }
    double[] other = of(shuffled, 1024).blend(inOtherUnits, known, own.level * 1024);
    for (int i = 0; i < LENGTH; i++) {
      assertThat(other[i] / 1024).isCloseTo(plain[i], within(1e-6 * most(plain)));
    }
  }
}
