package io.foreshape.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.forecast.QuantileMatrix;
import io.foreshape.solver.spi.SegmentedCost;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CostCurveProperties {

  private static final double TOLERANCE = 1e-8;

  /** What a curve is made of. */
  record Parts(
      QuantileMatrix quantiles,
      double price,
      double penalty,
      double change,
      double lower,
      double room,
      double current) {

    Tariff tariff() {
      return new Tariff(price, penalty, 0, change, 0);
    }

    DemandCdf demand() {
      return DemandCdf.of(quantiles);
    }

    CostCurve curve() {
      double critical = demand().quantile(tariff().criticalLevel());
      return CostCurve.of(demand(), tariff(), critical, lower, lower + room, current, null);
    }

    double exactCost(double amount) {
      return price * amount
          + penalty * demand().meanExcess(amount)
          + (Double.isNaN(current) ? 0 : change * Math.abs(amount - current));
    }
  }

  @Provide
  Arbitrary<Parts> parts() {
    Arbitrary<Double> amounts = Arbitraries.doubles().between(0, 120).ofScale(2);
    return Combinators.combine(
            Scenarios.matrices(),
            Arbitraries.doubles().between(0, 2).ofScale(2),
            Arbitraries.doubles().between(0, 20).ofScale(2),
            Arbitraries.of(0.0, 0.3, 2.5),
            Arbitraries.of(0.0, 3.0, 40.0),
            amounts,
            amounts.injectNull(0.3))
        .as(
            (matrix, price, penalty, change, lower, room, current) ->
                new Parts(
                    matrix,
                    price,
                    penalty,
                    change,
                    lower,
                    room,
                    current == null ? Double.NaN : current));
  }

  @Property(tries = 300)
  void breakpoints_costExactlyWhatTheFormulaSays(@ForAll("parts") Parts parts) {
    CostCurve curve = parts.curve();
    SegmentedCost segments = curve.over(1);
    double amount = segments.lower();
    for (int i = 0; i <= segments.segments(); i++) {
      assertThat(curve.costAt(amount)).isCloseTo(parts.exactCost(amount), within(TOLERANCE));
      amount += i < segments.segments() ? segments.length(i) : 0;
    }
  }

  /** SegmentedCost refuses slopes that descend; chords lie above the formula. */
  @Property(tries = 300)
  void curve_isConvexAndNotBelowTheFormula(@ForAll("parts") Parts parts) {
    CostCurve curve = parts.curve();
    curve.over(parts.room() + 1);
    for (int i = 0; i <= 50; i++) {
      double amount = parts.lower() + parts.room() * i / 50;
      assertThat(curve.costAt(amount)).isGreaterThanOrEqualTo(parts.exactCost(amount) - TOLERANCE);
    }
  }

  @Property(tries = 300)
  void minimiser_withoutChangeCostIsTheLeastOfTheFormula(@ForAll("parts") Parts any) {
    Parts parts =
        new Parts(
            any.quantiles(), any.price(), any.penalty(), 0, any.lower(), any.room(), Double.NaN);
    double least = parts.exactCost(parts.curve().leastMinimiser());
    for (int i = 0; i <= 200; i++) {
      double amount = parts.lower() + parts.room() * i / 200;
      assertThat(least).isLessThanOrEqualTo(parts.exactCost(amount) + TOLERANCE);
    }
  }

  @Property(tries = 300)
  void nextBest_isTheCheapestOtherBreakpoint(@ForAll("parts") Parts parts) {
    CostCurve curve = parts.curve();
    double best = curve.leastMinimiser();
    SegmentedCost segments = curve.over(1);
    double amount = segments.lower();
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i <= segments.segments(); i++) {
      if (Math.abs(amount - best) > TOLERANCE) {
        least = Math.min(least, curve.costAt(amount) - curve.costAt(best));
      }
      amount += i < segments.segments() ? segments.length(i) : 0;
    }
    double nextBest = curve.nextBest(best, 0);
    if (Double.isNaN(nextBest)) {
      assertThat(least).isEqualTo(Double.POSITIVE_INFINITY);
    } else if (least < Double.POSITIVE_INFINITY) {
      assertThat(curve.costAt(nextBest) - curve.costAt(best)).isCloseTo(least, within(TOLERANCE));
    }
  }
}
