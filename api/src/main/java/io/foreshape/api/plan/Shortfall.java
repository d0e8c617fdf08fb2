package io.foreshape.api.plan;

import static java.util.Objects.requireNonNull;

import io.foreshape.api.host.HostId;
import io.foreshape.api.resource.Resource;
import java.util.List;

/**
 * A host on which a resource does not suffice for what the prices ask for.
 *
 * <p>Immutable and thread-safe.
 *
 * @param host the host
 * @param resource the resource; amounts are in its unit
 * @param wanted what all its instances would get if there were enough
 * @param available what they may have together
 * @param remedies what is done about it
 */
public record Shortfall(
    HostId host, Resource resource, double wanted, double available, List<Remedy> remedies) {

  /**
   * Checks the amounts.
   *
   * @throws IllegalArgumentException if one is negative or not finite
   */
  public Shortfall {
    requireNonNull(host, "host");
    requireNonNull(resource, "resource");
    resource.requireAmount(wanted);
    resource.requireAmount(available);
    remedies = List.copyOf(remedies);
  }
}
