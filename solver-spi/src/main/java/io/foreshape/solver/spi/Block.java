package io.foreshape.solver.spi;

import static java.util.Objects.requireNonNull;

import io.foreshape.api.host.HostId;
import io.foreshape.api.resource.Resource;
import java.util.List;

/**
 * The claims on one resource of one host.
 *
 * <p>Immutable and thread-safe.
 *
 * @param host the host
 * @param resource the resource
 * @param scale how many of the resource's units an amount of 1 is, positive
 * @param capacity what the amounts may sum to, in fractions of the scale; not negative, infinite
 *     where the host does not limit it
 * @param claims the claims, at least one
 */
public record Block(
    HostId host, Resource resource, double scale, double capacity, List<Claim> claims) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if scale or capacity is out of range or there is no claim
   */
  public Block {
    requireNonNull(host, "host");
    requireNonNull(resource, "resource");
    claims = List.copyOf(claims);
    if (!(scale > 0 && scale < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("A scale is positive and finite, got (" + scale + ")");
    }
    if (!(capacity >= 0)) {
      throw new IllegalArgumentException("A capacity is not negative, got (" + capacity + ")");
    }
    if (claims.isEmpty()) {
      throw new IllegalArgumentException(
          "A block has at least one claim, got () for " + resource + " on " + host);
    }
  }

  /**
   * What the claims have at least.
   *
   * @return the sum of their lower bounds
   */
  public double lower() {
    double lower = 0;
    for (Claim claim : claims) {
      lower += claim.cost().lower();
    }
    return lower;
  }
}
