package io.foreshape.solver;

import io.foreshape.solver.spi.Block;
import io.foreshape.solver.spi.BudgetForest;
import io.foreshape.solver.spi.Claim;
import io.foreshape.solver.spi.SegmentedCost;
import io.foreshape.solver.spi.ShapingProblem;
import java.util.List;

/**
 * A problem in flat arrays: blocks one after the other, in each its claims, of each its segments
 * that save something. A segment that saves nothing is never taken, so it is left out.
 *
 * <p>A claim's segments lie between {@code segmentFrom[claim]} and {@code segmentFrom[claim + 1]},
 * savings not ascending; a block's claims between {@code claimFrom[block]} and {@code
 * claimFrom[block + 1]}.
 */
final class PackedProblem {

  final int[] claimFrom;
  final int[] segmentFrom;

  /** Per claim, its lower bound. */
  final double[] lower;

  /** Per block, what the capacity leaves above the lower bounds. */
  final double[] room;

  /**
   * Per segment, what it saves per unit of what it uses of the block's topmost budget, or per unit
   * of amount where there is none: its slope with the other sign, positive.
   */
  final double[] saving;

  final double[] length;

  /** Whether a claim that was packed has a fixed charge; packed is its cost without. */
  boolean isCharged;

  private PackedProblem(int blocks, int claims, int segments) {
    claimFrom = new int[blocks + 1];
    segmentFrom = new int[claims + 1];
    lower = new double[claims];
    room = new double[blocks];
    saving = new double[segments];
    length = new double[segments];
  }

  /**
   * Packs a problem.
   *
   * @param skipped per node of the forest, whether to leave it out: a block without claims
   */
  static PackedProblem of(ShapingProblem problem, BudgetForest forest, boolean[] skipped) {
    List<Block> blocks = problem.blocks();
    int claims = 0;
    int segments = 0;
    for (int block = 0; block < blocks.size(); block++) {
      if (!skipped[block]) {
        claims += blocks.get(block).claims().size();
        segments += savings(blocks.get(block));
      }
    }
    PackedProblem packed = new PackedProblem(blocks.size(), claims, segments);
    for (int block = 0; block < blocks.size(); block++) {
      packed.claimFrom[block + 1] = packed.claimFrom[block];
      if (!skipped[block]) {
        packed.add(block, blocks.get(block), forest.weight(block));
      }
    }
    return packed;
  }

  private static int savings(Block block) {
    int savings = 0;
    for (Claim claim : block.claims()) {
      savings += claim.cost().savings();
    }
    return savings;
  }

  private void add(int number, Block block, double weight) {
    int claim = claimFrom[number];
    double left = block.capacity();
    for (Claim each : block.claims()) {
      SegmentedCost cost = each.cost();
      isCharged |= each.charge() != null;
      int at = segmentFrom[claim];
      int savings = cost.savings();
      for (int i = 0; i < savings; i++) {
        saving[at] = -cost.slope(i) / weight;
        length[at++] = cost.length(i);
      }
      lower[claim] = cost.lower();
      left -= cost.lower();
      segmentFrom[++claim] = at;
    }
    room[number] = Math.max(0, left);
    claimFrom[number + 1] = claim;
  }

  int blocks() {
    return room.length;
  }

  int claims(int block) {
    return claimFrom[block + 1] - claimFrom[block];
  }

  int firstSegment(int block) {
    return segmentFrom[claimFrom[block]];
  }

  int segments(int block) {
    return segmentFrom[claimFrom[block + 1]] - firstSegment(block);
  }

  /** The sum of a block's lower bounds. */
  double lower(int block) {
    double sum = 0;
    for (int claim = claimFrom[block]; claim < claimFrom[block + 1]; claim++) {
      sum += lower[claim];
    }
    return sum;
  }
}
