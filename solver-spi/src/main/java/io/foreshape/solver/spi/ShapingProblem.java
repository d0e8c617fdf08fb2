package io.foreshape.solver.spi;

import java.util.List;

/**
 * A division of capacity: per host and resource a {@link Block} of claims that share a capacity,
 * and {@link Budget}s that blocks share.
 *
 * <p>Minimise the sum of all claims' costs such that the amounts of each block's claims sum to at
 * most its capacity, the weighted sums of each budget's blocks are at most its limit, and each
 * amount lies within its claim's bounds.
 *
 * <p>Amounts are fractions of the block's {@link Block#scale()}, never raw bytes: solvers lose
 * digits on raw units.
 *
 * <p>Immutable and thread-safe.
 *
 * @param blocks the blocks, at least one
 * @param budgets what blocks share, if anything
 */
public record ShapingProblem(List<Block> blocks, List<Budget> budgets) {

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if there is no block or a budget names one that there is not
   */
  public ShapingProblem {
    blocks = List.copyOf(blocks);
    budgets = List.copyOf(budgets);
    if (blocks.isEmpty()) {
      throw new IllegalArgumentException("A problem has at least one block, got ()");
    }
    for (Budget budget : budgets) {
      for (Budget.Share share : budget.shares()) {
        if (share.block() >= blocks.size()) {
          throw new IllegalArgumentException(
              "The blocks of a budget are in the problem, got ("
                  + share.block()
                  + ") of "
                  + blocks.size()
                  + " in "
                  + budget.name());
        }
      }
    }
  }

  /**
   * A problem without budgets: blocks do not share anything.
   *
   * @param blocks the blocks, at least one
   * @throws IllegalArgumentException if there is no block
   */
  public ShapingProblem(List<Block> blocks) {
    this(blocks, List.of());
  }

  /**
   * How its budgets couple its blocks, which decides who can solve it.
   *
   * @return the least general kind
   */
  public Coupling coupling() {
    if (budgets.isEmpty()) {
      return Coupling.NONE;
    }
    return BudgetForest.of(this).isPresent() ? Coupling.NESTED : Coupling.ANY;
  }
}
