package io.foreshape.solver;

import io.foreshape.solver.FloorRelief.Relieved;
import io.foreshape.solver.GroupSettlement.LimitSettlement;
import io.foreshape.solver.spi.BlackBoxCost;
import io.foreshape.solver.spi.Block;
import io.foreshape.solver.spi.Budget;
import io.foreshape.solver.spi.DualPrices;
import io.foreshape.solver.spi.ShapingProblem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Groups as a solver sees them, and its answers as groups see them. A pool that has no choice is no
 * block: what it uses of a shared limit is not there for the others.
 */
final class GroupProblem {

  private final List<Relieved> groups;
  private final List<Block> blocks = new ArrayList<>();
  private final List<Budget> budgets = new ArrayList<>();

  /** Per group and pool, its block; −1 for a pool without choice. */
  private final List<int[]> blocksOf = new ArrayList<>();

  /** Per group and limit, its budget, −1 where it joins no block; and what 1 in the budget is. */
  private final List<int[]> budgetsOf = new ArrayList<>();

  private final List<double[]> unitsOf = new ArrayList<>();
  private final ShapingProblem problem;

  /** The problem of some groups, in at least one of which a pool has a choice. */
  GroupProblem(List<Relieved> groups) {
    this.groups = groups;
    groups.forEach(relieved -> add(relieved.group()));
    problem = new ShapingProblem(blocks, budgets).withBlackBox(blackBox());
  }

  private @Nullable BlackBoxCost blackBox() {
    boolean isBoxed = groups.stream().anyMatch(each -> !each.group().boxes().isEmpty());
    return isBoxed ? this::costOfBoxes : null;
  }

  private double costOfBoxes(double[][] amounts) {
    double cost = 0;
    for (int g = 0; g < groups.size(); g++) {
      Group group = groups.get(g).group();
      cost += BoxedCost.costOf(group.boxes(), group.pools(), blocksOf.get(g), amounts);
    }
    return cost;
  }

  private void add(Group group) {
    int[] numbers = new int[group.pools().size()];
    for (int i = 0; i < numbers.length; i++) {
      Pool pool = group.pools().get(i);
      numbers[i] = pool.isPinned() ? -1 : blocks.size();
      if (!pool.isPinned()) {
        blocks.add(pool.toBlock());
      }
    }
    blocksOf.add(numbers);
    int[] numbersOfLimits = new int[group.limits().size()];
    double[] units = new double[numbersOfLimits.length];
    for (int k = 0; k < units.length; k++) {
      JointLimit limit = group.limits().get(k);
      double room = limit.available() - limit.use(group.pools(), GroupProblem::pinned);
      units[k] = room > 0 ? room : limit.use(group.pools(), GroupProblem::scale);
      numbersOfLimits[k] = add(limit, numbers, units[k], room > 0 ? 1 : 0);
    }
    budgetsOf.add(numbersOfLimits);
    unitsOf.add(units);
  }

  private static double pinned(Pool pool) {
    return pool.isPinned() ? pool.lower() : 0;
  }

  private static double scale(Pool pool) {
    return pool.isPinned() ? 0 : pool.scale();
  }

  private int add(JointLimit limit, int[] numbers, double unit, double room) {
    List<Budget.Share> shares = new ArrayList<>(limit.members().length);
    for (int i = 0; i < limit.members().length; i++) {
      int block = numbers[limit.members()[i]];
      if (block >= 0) {
        double weight = limit.weights()[i] * blocks.get(block).scale() / unit;
        shares.add(new Budget.Share(block, weight));
      }
    }
    if (shares.isEmpty()) {
      return -1;
    }
    budgets.add(new Budget(limit.shared().name(), room, shares));
    return budgets.size() - 1;
  }

  ShapingProblem problem() {
    return problem;
  }

  /** Per block and claim, what it has, in fractions of the block's scale; NaN for a new one. */
  double[][] current() {
    double[][] current = new double[blocks.size()][];
    for (int g = 0; g < groups.size(); g++) {
      for (int i = 0; i < blocksOf.get(g).length; i++) {
        int block = blocksOf.get(g)[i];
        if (block >= 0) {
          double scale = blocks.get(block).scale();
          current[block] = groups.get(g).group().pools().get(i).each(bid -> bid.current() / scale);
        }
      }
    }
    return current;
  }

  int groups() {
    return groups.size();
  }

  /** The blocks of a group. */
  int[] blocksOf(int group) {
    return Arrays.stream(blocksOf.get(group)).filter(block -> block >= 0).toArray();
  }

  /**
   * What an answer means for a group, without what rounding has added.
   *
   * @param amounts per block and claim
   * @param solver whose answer it is
   * @param isRepeatable whether it depends on nothing but the group
   */
  GroupSettlement settle(
      int number, double[][] amounts, DualPrices prices, String solver, boolean isRepeatable) {
    Relieved relieved = groups.get(number);
    Group group = relieved.group();
    double[] shadowPrices = new double[group.limits().size()];
    List<LimitSettlement> limits = new ArrayList<>(shadowPrices.length);
    for (int k = 0; k < shadowPrices.length; k++) {
      int budget = budgetsOf.get(number)[k];
      shadowPrices[k] =
          budget < 0 ? 0 : Math.max(0, prices.budgets()[budget]) / unitsOf.get(number)[k];
      limits.add(
          new LimitSettlement(group.limits().get(k), shadowPrices[k], relieved.ofLimits()[k]));
    }
    double[] limitPrices = group.limitPrices(shadowPrices);
    List<Settlement> settlements = new ArrayList<>(limitPrices.length);
    for (int i = 0; i < limitPrices.length; i++) {
      Pool pool = group.pools().get(i);
      int block = blocksOf.get(number)[i];
      double missing = relieved.ofPools()[i];
      settlements.add(
          block < 0
              ? Presolve.atLower(pool, limitPrices[i], missing)
              : new Settlement(
                  pool,
                  amounts(pool, blocks.get(block).scale(), amounts[block]),
                  Math.max(0, prices.blocks()[block]) / blocks.get(block).scale(),
                  limitPrices[i],
                  missing));
    }
    group.limits().forEach(limit -> Trim.toLimit(limit, settlements));
    return new GroupSettlement(settlements, limits, solver, isRepeatable);
  }

  private static double[] amounts(Pool pool, double scale, double[] shares) {
    double[] amounts = new double[shares.length];
    for (int i = 0; i < amounts.length; i++) {
      Bid bid = pool.bids().get(i);
      double amount = bid.settle(shares[i] * scale, scale);
      amounts[i] = Math.max(bid.curve().lower(), Math.min(bid.curve().upper(), amount));
    }
    Trim.toCapacity(amounts, pool.each(bid -> bid.curve().lower()), pool.available());
    return amounts;
  }
}
