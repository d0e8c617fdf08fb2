package io.foreshape.solver.spi;

import java.util.List;

/**
 * A division of capacity: per host and resource a {@link Block} of claims that share a capacity.
 *
 * <p>Minimise the sum of all claims' costs such that the amounts of each block's claims sum to at
 * most its capacity and each amount lies within its claim's bounds. Blocks do not share anything.
 *
 * <p>Amounts are fractions of the block's {@link Block#scale()}, never raw bytes: solvers lose
 * digits on raw units.
 *
 * <p>Immutable and thread-safe.
 *
 * @param blocks the blocks, at least one
 */
public record ShapingProblem(List<Block> blocks) {

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if there is no block
   */
  public ShapingProblem {
    blocks = List.copyOf(blocks);
    if (blocks.isEmpty()) {
      throw new IllegalArgumentException("A problem has at least one block, got ()");
    }
  }
}
