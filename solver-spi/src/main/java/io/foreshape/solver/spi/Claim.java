package io.foreshape.solver.spi;

import static java.util.Objects.requireNonNull;

import io.foreshape.api.workload.InstanceId;
import org.jspecify.annotations.Nullable;

/**
 * What one instance claims of a block, and what each amount costs.
 *
 * <p>Immutable and thread-safe.
 *
 * @param instance who
 * @param priority who goes first in a shortage: a larger number; the costs know it already
 * @param cost expected cost per hour of each amount
 * @param charge what is due on top for any amount but one; null for nothing
 */
public record Claim(
    InstanceId instance, int priority, SegmentedCost cost, @Nullable FixedCharge charge) {

  /** Checks that the parts are there. */
  public Claim {
    requireNonNull(instance, "instance");
    requireNonNull(cost, "cost");
  }

  /**
   * A claim without a fixed charge.
   *
   * @param instance who
   * @param priority who goes first in a shortage: a larger number
   * @param cost expected cost per hour of each amount
   */
  public Claim(InstanceId instance, int priority, SegmentedCost cost) {
    this(instance, priority, cost, null);
  }

  /**
   * The cost of an amount, charge included.
   *
   * @param amount within the bounds
   * @return the cost per hour
   */
  public double costAt(double amount) {
    return cost.costAt(amount) + (charge == null ? 0 : charge.dueFor(amount));
  }

  /**
   * The minimum of the cost of x, charge included, plus {@code price x} over all amounts.
   *
   * @param price what each unit of amount costs on top, not negative
   * @return the cost per hour
   */
  public double lowest(double price) {
    return charge == null ? cost.lowest(price) : charge.lowest(cost, price);
  }
}
