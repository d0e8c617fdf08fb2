package io.foreshape.solver;

import io.foreshape.api.plan.BlackBox;
import io.foreshape.api.resource.ResourceVector;
import io.foreshape.api.workload.InstanceId;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * A black box of an instance, and where in a group its amounts stand.
 *
 * <p>The arrays are not copied.
 *
 * @param instance whose it is
 * @param box the black box
 * @param kept what the instance keeps of what is not decided
 * @param members the pools of the group that it bids in
 * @param places parallel to the members, its place among their bids
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares two of them
record BoxedCost(
    InstanceId instance, BlackBox box, ResourceVector kept, int[] members, int[] places) {

  /**
   * The cost per hour of amounts.
   *
   * @param pools the group's pools
   * @param amount of a member, by its place here
   * @throws IllegalArgumentException if the box tells a cost that is none
   */
  private double costAt(List<Pool> pools, IntToDoubleFunction amount) {
    ResourceVector amounts = kept;
    for (int i = 0; i < members.length; i++) {
      amounts = amounts.with(pools.get(members[i]).resource(), amount.applyAsDouble(i));
    }
    double cost = box.costPerHour(amounts);
    // Written such that NaN fails it.
    if (!(cost >= 0 && cost < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "A black box's cost is finite and not negative, got ("
              + cost
              + ") of that of "
              + instance
              + " for "
              + amounts);
    }
    return cost;
  }

  /** What all black boxes of a group cost as it is settled. */
  static double costOf(List<BoxedCost> boxes, List<Settlement> settlements) {
    List<Pool> pools = settlements.stream().map(Settlement::pool).toList();
    double cost = 0;
    for (BoxedCost each : boxes) {
      cost += each.costAt(pools, i -> settlements.get(each.members[i]).amounts()[each.places[i]]);
    }
    return cost;
  }

  /**
   * The same of what a solver tries.
   *
   * @param blocks per pool, its block; −1 where everybody has the least
   */
  static double costOf(List<BoxedCost> boxes, List<Pool> pools, int[] blocks, double[][] amounts) {
    double cost = 0;
    for (BoxedCost each : boxes) {
      cost += each.costAt(pools, i -> each.amount(pools, blocks, amounts, i));
    }
    return cost;
  }

  private double amount(List<Pool> pools, int[] blocks, double[][] amounts, int member) {
    Pool pool = pools.get(members[member]);
    int block = blocks[members[member]];
    return block < 0
        ? pool.bids().get(places[member]).curve().lower()
        : amounts[block][places[member]] * pool.scale();
  }
}
