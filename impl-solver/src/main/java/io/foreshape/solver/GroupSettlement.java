package io.foreshape.solver;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who gets how much of a group.
 *
 * @param settlements one per pool of the group, in their order
 * @param limits one per shared limit of the group, in their order
 * @param solver whose answer it is
 * @param isRepeatable whether the same group, asked of again, would be settled just the same,
 *     whatever is asked along with it
 * @param stages how it was settled priority by priority; empty where it was at once
 * @param boxes the group's black boxes
 * @param tieredBound of tiers of memory, what no division costs less than; null of anything else
 */
record GroupSettlement(
    List<Settlement> settlements,
    List<LimitSettlement> limits,
    String solver,
    boolean isRepeatable,
    List<GroupSettlement> stages,
    List<BoxedCost> boxes,
    @Nullable Double tieredBound) {

  /** Instead of a solver, where none is needed. */
  static final String PRESOLVE = "presolve";

  /** Instead of a solver, where it failed. */
  static final String FALLBACK = "fallback";

  /** A group that was settled at once. */
  GroupSettlement(
      List<Settlement> settlements,
      List<LimitSettlement> limits,
      String solver,
      boolean isRepeatable) {
    this(settlements, limits, solver, isRepeatable, List.of(), List.of(), null);
  }

  /** The same, told to be of another solver, with what black boxes cost on top. */
  GroupSettlement with(List<BoxedCost> others, String otherSolver) {
    List<Settlement> boxed = settlements.stream().map(Settlement::boxed).toList();
    return new GroupSettlement(boxed, limits, otherSolver, false, stages, others, tieredBound);
  }

  /** Tiers of memory that were settled. */
  static GroupSettlement ofTiers(
      List<Settlement> settlements, String solver, boolean isRepeatable, double bound) {
    return new GroupSettlement(
        settlements, List.of(), solver, isRepeatable, List.of(), List.of(), bound);
  }

  /**
   * A group that was settled priority by priority.
   *
   * @param stages at least one
   */
  static GroupSettlement ofStages(
      List<Settlement> settlements, List<LimitSettlement> limits, List<GroupSettlement> stages) {
    String solver = PRESOLVE;
    for (GroupSettlement stage : stages) {
      boolean isWorse = !stage.solver().equals(PRESOLVE) && !solver.equals(FALLBACK);
      solver = isWorse ? stage.solver() : solver;
    }
    boolean isRepeatable = stages.stream().allMatch(GroupSettlement::isRepeatable);
    return new GroupSettlement(settlements, limits, solver, isRepeatable, stages, List.of(), null);
  }

  /** What a shared limit comes to. */
  record LimitSettlement(JointLimit limit, double shadowPrice, double missing) {}

  /** Expected cost per hour. */
  double cost() {
    double cost = 0;
    for (Settlement settlement : settlements) {
      cost += settlement.cost();
    }
    return boxes.isEmpty() ? cost : cost + BoxedCost.costOf(boxes, settlements);
  }

  /**
   * What no division of the group can cost less than, by weak duality; in stages, none that keeps
   * the order. A black box counts as 0, for nobody knows more of it.
   */
  double bound() {
    if (tieredBound != null) {
      return tieredBound;
    }
    double bound = 0;
    if (!stages.isEmpty()) {
      for (GroupSettlement stage : stages) {
        bound += stage.bound();
      }
      return bound;
    }
    for (Settlement settlement : settlements) {
      bound += settlement.bound();
    }
    for (LimitSettlement each : limits) {
      bound -= each.shadowPrice() * each.limit().available();
    }
    return bound;
  }

  boolean isInfeasible() {
    return settlements.stream().anyMatch(each -> each.missing() > 0)
        || limits.stream().anyMatch(each -> each.missing() > 0);
  }
}
