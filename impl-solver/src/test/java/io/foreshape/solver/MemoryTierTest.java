package io.foreshape.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.forecast.DemandProfile;
import io.foreshape.api.forecast.QuantileMatrix;
import io.foreshape.api.forecast.TimeGrid;
import io.foreshape.api.host.Host;
import io.foreshape.api.host.MemoryTier;
import io.foreshape.api.host.MemoryTier.Kind;
import io.foreshape.api.plan.AllocationRequest;
import io.foreshape.api.plan.Allocator;
import io.foreshape.api.plan.Certificate.Status;
import io.foreshape.api.plan.CostModel;
import io.foreshape.api.plan.PlannedShape;
import io.foreshape.api.plan.Reason.Binding;
import io.foreshape.api.plan.ShadowPrice;
import io.foreshape.api.plan.ShapePlan;
import io.foreshape.api.plan.SharedLimit;
import io.foreshape.api.provider.Settings;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.ResourceVector;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.TierSplit;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who gets which memory of one host with 8 bytes of DRAM and 20 of slower memory. */
class MemoryTierTest {

  private static final CostModel COSTS =
      CostModel.builder()
          .resource(Resource.MEMORY, 0.3, 5)
          .tier("cxl", 0.1)
          .penalty(Resource.MEMORY_HOT, 1)
          .priority(1, 3)
          .build();

  private final Map<InstanceId, DemandProfile> profiles = new HashMap<>();
  private final Map<InstanceId, Shape> current = new HashMap<>();

  @Test
  void whatIsHot_isInDramAndTheRestIsNot() {
    ShapePlan plan = plan(List.of(needing("a", 0, 10, 4.0)));

    assertMemory(plan, "a", 10, 4);
    assertThat(plan.certificate().status()).isEqualTo(Status.OPTIMAL);
    assertThat(plan.certificate().objectivePerHour()).isCloseTo(4 * 0.3 + 6 * 0.1, within(1e-9));
    assertThat(plan.shadowPrices()).isEmpty();
    assertThat(plan.shortfalls()).isEmpty();
    assertThat(plan.headroom())
        .extracting(each -> each.amount().orInfinity())
        .containsExactly(28.0 - 10, 8.0 - 4);
  }

  @Test
  void untoldHotness_meansAllOfIt() {
    assertMemory(plan(List.of(needing("a", 0, 6, null))), "a", 6, 6);
  }

  @Test
  void dramThatIsShort_goesToWhomItSavesMost() {
    ShapePlan plan = plan(List.of(needing("low", 0, 10, 6.0), needing("high", 1, 10, 6.0)));

    assertMemory(plan, "high", 10, 6);
    assertMemory(plan, "low", 10, 2);
    // A byte more saves the penalty of a hot byte less what DRAM costs more.
    assertThat(plan.shadowPrices())
        .extracting(ShadowPrice::resource)
        .containsExactly(Resource.MEMORY_HOT);
    assertThat(plan.shadowPrices().get(0).perUnitHour()).isCloseTo(1 - 0.2, within(1e-9));
    assertThat(plan.shortfalls()).hasSize(1);
    assertThat(plan.shortfalls().get(0).remedies().get(0).amount()).isCloseTo(4, within(1e-9));
  }

  @Test
  void slowMemoryThatIsShort_movesColdMemoryToDram() {
    ShapePlan plan = plan(List.of(needing("a", 0, 24, 2.0)));

    assertMemory(plan, "a", 24, 4);
    assertThat(plan.shadowPrices())
        .extracting(ShadowPrice::resource)
        .containsExactly(Resource.MEMORY);
    assertThat(plan.shadowPrices().get(0).perUnitHour()).isCloseTo(0.2, within(1e-9));
    assertThat(plan.shapes().get(0).reasons().get(1).binding()).isEqualTo(Binding.TIERS);
  }

  @Test
  void floorsThatDoNotFit_yieldByPriority() {
    Instance low = needing("low", 0, 20, 2.0).withBounds(floor(20, 1), ResourceVector.empty());
    Instance high = needing("high", 1, 20, 2.0).withBounds(floor(20, 7.5), ResourceVector.empty());
    ShapePlan plan = plan(List.of(low, high));

    assertThat(plan.certificate().status()).isEqualTo(Status.INFEASIBLE);
    assertThat(cap(plan, "high")).isEqualTo(20);
    assertThat(cap(plan, "low")).isCloseTo(8, within(1e-9));
    assertThat(fast(plan, "high")).isGreaterThanOrEqualTo(7.5 - 1e-9);
    assertThat(plan.shortfalls()).hasSize(2);
  }

