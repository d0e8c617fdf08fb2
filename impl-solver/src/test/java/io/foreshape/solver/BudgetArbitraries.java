package io.foreshape.solver;

import io.foreshape.solver.spi.Block;
import io.foreshape.solver.spi.Budget;
import io.foreshape.solver.spi.ShapingProblem;
import io.foreshape.testkit.ProblemArbitraries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Feasible problems with budgets. */
final class BudgetArbitraries {

  private BudgetArbitraries() {}

  /** The sum of a block's upper bounds. */
  static double upper(Block block) {
    return block.claims().stream().mapToDouble(claim -> claim.cost().upper()).sum();
  }

  /** Problems of one to six blocks under budgets that nest up to four deep. */
  static Arbitrary<ShapingProblem> nested() {
    return Combinators.combine(
            ProblemArbitraries.blocks().list().ofMinSize(1).ofMaxSize(6), Arbitraries.longs())
        .as((blocks, seed) -> nested(blocks, new Random(seed)));
  }

  /** Problems of one to six blocks under one to four budgets over any of them, however they lie. */
  static Arbitrary<ShapingProblem> overlapping() {
    return Combinators.combine(
            ProblemArbitraries.blocks().list().ofMinSize(1).ofMaxSize(6), Arbitraries.longs())
        .as((blocks, seed) -> overlapping(blocks, new Random(seed)));
  }

  private static ShapingProblem overlapping(List<Block> blocks, Random random) {
    List<Budget> budgets = new ArrayList<>();
    for (int count = 1 + random.nextInt(4); count > 0; count--) {
      List<Budget.Share> shares = new ArrayList<>();
      for (int block = 0; block < blocks.size(); block++) {
        if (random.nextBoolean() || (shares.isEmpty() && block == blocks.size() - 1)) {
          shares.add(new Budget.Share(block, random.nextBoolean() ? 1 : 0.1 + random.nextDouble()));
        }
      }
      budgets.add(budget("budget " + count, blocks, shares, random));
    }
    return new ShapingProblem(blocks, budgets);
  }

  private static ShapingProblem nested(List<Block> blocks, Random random) {
    double[] weights = random.doubles(blocks.size(), 0.1, 3).toArray();
    if (random.nextBoolean()) {
      Arrays.fill(weights, 1);
    }
    List<Budget> budgets = new ArrayList<>();
    divide(blocks, weights, 0, blocks.size(), budgets, random);
    Collections.shuffle(budgets, random);
    return new ShapingProblem(blocks, budgets);
  }

  /** Perhaps a budget over a range of blocks, and then over parts of the range. */
  private static void divide(
      List<Block> blocks, double[] weights, int from, int to, List<Budget> budgets, Random random) {
    if (random.nextInt(4) > 0) {
      double unit = random.nextBoolean() ? 1 : 0.5 + random.nextDouble();
      budgets.add(budget(blocks, weights, from, to, unit, random));
    }
    if (to - from > 1) {
      int middle = from + 1 + random.nextInt(to - from - 1);
      divide(blocks, weights, from, middle, budgets, random);
      divide(blocks, weights, middle, to, budgets, random);
    }
  }

  private static Budget budget(
      List<Block> blocks, double[] weights, int from, int to, double unit, Random random) {
    List<Budget.Share> shares = new ArrayList<>();
    for (int block = from; block < to; block++) {
      shares.add(new Budget.Share(block, weights[block] * unit));
    }
    return budget("blocks " + from + " to " + to, blocks, shares, random);
  }

  private static Budget budget(
      String name, List<Block> blocks, List<Budget.Share> shares, Random random) {
    double lower = 0;
    double room = 0;
    for (Budget.Share share : shares) {
      Block block = blocks.get(share.block());
      lower += share.weight() * block.lower();
      room += share.weight() * (upper(block) - block.lower());
    }
    double tightness = random.nextInt(4) == 0 ? 0 : random.nextDouble();
    return new Budget(name, (lower + tightness * room) * (1 + 1e-12), shares);
  }
}
