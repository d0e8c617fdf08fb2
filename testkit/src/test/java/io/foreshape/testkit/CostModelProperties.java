package io.foreshape.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.plan.CostModel;
import io.foreshape.api.resource.Resource;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** The risk level follows from the prices, and penalties go up and down by steps of priority. */
@PropertyDefaults(tries = 200)
@Domain(DomainArbitraries.class)
@Domain(DomainContext.Global.class)
class CostModelProperties {

  private static CostModel of(double price, double penalty) {
    return CostModel.builder().resource(Resource.CPU, price, penalty).build();
  }

  @Property
  void criticalLevelIsOneLessPriceByPenalty(
      @ForAll @DoubleRange(min = 1e-6, max = 1e6) @Scale(6) double price,
      @ForAll @DoubleRange(min = 1e-6, max = 1e6) @Scale(6) double penalty) {
    double level = of(price, penalty).criticalLevel(Resource.CPU, 0);
    // Absolute: levels lie between 0 and 1.
    assertThat(level).isCloseTo(Math.max(0, 1 - price / penalty), within(1e-12));
  }

  @Property
  void criticalLevelRisesWithPenaltyAndFallsWithPrice(
      @ForAll @DoubleRange(max = 1e6) @Scale(6) double price,
      @ForAll @DoubleRange(max = 1e6) @Scale(6) double penalty,
      @ForAll @DoubleRange(max = 1e6) @Scale(6) double more) {
    double level = of(price, penalty).criticalLevel(Resource.CPU, 0);
    assertThat(level).isBetween(0.0, 1.0);
    assertThat(of(price, penalty + more).criticalLevel(Resource.CPU, 0))
        .isGreaterThanOrEqualTo(level);
    assertThat(of(price + more, penalty).criticalLevel(Resource.CPU, 0)).isLessThanOrEqualTo(level);
  }

  @Property
  void factorHoldsFromItsPriorityToTheNext(@ForAll CostModel costs, @ForAll int priority) {
    Assume.that(!costs.pricePerUnitHour().isEmpty());
    Resource resource = costs.pricePerUnitHour().firstKey();
    for (int each : new int[] {priority, Integer.MIN_VALUE, Integer.MAX_VALUE, 0}) {
      assertThat(costs.penalty(resource, each)).isEqualTo(penalty(costs, resource, each));
    }
    for (int step : costs.penaltyFactorByPriority().keySet()) {
      assertThat(costs.penalty(resource, step)).isEqualTo(penalty(costs, resource, step));
    }
  }

  /** The penalty by looking at every step. */
  private static double penalty(CostModel costs, Resource resource, int priority) {
    double factor = 1;
    for (Map.Entry<Integer, Double> step : costs.penaltyFactorByPriority().entrySet()) {
      factor = step.getKey() <= priority ? step.getValue() : factor;
    }
    return costs.penaltyPerUnitHour().get(resource) * factor;
  }

  @Property
  void orderOfACallersMapDoesNotMatter(@ForAll CostModel costs, @ForAll int priority) {
    Assume.that(!costs.pricePerUnitHour().isEmpty());
    Resource resource = costs.pricePerUnitHour().lastKey();
    SortedMap<Integer, Double> descending = new TreeMap<>(Collections.reverseOrder());
    descending.putAll(costs.penaltyFactorByPriority());
    CostModel same =
        new CostModel(
            costs.pricePerUnitHour(),
            costs.tierPricePerByteHour(),
            costs.penaltyPerUnitHour(),
            costs.violationPenaltyPerHour(),
            descending,
            costs.changePricePerUnit(),
            costs.changeFee(),
            costs.isPriorityStrict());
    assertThat(same.penalty(resource, priority)).isEqualTo(costs.penalty(resource, priority));
  }

  @Property
  void builderGivesBackWhatItWasMadeFrom(@ForAll CostModel costs) {
    assertThat(costs.toBuilder().build()).isEqualTo(costs).hasSameHashCodeAs(costs);
    CostModel more = costs.toBuilder().tier("cxl", 7).build();
    assertThat(more.tierPricePerByteHour()).containsEntry("cxl", 7.0);
    assertThat(more.pricePerUnitHour()).isEqualTo(costs.pricePerUnitHour());
  }

  @Property
  void whatIsMissingIsNamed(@ForAll CostModel costs, @ForAll Resource resource) {
    assertThat(costs.prices(resource)).isEqualTo(costs.pricePerUnitHour().containsKey(resource));
    Assume.that(!costs.prices(resource));
    assertThat(costs.changePrice(resource)).isZero();
    assertThatThrownBy(() -> costs.price(resource))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(" + resource + ")");
    assertThatThrownBy(() -> costs.criticalLevel(resource, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(" + resource + ")");
    assertThatThrownBy(() -> costs.penalty(resource, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(" + resource + ")");
  }

  @Property
  void badPricesAreRefused(@ForAll CostModel costs) {
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -Double.MIN_VALUE}) {
      assertRefused(costs.toBuilder().resource(Resource.CPU, bad, 1), bad);
      assertRefused(costs.toBuilder().resource(Resource.CPU, 1, bad), bad);
      assertRefused(costs.toBuilder().violation(Resource.CPU, bad), bad);
      assertRefused(costs.toBuilder().tier("cxl", bad), bad);
      assertRefused(costs.toBuilder().priority(3, bad), bad);
      assertRefused(costs.toBuilder().change(Resource.CPU, bad), bad);
      assertRefused(costs.toBuilder().changeFee(Resource.CPU, bad), bad);
    }
  }

  @Example
  void infinitePenaltiesAreRefused() {
    CostModel.Builder builder =
        CostModel.builder().resource(Resource.CPU, 1, 1e200).priority(1, 1e200);
    assertRefused(builder, Double.POSITIVE_INFINITY);
  }

  private static void assertRefused(CostModel.Builder builder, double bad) {
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(" + bad + ")");
  }

  @Example
  void pricesNeedPenalties() {
    SortedMap<Resource, Double> price = new TreeMap<>(Map.of(Resource.CPU, 1.0));
    SortedMap<Resource, Double> none = new TreeMap<>();
    assertThatThrownBy(
            () ->
                new CostModel(
                    price, new TreeMap<>(), none, none, new TreeMap<>(), none, none, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("([cpu])")
        .hasMessageContaining("([])");
  }
}
