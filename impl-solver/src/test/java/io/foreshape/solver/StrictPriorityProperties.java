package io.foreshape.solver;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.plan.AllocationRequest;
import io.foreshape.api.plan.Allocator;
import io.foreshape.api.plan.Certificate;
import io.foreshape.api.plan.Certificate.Status;
import io.foreshape.api.plan.PlannedShape;
import io.foreshape.api.plan.Reason;
import io.foreshape.api.plan.ShapePlan;
import io.foreshape.api.plan.SharedLimit;
import io.foreshape.api.provider.Settings;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.ResourceVector;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.solver.Scenarios.Scenario;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What plans promise where a higher priority goes first entirely. */
class StrictPriorityProperties {

  private static final double AMOUNT = 1e-7;
  private static final double COST = 1e-6;

  @Provide
  Arbitrary<Scenario> scenarios() {
    return Scenarios.scenarios();
  }

  @Property(tries = 500)
  void oneHost_neverStarvesUpward(@ForAll("scenarios") Scenario scenario) {
    assertNobodyStarvesUpward(strict(scenario.request()));
  }

  @Property(tries = 200)
  void hostsThatShareLimits_neverStarveUpward(@ForAll long seed) {
    assertNobodyStarvesUpward(strict(Fleets.nested(seed)));
    assertNobodyStarvesUpward(strict(Fleets.overlapping(seed)));
  }

  /** Who has less than costs it least leaves the lower ones nothing above their floors. */
  private static void assertNobodyStarvesUpward(AllocationRequest request) {
    ShapePlan plan = plan(request);
    Map<Resource, Map<InstanceId, Double>> amounts = new HashMap<>();
    for (PlannedShape planned : plan.shapes()) {
      for (Reason reason : planned.reasons()) {
        amounts
            .computeIfAbsent(reason.resource(), unknown -> new HashMap<>())
            .put(planned.instance(), reason.amount());
      }
    }
    for (Pool pool : Scenarios.intake(request).pools()) {
      for (Bid bid : pool == null ? List.<Bid>of() : pool.bids()) {
        Map<InstanceId, Double> ofResource = amounts.get(pool.resource());
        if (ofResource.get(bid.instance().id()) < bid.least() - AMOUNT) {
          for (Bid other : pool.bids()) {
            if (other.instance().priority() < bid.instance().priority()) {
              assertThat(ofResource.get(other.instance().id()))
                  .isLessThanOrEqualTo(other.floor() + AMOUNT);
            }
          }
        }
      }
    }
  }

  @Property(tries = 200)
  void plan_keepsLimitsAndIsProved(@ForAll long seed) {
    AllocationRequest request = strict(Fleets.nested(seed));
    ShapePlan plan = plan(request);
    Certificate certificate = plan.certificate();
    Certificate cheapest = plan(Fleets.nested(seed)).certificate();

    assertThat(certificate.status())
        .isEqualTo(cheapest.status())
        .isIn(Status.OPTIMAL, Status.INFEASIBLE);
    assertThat(certificate.gap()).isLessThanOrEqualTo(1e-9);
    assertThat(certificate.objectivePerHour())
        .isGreaterThanOrEqualTo(cheapest.objectivePerHour() - COST);
    Assume.that(certificate.status() == Status.OPTIMAL);
    for (SharedLimit limit : request.sharedLimits()) {
      assertThat(Fleets.use(request, plan, limit)).isLessThanOrEqualTo(limit.limit() + AMOUNT);
    }
  }

  /** The highest priority pays what it would pay if nobody else could have more than a floor. */
  @Property(tries = 200)
  void highestPriority_paysAsIfAlone(@ForAll long seed) {
    AllocationRequest request = strict(Fleets.nested(seed));
    int highest = request.instances().stream().mapToInt(Instance::priority).max().orElse(0);
    ShapePlan plan = plan(request);
    Assume.that(plan.certificate().status() == Status.OPTIMAL);
    List<Instance> held = new ArrayList<>();
    for (Instance each : request.instances()) {
      ResourceVector ceiling = ResourceVector.empty();
      for (Resource resource : Fleets.RESOURCES) {
        ceiling = ceiling.with(resource, each.floor().getOrDefault(resource, 0));
      }
      held.add(each.priority() == highest ? each : each.withBounds(each.floor(), ceiling));
    }
    AllocationRequest alone =
        new AllocationRequest(
                request.effectiveFrom(),
                request.hosts(),
                held,
                request.profiles(),
                request.current(),
                Fleets.nested(seed).costs())
            .withSharedLimits(request.sharedLimits());

    assertThat(cost(request, plan, highest))
        .isLessThanOrEqualTo(cost(request, plan(alone), highest) + COST);
  }

  private static double cost(AllocationRequest request, ShapePlan plan, int priority) {
    double cost = 0;
    for (Pool pool : Scenarios.intake(request).pools()) {
      for (Bid bid : pool == null ? List.<Bid>of() : pool.bids()) {
        if (bid.instance().priority() == priority) {
          cost += bid.costAt(Fleets.amount(request, plan, bid.instance(), pool.resource()));
        }
      }
    }
    return cost;
  }

  @Property(tries = 100)
  void equalPriorities_areDividedByCost(@ForAll long seed) {
    AllocationRequest request = Fleets.nested(seed);
    AllocationRequest equal =
        new AllocationRequest(
                request.effectiveFrom(),
                request.hosts(),
                request.instances().stream().map(each -> each.withPriority(1)).toList(),
                request.profiles(),
                request.current(),
                request.costs())
            .withSharedLimits(request.sharedLimits());

    assertThat(plan(strict(equal)).shapes()).isEqualTo(plan(equal).shapes());
  }

  @Property(tries = 150)
  void planOfItsOwnResult_changesNothing(@ForAll long seed) {
    AllocationRequest request = strict(Fleets.nested(seed));
    ShapePlan plan = plan(request);
    Map<InstanceId, Shape> current = new HashMap<>(request.current());
    plan.shapes().forEach(planned -> current.put(planned.instance(), planned.shape()));

    for (PlannedShape again : plan(Fleets.withCurrent(request, current)).shapes()) {
      assertThat(current.get(again.instance()).diff(again.shape())).isEmpty();
    }
  }

  private static AllocationRequest strict(AllocationRequest request) {
    return Fleets.withCosts(request, request.costs().toBuilder().strictPriority().build());
  }

  private static ShapePlan plan(AllocationRequest request) {
    try (Allocator allocator = new DefaultAllocatorProvider().create(Settings.none())) {
      return allocator.plan(request);
    }
  }
}
