package io.foreshape.solver;

import io.foreshape.api.host.HostId;
import io.foreshape.api.resource.Resource;
import io.foreshape.solver.spi.Block;
import io.foreshape.solver.spi.Claim;
import io.foreshape.solver.spi.SegmentedCost;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One resource of one host, and who bids for it. Amounts are in the resource's unit.
 *
 * @param host the host
 * @param resource the resource
 * @param allocatable what instances may have together; infinite where the host does not limit it
 * @param kept what those have that keep what they have
 * @param bids the others' bids, in the order of the request; where tiers are divided, of ids
 */
record Pool(HostId host, Resource resource, double allocatable, double kept, List<Bid> bids) {

  private static final double ROUNDING = 1e-12;

  /** What the bids may get together. */
  double available() {
    return Math.max(0, allocatable - kept);
  }

  double lower() {
    return sum(bid -> bid.curve().lower());
  }

  /** What the bids would have together, as far as there is enough. */
  double wanted() {
    return Math.min(available(), sum(Bid::wanted));
  }

  /** Whether a bid is due a fee for a change. */
  boolean isCharged() {
    return bids.stream().anyMatch(Bid::isCharged);
  }

  /** Whether nobody can get more than the least. */
  boolean isPinned() {
    return lower() >= available() * (1 - ROUNDING);
  }

  /** What the floors and the kept amounts exceed the capacity by; 0 where only rounding says so. */
  double missing() {
    double missing = kept + lower() - allocatable;
    return missing > ROUNDING * allocatable ? missing : 0;
  }

  double sum(ToDoubleFunction<Bid> amount) {
    double sum = 0;
    for (Bid bid : bids) {
      sum += amount.applyAsDouble(bid);
    }
    return sum;
  }

  double[] each(ToDoubleFunction<Bid> amount) {
    double[] amounts = new double[bids.size()];
    for (int i = 0; i < amounts.length; i++) {
      amounts[i] = amount.applyAsDouble(bids.get(i));
    }
    return amounts;
  }

  /** Whether another says just the same, bids that are the same objects included. */
  @SuppressWarnings("ReferenceEquality") // a bid that has not changed is the same object
  boolean isStill(Pool other) {
    if (allocatable != other.allocatable
        || kept != other.kept
        || bids.size() != other.bids.size()) {
      return false;
    }
    for (int i = 0; i < bids.size(); i++) {
      if (bids.get(i) != other.bids.get(i)) {
        return false;
      }
    }
    return true;
  }

  Pool withBids(List<Bid> others) {
    return new Pool(host, resource, allocatable, kept, others);
  }

  /**
   * What an amount of 1 is to a solver: about what is available, or all that may be bid for. A
   * power of two, so that dividing by it rounds nothing: costs that are equal stay equal.
   */
  double scale() {
    double upper = isLimited() ? available() : sum(bid -> bid.curve().upper());
    return upper >= Double.MIN_NORMAL ? Math.scalb(1, Math.getExponent(upper)) : 1;
  }

  private boolean isLimited() {
    return available() < Double.POSITIVE_INFINITY;
  }

  /** What a solver sees. */
  Block toBlock() {
    double scale = scale();
    return toBlock(scale, isLimited() ? available() / scale : Double.POSITIVE_INFINITY);
  }

  /** The same with a scale and a capacity, in fractions of it, that another pool tells. */
  Block toBlock(double scale, double capacity) {
    List<Claim> claims = new ArrayList<>(bids.size());
    for (Bid bid : bids) {
      SegmentedCost cost = bid.curve().over(scale);
      int priority = bid.instance().priority();
      claims.add(new Claim(bid.instance().id(), priority, cost, bid.charge(cost, scale)));
    }
    return new Block(host, resource, scale, capacity, claims);
  }
}
