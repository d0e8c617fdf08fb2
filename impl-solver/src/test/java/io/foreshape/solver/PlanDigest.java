package io.foreshape.solver;

import io.foreshape.api.plan.AllocationRequest;
import io.foreshape.api.plan.Allocator;
import io.foreshape.api.plan.Certificate;
import io.foreshape.api.plan.ShapePlan;
import io.foreshape.api.provider.Settings;
import java.util.ArrayList;
import java.util.List;

/** What plans come to, but for the time that they took; in a process of its own if need be. */
final class PlanDigest {

  private PlanDigest() {}

  /** All that a plan says but for the time that it took. */
  static List<Object> told(ShapePlan plan) {
    return told(plan, true);
  }

  /** The same, without the work that it took where that is not asked for. */
  static List<Object> told(ShapePlan plan, boolean hasWork) {
    Certificate certificate = plan.certificate();
    return List.of(
        plan.effectiveFrom(),
        plan.shapes(),
        certificate.status(),
        certificate.objectivePerHour(),
        certificate.boundPerHour(),
        certificate.solver(),
        certificate.seed(),
        hasWork ? certificate.work() : "any work",
        certificate.limitHit(),
        certificate.problemHash(),
        plan.shadowPrices(),
        plan.shortfalls(),
        plan.headroom(),
        plan.sharedUses());
  }

  /** The plans of requests of every kind, one to a line. */
  static List<String> plans() {
    List<AllocationRequest> requests = new ArrayList<>();
    for (long seed = 0; seed < 40; seed++) {
      requests.add(HardRequests.of(seed));
      requests.add(TieredHosts.of(seed));
      requests.add(Tenancies.mixed(seed));
      requests.add(Fleets.overlapping(seed));
      requests.add(Fleets.withFee(Fleets.nested(seed), 0.3));
    }
    List<String> plans = new ArrayList<>();
    for (AllocationRequest request : requests) {
      try (Allocator allocator = new DefaultAllocatorProvider().create(Settings.none())) {
        plans.add(told(allocator.plan(request)).toString());
      }
    }
    return plans;
  }

  /** Prints them. */
  public static void main(String[] args) {
    plans().forEach(System.out::println);
  }
}