  @Test
  void whoKeepsItsMemory_keepsItsSplit() {
    Instance kept = Scenarios.instance("kept", 0);
    current.put(
        kept.id(),
        Shape.untouched()
            .with(Dimension.MEMORY_HARD, Limit.of(8))
            .with(Dimension.MEMORY_TIERS, TierSplit.of(Map.of("dram", 0.75, "cxl", 0.25))));
    ShapePlan plan = plan(List.of(kept, needing("a", 0, 10, 6.0)));

    assertMemory(plan, "a", 10, 2);
  }

  @Test
  void whereAllMemoryIsKeptAndThatIsTooMuch_isInfeasible() {
    Instance kept = Scenarios.instance("kept", 0);
    current.put(kept.id(), Scenarios.shape(Resource.MEMORY, 30));
    ShapePlan plan = plan(List.of(kept));

    assertThat(plan.certificate().status()).isEqualTo(Status.INFEASIBLE);
    assertThat(plan.shortfalls())
        .singleElement()
        .satisfies(shortfall -> assertThat(shortfall.available()).isEqualTo(28))
        .satisfies(shortfall -> assertThat(shortfall.wanted()).isEqualTo(30));
  }

  @Test
  void whatDoesNotGoTogetherWithTiers_isRefused() {
    Instance a = needing("a", 0, 10, 4.0);
    assertRefused(COSTS.toBuilder().changeFee(Resource.MEMORY, 1).build(), a, "fee of 1.0");
    assertRefused(COSTS.toBuilder().strictPriority().build(), a, "strict priorities");
    assertRefused(COSTS.toBuilder().tier("cxl", 0.5).build(), a, "(0.3) and (0.5)");
    assertRefused(
        COSTS.toBuilder().resource(Resource.MEMORY_HOT, 2, 3).build(), a, "a price of (2.0)");
    assertRefused(
        COSTS,
        a.withBounds(ResourceVector.empty(), ResourceVector.of(Resource.MEMORY_HOT, 3)),
        "(3.0) for a");
    SharedLimit limit = SharedLimit.of("money", 5, Resource.MEMORY, Set.of(Scenarios.HOST));
    assertThatThrownBy(() -> plan(request(COSTS, List.of(a), List.of(limit))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("money");
  }

  private void assertRefused(CostModel costs, Instance instance, String what) {
    assertThatThrownBy(() -> plan(request(costs, List.of(instance), List.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(what);
  }

  private static ResourceVector floor(double memory, double hot) {
    return ResourceVector.of(Resource.MEMORY, memory).with(Resource.MEMORY_HOT, hot);
  }

  /** An instance that needs so much for certain. */
  private Instance needing(String name, int priority, double memory, @Nullable Double hot) {
    Instance instance = Scenarios.instance(name, priority);
    TreeMap<Resource, QuantileMatrix> quantiles = new TreeMap<>();
    quantiles.put(Resource.MEMORY, Scenarios.step(memory, memory, memory, memory));
    if (hot != null) {
      quantiles.put(Resource.MEMORY_HOT, Scenarios.step(hot, hot, hot, hot));
    }
    TimeGrid grid = new TimeGrid(Scenarios.START, Duration.ofMinutes(5), 1);
    profiles.put(instance.id(), new DemandProfile(instance.id(), grid, quantiles, "test"));
    return instance;
  }

  private AllocationRequest request(
      CostModel costs, List<Instance> instances, List<SharedLimit> limits) {
    Host host =
        new Host(
            Scenarios.HOST,
            List.of(),
            List.of(
                new MemoryTier("dram", Kind.DRAM, 8, 1, 1),
                new MemoryTier("cxl", Kind.SLOW, 20, 1, 1)),
            List.of(),
            ResourceVector.empty(),
            ResourceVector.empty());
    return new AllocationRequest(
            Scenarios.START, List.of(host), instances, profiles, current, costs)
        .withSharedLimits(limits);
  }

  private ShapePlan plan(List<Instance> instances) {
    return plan(request(COSTS, instances, List.of()));
  }

  private static ShapePlan plan(AllocationRequest request) {
    try (Allocator allocator = new DefaultAllocatorProvider().create(Settings.none())) {
      return allocator.plan(request);
    }
  }

  private static void assertMemory(ShapePlan plan, String name, double memory, double fast) {
    assertThat(cap(plan, name)).isCloseTo(memory, within(1e-9));
    assertThat(fast(plan, name)).isCloseTo(fast, within(1e-9));
  }

  private static Shape shape(ShapePlan plan, String name) {
    return plan.shapes().stream()
        .filter(each -> each.instance().value().equals(name))
        .map(PlannedShape::shape)
        .findFirst()
        .orElseThrow();
  }

  private static double cap(ShapePlan plan, String name) {
    return shape(plan, name).get(Dimension.MEMORY_HARD).orElseThrow().orInfinity();
  }

  private static double fast(ShapePlan plan, String name) {
    TierSplit split = shape(plan, name).get(Dimension.MEMORY_TIERS).orElseThrow();
    return cap(plan, name) * split.shares().getOrDefault("dram", 0.0);
  }
}
