package io.foreshape.solver;

import io.foreshape.api.host.HostId;
import io.foreshape.api.resource.Resource;
import io.foreshape.solver.spi.Block;
import io.foreshape.solver.spi.Claim;
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
 * @param bids the others' bids, in the order of the request
 */
record Pool(HostId host, Resource resource, double allocatable, double kept, List<Bid> bids) {

  /** What the bids may get together. */
  double available() {
    return Math.max(0, allocatable - kept);
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

  /** What a solver sees: fractions of what is available, which is positive. */
  Block toBlock() {
    double scale = available();
    List<Claim> claims = new ArrayList<>(bids.size());
    for (Bid bid : bids) {
      claims.add(
          new Claim(bid.instance().id(), bid.instance().priority(), bid.curve().over(scale)));
    }
    return new Block(host, resource, scale, 1, claims);
  }
}
