package io.foreshape.solver.spi;

import static java.util.Objects.requireNonNull;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A limit on what several blocks use together: a fleet's budget, a rack's uplink, a shared array, a
 * licence.
 *
 * <p>Limit and weights should be of the order of 1, like amounts: solvers lose digits on raw units.
 *
 * <p>Immutable and thread-safe.
 *
 * @param name what it is, for messages
 * @param limit what the weighted amounts may sum to, not negative and finite
 * @param shares whose amounts count, and how much; at least one, each block once
 */
public record Budget(String name, double limit, List<Share> shares) {

  /**
   * What one block uses of a budget.
   *
   * @param block its place in the problem
   * @param weight what an amount of 1 in that block uses, positive and finite
   */
  public record Share(int block, double weight) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if the block is negative or the weight out of range
     */
    public Share {
      if (block < 0 || !(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "A share has a block from 0 and a weight that is positive and finite, got ("
                + block
                + ") and ("
                + weight
                + ")");
      }
    }
  }

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if the limit is out of range, there is no share or a block has
   *     two
   */
  public Budget {
    requireNonNull(name, "name");
    shares = List.copyOf(shares);
    if (!(limit >= 0 && limit < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "A limit is finite and not negative, got (" + limit + ") of " + name);
    }
    if (shares.isEmpty()) {
      throw new IllegalArgumentException("A budget has at least one share, got () for " + name);
    }
    Set<Integer> seen = new HashSet<>();
    for (Share share : shares) {
      if (!seen.add(share.block())) {
        throw new IllegalArgumentException(
            "A block has one share of a budget, got two for (" + share.block() + ") of " + name);
      }
    }
  }
}
