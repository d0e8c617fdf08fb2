package io.foreshape.api.plan;

import static java.util.Objects.requireNonNull;

import io.foreshape.api.host.HostId;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.shape.Limit;

/**
 * What a host has left of a resource once a plan is carried out. A shaper may let instances grow
 * into it while others have not shrunk yet.
 *
 * <p>Immutable and thread-safe.
 *
 * @param host the host
 * @param resource the resource
 * @param amount what is left, in the resource's unit; unlimited where the host does not limit it
 */
public record Headroom(HostId host, Resource resource, Limit amount) {

  /** Checks that the parts are there. */
  public Headroom {
    requireNonNull(host, "host");
    requireNonNull(resource, "resource");
    requireNonNull(amount, "amount");
  }
}
