package io.foreshape.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.foreshape.api.host.Host;
import io.foreshape.api.host.HostId;
import io.foreshape.api.host.MemoryTier;
import io.foreshape.api.plan.AllocationRequest;
import io.foreshape.api.plan.Allocator;
import io.foreshape.api.plan.Certificate.Status;
import io.foreshape.api.plan.PlannedShape;
import io.foreshape.api.plan.Reason;
import io.foreshape.api.plan.ShapePlan;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The rules of an allocator, on requests for CPU and memory of two hosts.
 *
 * <p>What an instance gets of a resource is what its shape caps it at: {@link Dimension#capOf}.
 */
@ExtendWith(SkipReason.class)
public interface AllocatorContract {

  /** By how much a bound or a sum may be missed, relative to it. */
  double TOLERANCE = 1e-6;

  /**
   * The subject.
   *
   * @return a new allocator, which the contract closes
   */
  Allocator subject();

  /**
   * Whether the subject divides tiers of memory where hot memory has a penalty.
   *
   * @return false unless it does
   */
  default boolean dividesTiers() {
    return false;
  }

  private ShapePlan plan(AllocationRequest request) {
    try (Allocator allocator = subject()) {
      return allocator.plan(request);
    }
  }

  /** Scarce, fair and ample; all of them have enough for the floors. */
  private static List<AllocationRequest> requests() {
    List<AllocationRequest> requests = new ArrayList<>();
    for (long seed = 0; seed < 3; seed++) {
      for (double coresPerHost : new double[] {2, 5, 100}) {
        requests.add(Requests.of(seed, coresPerHost));
      }
    }
    return requests;
  }

  private static double cap(Shape shape, Resource resource) {
    return shape.get(Dimension.capOf(resource)).map(Limit::orInfinity).orElse(Double.NaN);
  }

  private static Map<InstanceId, Shape> shapes(ShapePlan plan) {
    Map<InstanceId, Shape> shapes = new HashMap<>();
    plan.shapes().forEach(planned -> shapes.put(planned.instance(), planned.shape()));
    return shapes;
  }

  /** Every instance with a profile has a shape on its host that caps each priced resource. */
  @Test
  default void required_L101_profiledInstancesHaveShapes() {
    for (AllocationRequest request : requests()) {
      ShapePlan plan = plan(request);
      assertThat(shapes(plan).keySet()).containsAll(request.profiles().keySet());
      Map<InstanceId, HostId> hosts = new HashMap<>();
      request.instances().forEach(instance -> hosts.put(instance.id(), instance.host()));
      for (PlannedShape planned : plan.shapes()) {
        assertThat(planned.host()).isEqualTo(hosts.get(planned.instance()));
        assertThat(cap(planned.shape(), Resource.CPU)).isFinite();
        assertThat(cap(planned.shape(), Resource.MEMORY)).isFinite();
      }
    }
  }

  /** No instance gets less than its floor or more than its ceiling. */
  @Test
  default void required_L102_floorsAndCeilingsAreKept() {
    for (AllocationRequest request : requests()) {
      Map<InstanceId, Shape> shapes = shapes(plan(request));
      for (Instance instance : request.instances()) {
        Shape shape = shapes.getOrDefault(instance.id(), Shape.untouched());
        for (Resource resource : List.of(Resource.CPU, Resource.MEMORY)) {
          double least = instance.floor().getOrDefault(resource, 0);
          double most = instance.ceiling().getOrDefault(resource, Double.POSITIVE_INFINITY);
          double amount = cap(shape, resource);
          assertThat(amount < least * (1 - TOLERANCE) || amount > most * (1 + TOLERANCE))
              .as("%s of %s (%s) outside %s to %s", resource, instance.id(), amount, least, most)
              .isFalse();
        }
      }
    }
  }

  /** The instances of a host get no more than it has, those that keep their shape counted in. */
  @Test
  default void required_L103_capacityIsKept() {
    for (AllocationRequest request : requests()) {
      Map<InstanceId, Shape> shapes = new HashMap<>(request.current());
      shapes.putAll(shapes(plan(request)));
      for (Host host : request.hosts()) {
        for (Resource resource : List.of(Resource.CPU, Resource.MEMORY)) {
          double sum =
              request.instances().stream()
                  .filter(instance -> instance.host().equals(host.id()))
                  .map(instance -> shapes.getOrDefault(instance.id(), Shape.untouched()))
                  .mapToDouble(shape -> cap(shape, resource))
                  .filter(amount -> !Double.isNaN(amount))
                  .sum();
          assertThat(sum)
              .as("%s of %s", resource, host.id())
              .isLessThanOrEqualTo(host.allocatable(resource) * (1 + TOLERANCE));
        }
      }
    }
  }

  /** The same request gives the same plan but for the time taken, whatever was asked in between. */
  @Test
  default void required_L104_plansAreReproducible() {
    AllocationRequest request = Requests.of(1, 5);
    try (Allocator allocator = subject()) {
      List<Object> first = told(allocator.plan(request));
      allocator.plan(Requests.of(2, 2));
      assertThat(told(allocator.plan(request))).isEqualTo(first);
      assertThat(told(plan(request))).as("by a new allocator").isEqualTo(first);
    }
  }

  private static List<Object> told(ShapePlan plan) {
    return List.of(
        plan.effectiveFrom(),
        plan.shapes(),
        plan.certificate().status(),
        plan.certificate().objectivePerHour(),
        plan.certificate().boundPerHour(),
        plan.certificate().solver(),
        plan.certificate().problemHash(),
        plan.shadowPrices(),
        plan.shortfalls());
  }

  /**
   * The bound is honest: what fits a small host fits a larger one too, so no bound of a larger one
   * lies above the cost of a smaller one; and OPTIMAL leaves no gap.
   */
  @Test
  default void required_L105_boundsAreHonest() {
    for (long seed = 0; seed < 5; seed++) {
      ShapePlan scarce = plan(Requests.of(seed, 4));
      ShapePlan ample = plan(Requests.of(seed, 100));
      double cost = scarce.certificate().objectivePerHour();
      assertThat(ample.certificate().boundPerHour())
          .as("bound with ample capacity, seed %d", seed)
          .isLessThanOrEqualTo(cost + TOLERANCE * Math.abs(cost));
      for (ShapePlan plan : List.of(scarce, ample)) {
        if (plan.certificate().status() == Status.OPTIMAL) {
          assertThat(plan.certificate().gap()).isLessThanOrEqualTo(TOLERANCE);
        }
      }
    }
  }

  /** Floors that exceed the capacity are INFEASIBLE, with a plan and with shortfalls. */
  @Test
  default void required_L106_infeasibleIsAnAnswer() {
    AllocationRequest request = Requests.of(3, 0.5);
    ShapePlan plan = plan(request);
    assertThat(plan.certificate().status()).isEqualTo(Status.INFEASIBLE);
    assertThat(shapes(plan).keySet()).containsAll(request.profiles().keySet());
    assertThat(plan.shortfalls()).isNotEmpty();
    assertThat(plan.shortfalls()).allSatisfy(each -> assertThat(each.remedies()).isNotEmpty());
  }

  /** Each priced resource of a shape has a reason with the amount, the forecast and a sentence. */
  @Test
  default void required_L107_reasonsAreReadable() {
    for (AllocationRequest request : requests()) {
      for (PlannedShape planned : plan(request).shapes()) {
        assertThat(planned.reasons())
            .extracting(Reason::resource)
            .containsExactlyInAnyOrder(Resource.CPU, Resource.MEMORY);
        for (Reason reason : planned.reasons()) {
          double amount = cap(planned.shape(), reason.resource());
          assertThat(reason.amount()).isCloseTo(amount, within(TOLERANCE * (1 + amount)));
          assertThat(reason.basis()).isNotBlank();
          assertThat(reason.toString())
              .contains(reason.resource().id(), reason.basis())
              .doesNotContain("NaN", "null");
        }
      }
    }
  }

  /**
   * A host that is missing, or a host or instance that stands twice, is an argument that is wrong,
   * and the message names it.
   */
  @Test
  default void required_L108_contradictionsAreRefused() {
    AllocationRequest good = Requests.of(1, 5);
    List<Host> doubledHost = new ArrayList<>(good.hosts());
    doubledHost.add(good.hosts().get(0));
    List<Instance> doubledInstance = new ArrayList<>(good.instances());
    doubledInstance.add(good.instances().get(0));
    assertRefused(
        Requests.with(good, good.hosts().subList(0, 1), good.instances()),
        good.hosts().get(1).id());
    assertRefused(Requests.with(good, doubledHost, good.instances()), good.hosts().get(0).id());
    assertRefused(Requests.with(good, good.hosts(), doubledInstance), good.instances().get(0).id());
  }

  private void assertRefused(AllocationRequest bad, Object named) {
    assertThatThrownBy(() -> plan(bad))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(" + named + ")");
  }

  /** Of two that want the same of too little, the one of higher priority gets no less. */
  @Test
  default void required_L109_priorityGoesFirst() {
    Map<InstanceId, Shape> shapes = shapes(plan(Requests.rivals(5)));
    for (Resource resource : List.of(Resource.CPU, Resource.MEMORY)) {
      double high = cap(shapes.getOrDefault(new InstanceId("high"), Shape.untouched()), resource);
      double low = cap(shapes.getOrDefault(new InstanceId("low"), Shape.untouched()), resource);
      assertThat(high).as("%s", resource).isGreaterThanOrEqualTo(low * (1 - TOLERANCE));
    }
  }

  /** Nobody to shape is no reason to fail. */
  @Test
  default void required_L110_emptyRequestsHaveEmptyPlans() {
    AllocationRequest request = Requests.of(1, 5);
    ShapePlan plan = plan(Requests.with(request, request.hosts(), List.of()));
    assertThat(plan.shapes()).isEmpty();
    assertThat(plan.certificate().objectivePerHour()).isZero();
  }

  /** On hosts with tiers every shape has a split of its memory, and no tier is exceeded. */
  @Test
  default void optional_L111_tiersAreKept() {
    assumeTrue(dividesTiers(), "it does not divide tiers");
    for (AllocationRequest plain : requests()) {
      AllocationRequest request = TieredRequests.of(plain);
      ShapePlan plan = plan(request);
      for (PlannedShape planned : plan.shapes()) {
        assertThat(planned.shape().get(Dimension.MEMORY_TIERS))
            .as("tiers of %s", planned.instance())
            .isPresent();
      }
      for (Host host : request.hosts()) {
        for (MemoryTier tier : host.memoryTiers()) {
          assertThat(TieredRequests.bytes(plan, host.id(), tier.id()))
              .as("%s of %s", tier.id(), host.id())
              .isLessThanOrEqualTo(tier.bytes() * (1 + TOLERANCE));
        }
      }
    }
  }

  /** Of two that differ in nothing but how much is hot, who has more of that has no less DRAM. */
  @Test
  default void optional_L112_hotMemoryGoesFirst() {
    assumeTrue(dividesTiers(), "it does not divide tiers");
    ShapePlan plan = plan(TieredRequests.rivals());
    assertThat(TieredRequests.bytes(plan, new InstanceId("hot"), TieredRequests.DRAM))
        .isGreaterThanOrEqualTo(
            TieredRequests.bytes(plan, new InstanceId("cold"), TieredRequests.DRAM)
                * (1 - TOLERANCE));
  }

  /** Where hot memory has no penalty, or a host no tiers, no shape says anything of tiers. */
  @Test
  default void required_L113_unaskedTiersAreLeftAlone() {
    for (AllocationRequest plain : requests()) {
      AllocationRequest tiered = TieredRequests.of(plain);
      for (AllocationRequest request :
          List.of(
              plain, Requests.with(tiered, plain.costs()), Requests.with(plain, tiered.costs()))) {
        for (PlannedShape planned : plan(request).shapes()) {
          assertThat(planned.shape().get(Dimension.MEMORY_TIERS)).isEmpty();
        }
      }
    }
  }
}
