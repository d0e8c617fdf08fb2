package io.foreshape.solver;

import io.foreshape.solver.spi.Block;
import io.foreshape.solver.spi.Budget;
import io.foreshape.solver.spi.DualPrices;
import io.foreshape.solver.spi.ShapingProblem;
import io.foreshape.solver.spi.Tiers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;

/**
 * The division of a problem with tiers: each pair of tiers by a {@link TierFilling}, all other
 * blocks as if there were none. A budget may not count a block of tiers.
 */
final class TieredFilling {

  private final double[][] amounts;
  private final DualPrices prices;
  private boolean isCutShort;
  private boolean isExact = true;
  private long work;

  private TieredFilling(ShapingProblem problem) {
    amounts = new double[problem.blocks().size()][];
    prices =
        new DualPrices(
            new double[amounts.length],
            new double[problem.budgets().size()],
            new double[problem.tiers().size()]);
  }

  /**
   * Divides.
   *
   * @param gap the relative gap that is good enough where there are fixed charges
   * @param goesOn whether there is time and work left after so many blocks and tiers; what is not
   *     reached stays at its lower bounds
   * @throws IllegalArgumentException if budgets count blocks of tiers or do not nest
   */
  static Filled of(ShapingProblem problem, double gap, LongPredicate goesOn) {
    TieredFilling filling = new TieredFilling(problem);
    boolean[] isTiered = new boolean[problem.blocks().size()];
    for (int k = 0; k < problem.tiers().size(); k++) {
      Tiers tiers = problem.tiers().get(k);
      isTiered[tiers.whole()] = true;
      isTiered[tiers.fast()] = true;
      filling.fill(problem, k, goesOn);
    }
    filling.fillOthers(problem, isTiered, gap, goesOn);
    return new Filled(
        filling.amounts,
        filling.prices,
        filling.work,
        filling.isExact && !filling.isCutShort,
        filling.isCutShort);
  }

  private void fill(ShapingProblem problem, int number, LongPredicate goesOn) {
    Tiers tiers = problem.tiers().get(number);
    if (!goesOn.test(work)) {
      isCutShort = true;
      amounts[tiers.whole()] = lower(problem.blocks().get(tiers.whole()));
      amounts[tiers.fast()] = lower(problem.blocks().get(tiers.fast()));
      return;
    }
    work++;
    TierFilling filling = new TierFilling(problem, tiers);
    amounts[tiers.whole()] = filling.wholes();
    amounts[tiers.fast()] = filling.fasts();
    prices.blocks()[tiers.fast()] = filling.fastPrice();
    prices.tiers()[number] = filling.slowPrice();
  }

  private static double[] lower(Block block) {
    return block.claims().stream().mapToDouble(claim -> claim.cost().lower()).toArray();
  }

  private void fillOthers(
      ShapingProblem problem, boolean[] isTiered, double gap, LongPredicate goesOn) {
    int[] places = new int[isTiered.length];
    List<Block> others = new ArrayList<>();
    for (int block = 0; block < isTiered.length; block++) {
      places[block] = isTiered[block] ? -1 : others.size();
      if (!isTiered[block]) {
        others.add(problem.blocks().get(block));
      }
    }
    List<Budget> budgets = new ArrayList<>();
    for (Budget budget : problem.budgets()) {
      budgets.add(moved(budget, places));
    }
    if (others.isEmpty()) {
      return;
    }
    long before = work;
    Filled filling =
        ChargedFilling.of(
            new ShapingProblem(others, budgets), gap, done -> goesOn.test(before + done));
    work += filling.work();
    isCutShort |= filling.isCutShort();
    isExact &= filling.isExact();
    for (int block = 0; block < places.length; block++) {
      if (places[block] >= 0) {
        amounts[block] = filling.amounts()[places[block]];
        prices.blocks()[block] = filling.prices().blocks()[places[block]];
      }
    }
    System.arraycopy(filling.prices().budgets(), 0, prices.budgets(), 0, budgets.size());
  }

  private static Budget moved(Budget budget, int[] places) {
    List<Budget.Share> shares = new ArrayList<>(budget.shares().size());
    for (Budget.Share share : budget.shares()) {
      if (places[share.block()] < 0) {
        throw new IllegalArgumentException(
            "No budget counts a block of tiers, got ("
                + share.block()
                + ") in "
                + budget.name()
                + ": ask a solver such as lp");
      }
      shares.add(new Budget.Share(places[share.block()], share.weight()));
    }
    return new Budget(budget.name(), budget.limit(), shares);
  }
}
