package io.foreshape.solver;

import io.foreshape.api.plan.Remedy;
import io.foreshape.api.plan.Remedy.Kind;
import io.foreshape.api.plan.SharedLimit;
import io.foreshape.api.plan.SharedUse;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.solver.GroupSettlement.LimitSettlement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells what is used of shared limits, what one more unit would save, and what to do about it. */
final class SharedUses {

  private static final double ROUNDING = 1e-9;

  /** What an instance goes without, in a limit's unit. */
  private static final class Lack {

    private final Bid first;
    private double belowFloor;
    private double belowWanted;

    private Lack(Bid first) {
      this.first = first;
    }
  }

  private SharedUses() {}

  /** One per limit of a group, in their order. */
  static List<SharedUse> of(GroupSettlement group) {
    return group.limits().stream().map(limit -> use(limit, group.settlements())).toList();
  }

  /** In the order of a request. */
  static List<SharedUse> inOrder(List<SharedLimit> limits, List<SettledGroup> groups) {
    if (limits.isEmpty()) {
      return List.of();
    }
    Map<String, SharedUse> uses = new HashMap<>();
    groups.forEach(group -> group.sharedUses().forEach(use -> uses.put(use.name(), use)));
    return limits.stream().map(limit -> uses.get(limit.name())).toList();
  }

  private static SharedUse use(LimitSettlement settled, List<Settlement> settlements) {
    JointLimit limit = settled.limit();
    List<Pool> pools = settlements.stream().map(Settlement::pool).toList();
    double wanted = limit.kept() + limit.use(pools, Pool::wanted);
    List<Remedy> remedies = new ArrayList<>();
    if (settled.shadowPrice() > 0 || settled.missing() > 0) {
      double ask = Math.max(0, wanted - limit.shared().limit());
      remedies.add(
          new Remedy(Kind.ASK, Optional.empty(), settled.missing() > 0 ? settled.missing() : ask));
      addLacks(settled, settlements, remedies);
    }
    return new SharedUse(
        limit.shared().name(),
        limit.shared().limit(),
        limit.kept() + limit.use(settlements),
        wanted,
        settled.shadowPrice(),
        remedies);
  }

  private static void addLacks(
      LimitSettlement settled, List<Settlement> settlements, List<Remedy> remedies) {
    JointLimit limit = settled.limit();
    Map<InstanceId, Lack> lacks = new HashMap<>();
    for (int i = 0; i < limit.members().length; i++) {
      Settlement settlement = settlements.get(limit.members()[i]);
      for (int j = 0; j < settlement.amounts().length; j++) {
        Bid bid = settlement.pool().bids().get(j);
        double amount = settlement.amounts()[j];
        Lack lack = lacks.computeIfAbsent(bid.instance().id(), unknown -> new Lack(bid));
        lack.belowFloor += limit.weights()[i] * Math.max(0, bid.floor() - amount);
        lack.belowWanted += limit.weights()[i] * Math.max(0, bid.wanted() - amount);
      }
    }
    List<Lack> yielding =
        lacks.values().stream()
            .sorted(Comparator.comparing((Lack lack) -> lack.first, Bid.YIELDING))
            .toList();
    double rounding = ROUNDING * limit.shared().limit();
    for (Lack lack : yielding) {
      // Where the limit has room for all floors, a host has not, and says so in its shortfall.
      if (lack.belowFloor > rounding && settled.missing() > 0) {
        remedies.add(remedy(Kind.QUEUE, lack, lack.belowFloor));
      }
    }
    for (Lack lack : yielding) {
      if (lack.belowFloor <= rounding && lack.belowWanted > rounding) {
        remedies.add(remedy(Kind.DEGRADE, lack, lack.belowWanted));
      }
    }
  }

  private static Remedy remedy(Kind kind, Lack lack, double amount) {
    return new Remedy(kind, Optional.of(lack.first.instance().id()), amount);
  }
}
