package io.foreshape.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.plan.AllocationRequest;
import io.foreshape.api.plan.Allocator;
import io.foreshape.api.plan.Remedy;
import io.foreshape.api.plan.Remedy.Kind;
import io.foreshape.api.plan.ShapePlan;
import io.foreshape.api.plan.Shortfall;
import io.foreshape.api.provider.Settings;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The ladder down: what to ask for, whom to queue, who runs with less; and that it is true. */
class RemedyProperties {

  private static final double AMOUNT = 1e-7;

  @Property(tries = 500)
  void remedies_areInOrderAndTellWhatIsMissing(@ForAll long seed) {
    AllocationRequest request = HardRequests.withoutLimits(HardRequests.of(seed));
    ShapePlan plan = plan(request);
    Map<Resource, Map<InstanceId, Double>> amounts = HardRequests.amounts(request, plan);
    for (Shortfall shortfall : plan.shortfalls()) {
      List<Remedy> remedies = shortfall.remedies();
      assertThat(remedies.get(0).kind()).isEqualTo(Kind.ASK);
      assertThat(remedies).extracting(Remedy::kind).isSorted();
      assertThat(remedies.stream().filter(each -> each.kind() == Kind.ASK)).hasSize(1);
      for (Kind kind : List.of(Kind.QUEUE, Kind.DEGRADE)) {
        assertThat(remedies.stream().filter(each -> each.kind() == kind))
            .extracting(each -> instance(request, each.instance().orElseThrow()))
            .isSortedAccordingTo(
                Comparator.comparing(Instance::priority).thenComparing(Instance::id));
      }
      List<InstanceId> belowFloor = new ArrayList<>();
      for (Instance each : request.instances()) {
        Double amount = amounts.get(shortfall.resource()).get(each.id());
        double floor = each.floor().getOrDefault(shortfall.resource(), 0);
        boolean isHere = each.host().equals(shortfall.host());
        if (isHere && amount != null && amount < floor - AMOUNT) {
          belowFloor.add(each.id());
          Remedy queue =
              remedies.stream()
                  .filter(one -> one.instance().filter(each.id()::equals).isPresent())
                  .findAny()
                  .orElseThrow();
          assertThat(queue.amount()).isCloseTo(floor - amount, within(AMOUNT));
        }
      }
      assertThat(remedies.stream().filter(each -> each.kind() == Kind.QUEUE))
          .extracting(each -> each.instance().orElseThrow())
          .containsExactlyInAnyOrderElementsOf(belowFloor);
    }
  }

  /** Who gets what was asked for is short no more; floors that did not fit come first. */
  @Property(tries = 500)
  void askedAmount_isEnough(@ForAll long seed) {
    AllocationRequest request =
        HardRequests.withoutFees(HardRequests.withoutLimits(HardRequests.of(seed)));
    for (Shortfall shortfall : plan(request).shortfalls()) {
      double ask = shortfall.remedies().get(0).amount();
      ShapePlan after =
          plan(
              HardRequests.withMore(
                  request, shortfall.host(), shortfall.resource(), ask * (1 + 1e-9)));
      boolean isQueued = isInfeasible(request, shortfall);
      for (Shortfall still : after.shortfalls()) {
        if (still.host().equals(shortfall.host())
            && still.resource().equals(shortfall.resource())) {
          assertThat(isQueued).as("%s still after %s", still, shortfall).isTrue();
          assertThat(still.remedies()).extracting(Remedy::kind).doesNotContain(Kind.QUEUE);
        }
      }
    }
  }

  /** Who is queued could not have its floor, even if nobody had more than its own. */
  @Property(tries = 1000)
  void nobody_isQueuedForNothing(@ForAll long seed) {
    AllocationRequest request = HardRequests.of(seed);
    for (Group group : Grouping.groups(Scenarios.intake(request), request.sharedLimits())) {
      Group relieved = FloorRelief.relieve(group).group();
      for (int i = 0; i < group.pools().size(); i++) {
        Pool pool = relieved.pools().get(i);
        for (int bid = 0; bid < pool.bids().size(); bid++) {
          double lack =
              group.pools().get(i).bids().get(bid).curve().lower()
                  - pool.bids().get(bid).curve().lower();
          if (lack > AMOUNT) {
            assertThat(room(relieved, i))
                .as("room for %s of %s", lack, pool.bids().get(bid).instance().id())
                .isLessThan(AMOUNT);
          }
        }
      }
    }
  }

  /** The wider limit takes from the lowest priority first, and the narrower then from another. */
  @Example
  void nobody_isQueuedForNothingWhereOneLimitLiesWithinAnother() {
    nobody_isQueuedForNothing(-5_910_865);
  }

  private static double room(Group group, int pool) {
    double room = group.pools().get(pool).available() - group.pools().get(pool).lower();
    for (JointLimit limit : group.limits()) {
      for (int i = 0; i < limit.members().length; i++) {
        if (limit.members()[i] == pool) {
          double left = limit.available() - limit.use(group.pools(), Pool::lower);
          room = Math.min(room, left / limit.weights()[i]);
        }
      }
    }
    return room;
  }

  private static boolean isInfeasible(AllocationRequest request, Shortfall shortfall) {
    double must =
        HardRequests.sum(
            request,
            shortfall.host(),
            each -> HardRequests.must(request, each, shortfall.resource()));
    return must > shortfall.available();
  }

  private static Instance instance(AllocationRequest request, InstanceId id) {
    return request.instances().stream().filter(each -> each.id().equals(id)).findAny().get();
  }

  private static ShapePlan plan(AllocationRequest request) {
    try (Allocator allocator = new DefaultAllocatorProvider().create(Settings.none())) {
      return allocator.plan(request);
    }
  }
}
