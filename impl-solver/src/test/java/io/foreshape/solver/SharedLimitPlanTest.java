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
import io.foreshape.api.plan.Reason;
import io.foreshape.api.plan.Reason.Binding;
import io.foreshape.api.plan.Remedy;
import io.foreshape.api.plan.Remedy.Kind;
import io.foreshape.api.plan.ShapePlan;
import io.foreshape.api.plan.SharedLimit;
import io.foreshape.api.plan.SharedUse;
import io.foreshape.api.provider.Settings;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.ResourceVector;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SharedLimitPlanTest {

  private static final double TOLERANCE = 1e-9;
  private static final Set<HostId> BOTH = Set.of(HOST, new HostId("other"));

  /** Critical level 0.9 at priority 0. */
  private static final CostModel COSTS =
      CostModel.builder().resource(Resource.CPU, 0.1, 1).priority(1, 10).build();

  private final Map<InstanceId, DemandProfile> profiles = new HashMap<>();
  private final Map<InstanceId, Shape> current = new HashMap<>();

  @Test
  void sharedLimit_isSplitByWorthAndToldOf() {
    Instance a = demanding("a", 0);
    Instance b =
        demanding(
            Instance.serving(new InstanceId("b"), a.workload(), new HostId("other"))
                .withPriority(1));
    ShapePlan plan = plan(List.of(a, b), SharedLimit.of("rack", 12, Resource.CPU, BOTH));

    // As on one host with 12: see DefaultAllocatorTest.shortage_isSharedByWorthAndToldOf.
    assertThat(reasons(plan).get(0).amount()).isCloseTo(3, within(TOLERANCE));
    assertThat(reasons(plan).get(1).amount()).isEqualTo(9);
    assertThat(reasons(plan)).extracting(Reason::binding).containsOnly(Binding.SHARED_LIMIT);
    assertThat(plan.shadowPrices()).isEmpty();
    assertThat(plan.shortfalls()).isEmpty();
    SharedUse use = plan.sharedUses().get(0);
    assertThat(use.perUnitHour()).isCloseTo(0.7 - 0.1, within(TOLERANCE));
    assertThat(use.used()).isCloseTo(12, within(TOLERANCE));
    assertThat(use.wanted()).isEqualTo(19);
    assertThat(use.remedies())
        .extracting(Remedy::kind)
        .containsExactly(Kind.ASK, Kind.DEGRADE, Kind.DEGRADE);
    assertThat(use.remedies().get(0).amount()).isEqualTo(7);
    assertThat(use.remedies().get(1).instance()).contains(a.id());
    assertThat(use.remedies().get(1).amount()).isCloseTo(6, within(TOLERANCE));
  }

  @Test
  void sharedLimit_belowTheFloorsQueuesTheLeastValuable() {
    Instance a = withFloor(demanding("a", 1), 4);
    Instance b = withFloor(demanding("b", 0), 3);
    ShapePlan plan = plan(List.of(a, b), SharedLimit.of("rack", 5, Resource.CPU, BOTH));

    assertThat(plan.certificate().status()).isEqualTo(Status.INFEASIBLE);
    assertThat(reasons(plan)).extracting(Reason::amount).containsExactly(4.0, 1.0);
    assertThat(plan.sharedUses().get(0).remedies())
        .startsWith(
            new Remedy(Kind.ASK, Optional.empty(), 2),
            new Remedy(Kind.QUEUE, Optional.of(b.id()), 2));
  }

  @Test
  void sharedLimit_thatOnlyKeptAmountsUseIsToldOf() {
    Instance kept = instance("kept", 0);
    current.put(kept.id(), shape(Resource.CPU, 8));
    ShapePlan plan = plan(List.of(kept), SharedLimit.of("rack", 5, Resource.CPU, BOTH));

    assertThat(plan.certificate().status()).isEqualTo(Status.INFEASIBLE);
    assertThat(plan.sharedUses())
        .containsExactly(
            new SharedUse("rack", 5, 8, 8, 0, List.of(new Remedy(Kind.ASK, Optional.empty(), 3))));
  }

  @Test
  void wrongSharedLimits_areRefused() {
    List<Instance> instances = List.of(demanding("a", 0));
    SharedLimit good = SharedLimit.of("rack", 12, Resource.CPU, BOTH);
    SharedLimit unpriced = SharedLimit.of("uplink", 12, Resource.NETWORK_EGRESS, BOTH);
    SharedLimit nowhere =
        SharedLimit.of("nowhere", 12, Resource.CPU, Set.of(new HostId("unknown")));

    assertThatThrownBy(() -> plan(instances, good, good)).hasMessageContaining("(rack) twice");
    assertThatThrownBy(() -> plan(instances, unpriced)).hasMessageContaining("for uplink");
    assertThatThrownBy(() -> plan(instances, nowhere))
        .hasMessageContaining("(unknown) of shared limit nowhere");
  }

  private Instance demanding(String id, int priority) {
    return demanding(instance(id, priority));
  }

  /** Of a demand with quantiles 2, 5, 9 and 10. */
  private Instance demanding(Instance instance) {
    profiles.put(instance.id(), profile(instance.id(), Resource.CPU, step(2, 5, 9, 10)));
    return instance;
  }

  private static Instance withFloor(Instance instance, double floor) {
    return instance.withBounds(
        ResourceVector.of(Resource.CPU, floor), ResourceVector.of(Resource.CPU, 20));
  }

  private static List<Reason> reasons(ShapePlan plan) {
    return plan.shapes().stream().map(shape -> shape.reasons().get(0)).toList();
  }

  private ShapePlan plan(List<Instance> instances, SharedLimit... limits) {
    List<Host> hosts =
        Stream.of(HOST, new HostId("other"))
            .map(id -> Host.ofCapacity(id, ResourceVector.of(Resource.CPU, 100)))
            .toList();
    AllocationRequest request =
        new AllocationRequest(START, hosts, instances, profiles, current, COSTS)
            .withSharedLimits(List.of(limits));
    try (Allocator allocator = new DefaultAllocatorProvider().create(Settings.none())) {
      return allocator.plan(request);
    }
  }
}
