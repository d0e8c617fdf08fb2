package io.foreshape.solver;

import static io.foreshape.solver.Scenarios.HOST;
import static io.foreshape.solver.Scenarios.START;
import static io.foreshape.solver.Scenarios.instance;
import static io.foreshape.solver.Scenarios.profile;
import static io.foreshape.solver.Scenarios.shape;
import static io.foreshape.solver.Scenarios.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.forecast.DemandProfile;
import io.foreshape.api.host.Host;
import io.foreshape.api.host.HostId;
import io.foreshape.api.plan.AllocationRequest;
import io.foreshape.api.plan.Allocator;
import io.foreshape.api.plan.Certificate.Status;
import io.foreshape.api.plan.CostModel;
import io.foreshape.api.plan.Headroom;
import io.foreshape.api.plan.Reason;
import io.foreshape.api.plan.Reason.Binding;
import io.foreshape.api.plan.Remedy;
import io.foreshape.api.plan.Remedy.Kind;
import io.foreshape.api.plan.ShadowPrice;
import io.foreshape.api.plan.ShapePlan;
import io.foreshape.api.plan.Shortfall;
import io.foreshape.api.provider.Settings;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.ResourceVector;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.Weight;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DefaultAllocatorTest {

  private static final double TOLERANCE = 1e-9;

  /** Critical level 0.9 at priority 0. */
  private static final CostModel COSTS =
      CostModel.builder().resource(Resource.CPU, 0.1, 1).priority(1, 10).build();

  private final Map<InstanceId, DemandProfile> profiles = new HashMap<>();
  private final Map<InstanceId, Shape> current = new HashMap<>();

  @Test
  void room_givesTheDemandAtTheCriticalLevel() {
    Reason reason = onlyReason(plan(COSTS, 100, demanding("a", 0, 2, 5, 9, 10)));

    assertThat(reason.amount()).isEqualTo(9);
    assertThat(reason.binding()).isEqualTo(Binding.PRICES);
    assertThat(reason.criticalLevel()).isEqualTo(0.9);
    assertThat(reason.demandAtCriticalLevel()).isEqualTo(9);
    assertThat(reason.shortageProbability()).isCloseTo(0.1, within(TOLERANCE));
    assertThat(reason.basis()).isEqualTo("test");
    // Up to 10: 0.1 more for what is missing with a probability of 0.055 on average.
    assertThat(reason.nextBestExtraCost()).isCloseTo(0.1 - 0.055, within(TOLERANCE));
  }

  @Test
  void headroom_isWhatIsLeftOfTheCapacity() {
    ShapePlan plan = plan(COSTS, 100, demanding("a", 0, 2, 5, 9, 10));

    assertThat(plan.headroom()).containsExactly(new Headroom(HOST, Resource.CPU, Limit.of(91)));
  }

  @Test
  void whatStandsAboveANewCap_isLoweredWithIt() {
    CostModel costs = CostModel.builder().resource(Resource.MEMORY, 0.1, 1).build();
    Instance instance = instance("a", 0);
    profiles.put(instance.id(), profile(instance.id(), Resource.MEMORY, step(2, 5, 9, 10)));
    Shape before =
        Shape.untouched()
            .with(Dimension.MEMORY_GUARANTEED, Limit.of(3))
            .with(Dimension.MEMORY_SOFT, Limit.of(40));
    current.put(instance.id(), before);

    Shape planned = plan(costs, 100, instance).shapes().get(0).shape();

    assertThat(planned.get(Dimension.MEMORY_HARD)).contains(Limit.of(9));
    assertThat(planned.get(Dimension.MEMORY_SOFT)).contains(Limit.of(9));
    assertThat(planned.get(Dimension.MEMORY_GUARANTEED)).isEmpty();
    assertThat(before.apply(before.diff(planned)).get(Dimension.MEMORY_GUARANTEED))
        .contains(Limit.of(3));
  }

  @Test
  void floorAndCeiling_bind() {
    Instance low = bounded(demanding("a", 0, 2, 5, 9, 10), 12, 20);
    Instance high = bounded(demanding("b", 0, 2, 5, 9, 10), 1, 4);
    ShapePlan plan = plan(COSTS, 100, low, high);

    assertThat(reasons(plan)).extracting(Reason::amount).containsExactly(12.0, 4.0);
    assertThat(reasons(plan))
        .extracting(Reason::binding)
        .containsExactly(Binding.FLOOR, Binding.CEILING);
  }

  @Test
  void penaltyBelowPrice_leavesTheFloor() {
    CostModel cheap = CostModel.builder().resource(Resource.CPU, 1, 0.5).build();
    Reason reason = onlyReason(plan(cheap, 100, bounded(demanding("a", 0, 2, 5, 9, 10), 1, 20)));

    assertThat(reason.amount()).isEqualTo(1);
    assertThat(reason.binding()).isEqualTo(Binding.FLOOR);
  }

  @Test
  void penaltyJustAbovePrice_leavesTheLowestQuantile() {
    CostModel low = CostModel.builder().resource(Resource.CPU, 1, 1.05).build();
    Reason reason = onlyReason(plan(low, 100, demanding("a", 0, 2, 5, 9, 10)));

    assertThat(reason.amount()).isEqualTo(2);
    assertThat(reason.binding()).isEqualTo(Binding.PRICES);
  }

  @Test
  void changeCost_keepsWhatIsNearlyRight() {
    CostModel sticky = COSTS.toBuilder().change(Resource.CPU, 0.2).build();
    Instance instance = demanding("a", 0, 2, 5, 9, 10);
    current.put(instance.id(), shape(Resource.CPU, 8.5));
    Reason reason = onlyReason(plan(sticky, 100, instance));

    assertThat(reason.amount()).isEqualTo(8.5);
    assertThat(reason.binding()).isEqualTo(Binding.CHANGE_COST);
  }

  @Test
  void shortage_isSharedByWorthAndToldOf() {
    ShapePlan plan =
        plan(COSTS, 12, demanding("a", 0, 2, 5, 9, 10), demanding("b", 1, 2, 5, 9, 10));

    // b is worth ten times as much: it takes all up to level 0.9, a what is left.
    assertThat(reasons(plan)).extracting(Reason::amount).containsExactly(3.0, 9.0);
    assertThat(reasons(plan)).extracting(Reason::binding).containsOnly(Binding.CAPACITY);
    // a's next unit lies between the levels 0.1 and 0.5: short with a probability of 0.7.
    assertThat(plan.shadowPrices())
        .singleElement()
        .extracting(ShadowPrice::perUnitHour)
        .satisfies(price -> assertThat(price).isCloseTo(0.7 - 0.1, within(TOLERANCE)));
    InstanceId a = new InstanceId("a");
    InstanceId b = new InstanceId("b");
    assertThat(plan.shortfalls())
        .containsExactly(
            new Shortfall(
                HOST,
                Resource.CPU,
                19,
                12,
                List.of(
                    new Remedy(Kind.ASK, Optional.empty(), 7),
                    new Remedy(Kind.DEGRADE, Optional.of(a), 6),
                    new Remedy(Kind.DEGRADE, Optional.of(b), 1))));
    assertThat(plan.certificate().status()).isEqualTo(Status.OPTIMAL);
  }

  @Test
  void floorsThatDoNotFit_queueTheLeastValuable() {
    ShapePlan plan =
        plan(
            COSTS,
            10,
            bounded(demanding("c", 1, 2, 5, 9, 10), 6, 20),
            bounded(demanding("b", 0, 2, 5, 9, 10), 3, 20),
            bounded(demanding("a", 0, 2, 5, 9, 10), 4, 20));

    assertThat(plan.certificate().status()).isEqualTo(Status.INFEASIBLE);
    assertThat(reasons(plan)).extracting(Reason::amount).containsExactly(6.0, 3.0, 1.0);
    assertThat(reasons(plan)).extracting(Reason::binding).containsOnly(Binding.CAPACITY);
    Remedy queue = new Remedy(Kind.QUEUE, Optional.of(new InstanceId("a")), 3);
    assertThat(plan.shortfalls().get(0).remedies())
        .startsWith(new Remedy(Kind.ASK, Optional.empty(), 3), queue)
        .extracting(Remedy::kind)
        .containsExactly(Kind.ASK, Kind.QUEUE, Kind.DEGRADE, Kind.DEGRADE);
  }

  @Test
  void withoutProfile_keepsWhatItHas() {
    Instance kept = instance("kept", 0);
    current.put(kept.id(), shape(Resource.CPU, 8));
    ShapePlan plan = plan(COSTS, 12, kept, demanding("a", 0, 2, 5, 9, 10));

    assertThat(plan.shapes()).extracting(shape -> shape.instance().value()).containsExactly("a");
    assertThat(onlyReason(plan).amount()).isCloseTo(4, within(TOLERANCE));
    assertThat(plan.shortfalls().get(0).wanted()).isCloseTo(17, within(TOLERANCE));
    assertThat(plan.shortfalls().get(0).available()).isEqualTo(12);
  }

  /** What nobody may change can exceed a capacity, too, and no plan can mend that. */
  @Test
  void whereAllIsKeptAndThatIsTooMuch_isInfeasible() {
    Instance one = instance("one", 0);
    Instance other = bounded(instance("other", 0), 7, 20);
    current.put(one.id(), shape(Resource.CPU, 6));
    ShapePlan plan = plan(COSTS, 12, one, other);

    assertThat(plan.shapes()).isEmpty();
    assertThat(plan.certificate().status()).isEqualTo(Status.INFEASIBLE);
    assertThat(plan.certificate().objectivePerHour()).isZero();
    assertThat(plan.shortfalls())
        .containsExactly(
            new Shortfall(
                HOST, Resource.CPU, 13, 12, List.of(new Remedy(Kind.ASK, Optional.empty(), 1))));
    assertThat(plan.headroom()).containsExactly(new Headroom(HOST, Resource.CPU, Limit.of(0)));
    assertThat(plan(COSTS, 13, one, other).certificate().status()).isEqualTo(Status.OPTIMAL);
  }

  @Test
  void keptAmountsAboveTheCapacity_areInfeasible() {
    Instance kept = instance("kept", 0);
    current.put(kept.id(), shape(Resource.CPU, 15));
    ShapePlan plan = plan(COSTS, 12, kept, demanding("a", 0, 2, 5, 9, 10));

    assertThat(plan.certificate().status()).isEqualTo(Status.INFEASIBLE);
    assertThat(onlyReason(plan).amount()).isZero();
    assertThat(plan.shortfalls().get(0).remedies().get(0))
        .isEqualTo(new Remedy(Kind.ASK, Optional.empty(), 3));
  }

  @Test
  void whereRoundingAloneExceedsTheCapacity_whoWantsNothingGetsNothing() {
    Instance one = instance("one", 0);
    Instance other = instance("other", 0);
    current.put(one.id(), shape(Resource.CPU, 0.1));
    current.put(other.id(), shape(Resource.CPU, 0.2));
    ShapePlan plan = plan(COSTS, 0.3, one, other, bounded(demanding("a", 0, 2, 5, 9, 10), 0, 0));

    assertThat(onlyReason(plan).amount()).isZero();
    assertThat(plan.certificate().status()).isEqualTo(Status.OPTIMAL);
    assertThat(plan.headroom()).containsExactly(new Headroom(HOST, Resource.CPU, Limit.of(0)));
  }

  @Test
  void shape_setsTheCapsOfWhatIsPricedOnly() {
    Instance instance = demanding("a", 0, 2, 5, 9, 10);
    current.put(instance.id(), shape(Resource.CPU, 3).with(Dimension.CPU_WEIGHT, new Weight(100)));
    Shape planned = plan(COSTS, 100, instance).shapes().get(0).shape();

    assertThat(planned.dimensions()).hasSize(1);
    assertThat(planned).isEqualTo(shape(Resource.CPU, 9));
  }

  @Test
  void unpricedResource_isNotDecided() {
    Instance instance = instance("a", 0);
    profiles.put(instance.id(), profile(instance.id(), Resource.NETWORK_EGRESS, step(1, 2, 3, 4)));
    ShapePlan plan = plan(COSTS, 100, instance);

    assertThat(plan.shapes().get(0).shape()).isEqualTo(Shape.untouched());
    assertThat(plan.shapes().get(0).reasons()).isEmpty();
    assertThat(plan.certificate().status()).isEqualTo(Status.OPTIMAL);
    assertThat(plan.certificate().solver()).isEqualTo("presolve");
  }

  @Test
  void hostWithoutLimit_isNeverShort() {
    Instance instance = demanding("a", 0, 2, 5, 9, 10);
    ShapePlan plan =
        plan(
            new AllocationRequest(
                START,
                List.of(Host.ofCapacity(HOST, ResourceVector.empty())),
                List.of(instance),
                profiles,
                current,
                COSTS));

    assertThat(onlyReason(plan).amount()).isEqualTo(9);
  }

  @Test
  void wrongRequests_areRefused() {
    Instance instance = demanding("a", 0, 2, 5, 9, 10);
    Host host = Host.ofCapacity(HOST, ResourceVector.empty());
    Host other = Host.ofCapacity(new HostId("other"), ResourceVector.empty());

    assertRefused(List.of(host), List.of(instance, instance), "(a) twice");
    assertRefused(List.of(host, host), List.of(instance), "(h) twice");
    assertRefused(List.of(other), List.of(instance), "(h) of instance a");
  }

  private void assertRefused(List<Host> hosts, List<Instance> instances, String message) {
    AllocationRequest request =
        new AllocationRequest(START, hosts, instances, profiles, current, COSTS);
    assertThatThrownBy(() -> plan(request))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private Instance demanding(String id, int priority, double... quantiles) {
    Instance instance = instance(id, priority);
    profiles.put(instance.id(), profile(instance.id(), Resource.CPU, step(quantiles)));
    return instance;
  }

  private static Instance bounded(Instance instance, double floor, double ceiling) {
    return instance.withBounds(
        ResourceVector.of(Resource.CPU, floor), ResourceVector.of(Resource.CPU, ceiling));
  }

  private ShapePlan plan(CostModel costs, double capacity, Instance... instances) {
    Host host = Host.ofCapacity(HOST, ResourceVector.of(Resource.CPU, capacity));
    return plan(
        new AllocationRequest(START, List.of(host), List.of(instances), profiles, current, costs));
  }

  private static ShapePlan plan(AllocationRequest request) {
    try (Allocator allocator = new DefaultAllocatorProvider().create(Settings.none())) {
      return allocator.plan(request);
    }
  }

  private static Reason onlyReason(ShapePlan plan) {
    assertThat(plan.shapes()).hasSize(1);
    return plan.shapes().get(0).reasons().get(0);
  }

  private static List<Reason> reasons(ShapePlan plan) {
    return plan.shapes().stream().map(shape -> shape.reasons().get(0)).toList();
  }
}
