package io.foreshape.solver;

import io.foreshape.api.plan.Headroom;
import io.foreshape.api.plan.ShadowPrice;
import io.foreshape.api.plan.SharedUse;
import io.foreshape.api.plan.Shortfall;
import java.util.List;

/**
 * A group, how it was settled, and what a plan tells of it.
 *
 * @param group the group as the request has it, floors not lowered
 * @param settlement who gets how much
 * @param cost expected cost per hour
 * @param bound what no division can cost less than
 * @param shadowPrices of its pools that are short
 * @param shortfalls of its pools
 * @param headroom of its pools
 * @param sharedUses of its limits
 */
record SettledGroup(
    Group group,
    GroupSettlement settlement,
    double cost,
    double bound,
    List<ShadowPrice> shadowPrices,
    List<Shortfall> shortfalls,
    List<Headroom> headroom,
    List<SharedUse> sharedUses) {

  static SettledGroup of(Group group, GroupSettlement settlement) {
    return new SettledGroup(
        group,
        settlement,
        settlement.cost(),
        settlement.bound(),
        Shortages.shadowPrices(settlement.settlements()),
        Shortages.shortfalls(settlement.settlements()),
        Shortages.headroom(settlement.settlements()),
        SharedUses.of(settlement));
  }
}
