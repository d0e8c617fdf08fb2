package io.foreshape.solver.spi;

/**
 * A cost of whole divisions of which a solver knows nothing but its value, such as what a learned
 * model of latency expects to be paid in penalties. It need be neither convex nor continuous nor a
 * sum over claims.
 *
 * <p>Solvers call it once per division that they try, thousands of times, from the thread that asks
 * them.
 */
@FunctionalInterface
public interface BlackBoxCost {

  /**
   * What a division costs on top of what its claims do.
   *
   * @param amounts per block and claim, in fractions of the block's scale; they keep every
   *     constraint, but for rounding, and are not to be changed
   * @return the cost per hour, the same for the same amounts; not negative, so that what bounds the
   *     claims' costs bounds the sum
   */
  double costOf(double[][] amounts);
}
