package io.foreshape.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.forecast.QuantileMatrix;
import io.foreshape.api.plan.AllocationRequest;
import io.foreshape.api.plan.Allocator;
import io.foreshape.api.plan.Certificate.Status;
import io.foreshape.api.plan.ShapePlan;
import io.foreshape.api.provider.Settings;
import io.foreshape.api.resource.Resource;
import io.foreshape.solver.Scenarios.Demand;
import io.foreshape.solver.Scenarios.Scenario;
import io.foreshape.solver.spi.SegmentedCost;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

/**
 * Being short at all has a penalty: what that does to an amount, and that the promises still hold.
 */
class ViolationPenaltyProperties {

  private static final double TOLERANCE = 1e-8;

  /** What a curve is made of; room is what may be had above the least. */
  record Parts(
      QuantileMatrix quantiles,
      double price,
      double penalty,
      double violation,
      double lower,
      double room) {

    Parts withViolation(double other) {
      return new Parts(quantiles, price, penalty, other, lower, room);
    }

    Tariff tariff() {
      return new Tariff(price, penalty, violation, 0, 0);
    }

    CostCurve curve() {
      DemandCdf demand = DemandCdf.of(quantiles);
      double critical = demand.quantile(tariff().criticalLevel());
      return CostCurve.of(demand, tariff(), critical, lower, lower + room, Double.NaN, null);
    }

    double exactCost(double amount) {
      DemandCdf demand = DemandCdf.of(quantiles);
      return price * amount
          + penalty * demand.meanExcess(amount)
          + violation * demand.exceedance(amount * (1 + 1e-6));
    }
  }

  @Provide
  Arbitrary<Parts> parts() {
    Arbitrary<Double> amounts = Arbitraries.doubles().between(0, 120).ofScale(2);
    return Combinators.combine(
            Scenarios.matrices(),
            Arbitraries.doubles().between(0, 2).ofScale(2),
            Arbitraries.doubles().between(0, 20).ofScale(2),
            Arbitraries.doubles().between(0, 500).ofScale(2),
            amounts,
            amounts)
        .as(Parts::new);
  }

  /** A demand with several humps is not convex; then the curve passes below it, never above. */
  @Property(tries = 300)
  void breakpoints_costNoMoreThanTheFormulaAndJustThatAtTheEnds(@ForAll("parts") Parts parts) {
    CostCurve curve = parts.curve();
    SegmentedCost segments = curve.over(1);
    double amount = segments.lower();
    for (int i = 0; i < segments.segments(); i++) {
      assertThat(curve.costAt(amount)).isLessThanOrEqualTo(parts.exactCost(amount) + TOLERANCE);
      amount += segments.length(i);
    }
    for (double end : new double[] {curve.lower(), curve.upper()}) {
      assertThat(curve.costAt(end)).isCloseTo(parts.exactCost(end), within(TOLERANCE));
    }
  }

  @Property(tries = 300)
  void largerPenalty_neverLowersWhatCostsLeast(
      @ForAll("parts") Parts parts, @ForAll @DoubleRange(min = 0, max = 500) double more) {
    double amount = parts.curve().leastMinimiser();
    double then = parts.withViolation(parts.violation() + more).curve().leastMinimiser();
    assertThat(then).isGreaterThanOrEqualTo(amount - TOLERANCE);
  }

  @Provide
  Arbitrary<Scenario> scenarios() {
    return Scenarios.scenarios();
  }

  @Property(tries = 300)
  void plan_isProvedOptimal(
      @ForAll("scenarios") Scenario scenario,
      @ForAll @DoubleRange(min = 0, max = 500) double penalty) {
    ShapePlan plan = plan(scenario, penalty);

    assertThat(plan.certificate().status()).isIn(Status.OPTIMAL, Status.INFEASIBLE);
    assertThat(plan.certificate().gap()).isLessThanOrEqualTo(1e-9);
  }

  /** What is left of a floor after a cut is a rounding below where the demand jumps. */
  @Example
  void floorThatIsCutToAJump_isProvedOptimal() {
    QuantileMatrix certain =
        QuantileMatrix.of(Scenarios.LEVELS, 1, new double[] {0.1, 0.1, 0.1, 0.1});
    QuantileMatrix wide = QuantileMatrix.of(Scenarios.LEVELS, 1, new double[] {1.9, 8.9, 10.5, 18});
    Scenario scenario =
        new Scenario(
            List.of(new Demand(1, 3, null, null, certain), new Demand(0, 3, null, 0.09, wide)),
            0.1,
            1.16,
            14.82,
            2.5);
    assertThat(plan(scenario, 1.41).certificate().gap()).isLessThanOrEqualTo(1e-9);
  }

  /**
   * To be short an hour costs 5 or 10; a unit costs 1 and as much where it is missing. At 3 units
   * the demand is above in 10 % of all cases, by 0.055 on the mean, at 4 never: 3 + 0.5 + 0.055 is
   * less than 4, and that less than 3 + 1 + 0.055.
   */
  @Example
  void worked() {
    QuantileMatrix demand = QuantileMatrix.of(Scenarios.LEVELS, 1, new double[] {1, 2, 3, 4});
    Parts parts = new Parts(demand, 1, 1, 5, 0, 4);
    assertThat(parts.curve().leastMinimiser()).isEqualTo(3);
    assertThat(parts.tariff().cheapest(DemandCdf.of(demand))).isEqualTo(3);
    assertThat(parts.withViolation(10).curve().leastMinimiser()).isEqualTo(4);
    assertThat(parts.withViolation(0).curve().leastMinimiser()).isZero();
  }

  private static ShapePlan plan(Scenario scenario, double penalty) {
    AllocationRequest request = scenario.request();
    try (Allocator allocator = new DefaultAllocatorProvider().create(Settings.none())) {
      return allocator.plan(
          new AllocationRequest(
              request.effectiveFrom(),
              request.hosts(),
              request.instances(),
              request.profiles(),
              request.current(),
              request.costs().toBuilder().violation(Resource.CPU, penalty).build()));
    }
  }
}
