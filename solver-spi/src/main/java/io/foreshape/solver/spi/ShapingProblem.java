package io.foreshape.solver.spi;

import java.util.ArrayList;
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

  /**
   * Whether a claim has a fixed charge, so that costs are not convex.
   *
   * @return true if one has
   */
  public boolean hasFixedCharges() {
    for (Block block : blocks) {
      for (Claim claim : block.claims()) {
        if (claim.charge() != null) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * The problem with every claim's cost replaced by the largest convex one that is nowhere above
   * it. Its optimum is the best bound that prices prove for this problem.
   *
   * @return a problem without fixed charges; this one if it has none
   */
  public ShapingProblem convexified() {
    if (!hasFixedCharges()) {
      return this;
    }
    List<Block> convex = new ArrayList<>(blocks.size());
    for (Block block : blocks) {
      List<Claim> claims = new ArrayList<>(block.claims().size());
      for (Claim claim : block.claims()) {
        FixedCharge charge = claim.charge();
        claims.add(
            charge == null
                ? claim
                : new Claim(claim.instance(), claim.priority(), charge.envelope(claim.cost())));
      }
      convex.add(
          new Block(block.host(), block.resource(), block.scale(), block.capacity(), claims));
    }
    return new ShapingProblem(convex, budgets);
  }
}
