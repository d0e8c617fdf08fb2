package io.foreshape.api.plan;

import static java.util.Objects.requireNonNull;

import io.foreshape.api.host.HostId;
import io.foreshape.api.resource.Resource;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A limit on what several hosts use together: a fleet's money, a rack's uplink, a shared array, a
 * licence.
 *
 * <p>It has a unit of its own: of money with prices as weights, of bytes/s with weight 1 for
 * network egress, of licences with so many of them per core.
 *
 * <p>Immutable and thread-safe.
 *
 * @param name what it is called; not blank, and unique within a request
 * @param limit what may be used, in its own unit
 * @param usePerUnit what a unit of a resource uses of it, per resource that counts; positive
 * @param hosts the hosts whose instances use it; at least one
 */
public record SharedLimit(
    String name, double limit, SortedMap<Resource, Double> usePerUnit, Set<HostId> hosts) {

  /**
   * Checks and copies the parts.
   *
   * @throws IllegalArgumentException if the name is blank, the limit is negative or not finite, a
   *     use is not positive, or no resource or no host counts
   */
  public SharedLimit {
    if (requireNonNull(name, "name").isBlank()) {
      throw new IllegalArgumentException("A shared limit has a name, got (" + name + ")");
    }
    if (!(limit >= 0 && limit < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "A shared limit is finite and not negative, got (" + limit + ") for " + name);
    }
    // By way of a map, so that a comparator of the caller's is left behind.
    usePerUnit =
        Collections.unmodifiableSortedMap(new TreeMap<>((Map<Resource, Double>) usePerUnit));
    hosts = Set.copyOf(hosts);
    if (usePerUnit.isEmpty() || hosts.isEmpty()) {
      throw new IllegalArgumentException(
          "A shared limit has a resource and a host that count, got ("
              + usePerUnit
              + ") and ("
              + hosts
              + ") for "
              + name);
    }
    for (Map.Entry<Resource, Double> use : usePerUnit.entrySet()) {
      if (!(use.getValue() > 0 && use.getValue() < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "What a unit uses is positive and finite, got ("
                + use.getValue()
                + ") of "
                + name
                + " for "
                + use.getKey());
      }
    }
  }

  /**
   * A limit on one resource, in that resource's unit.
   *
   * @param name what it is called
   * @param limit what may be used
   * @param resource the resource
   * @param hosts the hosts whose instances use it
   * @return the limit
   * @throws IllegalArgumentException as the constructor
   */
  public static SharedLimit of(String name, double limit, Resource resource, Set<HostId> hosts) {
    return new SharedLimit(name, limit, new TreeMap<>(Map.of(resource, 1.0)), hosts);
  }
}
