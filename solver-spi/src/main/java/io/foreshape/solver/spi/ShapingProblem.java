package io.foreshape.solver.spi;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A division of capacity: per host and resource a {@link Block} of claims that share a capacity,
 * and {@link Budget}s that blocks share.
 *
 * <p>Minimise the sum of all claims' costs, and of the black box's if there is one, such that the
 * amounts of each block's claims sum to at most its capacity, the weighted sums of each budget's
 * blocks are at most its limit, each amount lies within its claim's bounds, and what is fast of
 * tiers is at most the whole and leaves at most the slow tier's capacity.
 *
 * <p>Amounts are fractions of the block's {@link Block#scale()}, never raw bytes: solvers lose
 * digits on raw units.
 *
 * <p>Immutable and thread-safe.
 *
 * @param blocks the blocks, at least one
 * @param budgets what blocks share, if anything
 * @param tiers which blocks are tiers of one thing; each block stands in one at most
 * @param blackBox what a division costs on top; null for nothing
 */
public record ShapingProblem(
    List<Block> blocks, List<Budget> budgets, List<Tiers> tiers, @Nullable BlackBoxCost blackBox) {

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if there is no block, a budget or tiers name one that there is
   *     not, or the blocks of tiers do not go together
   */
  public ShapingProblem {
    blocks = List.copyOf(blocks);
    budgets = List.copyOf(budgets);
    tiers = List.copyOf(tiers);
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
    Set<Integer> tiered = new HashSet<>();
    for (Tiers each : tiers) {
      check(each, blocks, tiered);
    }
  }

  private static void check(Tiers tiers, List<Block> blocks, Set<Integer> seen) {
    if (Math.max(tiers.whole(), tiers.fast()) >= blocks.size()
        || !seen.add(tiers.whole())
        || !seen.add(tiers.fast())) {
      throw new IllegalArgumentException(
          "The blocks of tiers are in the problem, each once, got (" + tiers + ")");
    }
    Block whole = blocks.get(tiers.whole());
    Block fast = blocks.get(tiers.fast());
    boolean fits =
        whole.scale() == fast.scale()
            && whole.capacity() == Double.POSITIVE_INFINITY
            && whole.claims().size() == fast.claims().size();
    for (int i = 0; fits && i < whole.claims().size(); i++) {
      Claim one = whole.claims().get(i);
      Claim other = fast.claims().get(i);
      fits = one.instance().equals(other.instance());
      fits &= one.charge() == null && other.charge() == null;
      fits &= one.cost().lower() >= other.cost().lower();
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "The blocks of tiers have the same scale and claims, without fixed charges, the whole has"
              + " no capacity and no lower bound below the fast tier's, got ("
              + tiers
              + ") on "
              + whole.host());
    }
  }

  /**
   * A problem without a black box.
   *
   * @param blocks the blocks, at least one
   * @param budgets what blocks share, if anything
   * @param tiers which blocks are tiers of one thing; each block stands in one at most
   * @throws IllegalArgumentException if there is no block, a budget or tiers name one that there is
   *     not, or the blocks of tiers do not go together
   */
  public ShapingProblem(List<Block> blocks, List<Budget> budgets, List<Tiers> tiers) {
    this(blocks, budgets, tiers, null);
  }

  /**
   * A problem without tiers.
   *
   * @param blocks the blocks, at least one
   * @param budgets what blocks share, if anything
   * @throws IllegalArgumentException if there is no block or a budget names one that there is not
   */
  public ShapingProblem(List<Block> blocks, List<Budget> budgets) {
    this(blocks, budgets, List.of(), null);
  }

  /**
   * A problem without budgets: blocks do not share anything.
   *
   * @param blocks the blocks, at least one
   * @throws IllegalArgumentException if there is no block
   */
  public ShapingProblem(List<Block> blocks) {
    this(blocks, List.of(), List.of(), null);
  }

  /**
   * The same problem with a cost of whole divisions on top.
   *
   * @param cost the cost; null for none
   * @return a problem with these blocks, budgets and tiers
   */
  public ShapingProblem withBlackBox(@Nullable BlackBoxCost cost) {
    return new ShapingProblem(blocks, budgets, tiers, cost);
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
   * it, and the black box by 0. Its optimum is the best bound that prices prove for this problem.
   *
   * @return a problem without fixed charges and black box; this one if it has none
   */
  public ShapingProblem convexified() {
    if (blackBox != null) {
      return withBlackBox(null).convexified();
    }
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
    return new ShapingProblem(convex, budgets, tiers);
  }
}
