package io.foreshape.api.forecast;

import static java.util.Objects.requireNonNull;

import io.foreshape.api.resource.Resource;
import io.foreshape.api.workload.InstanceId;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one instance is expected to need: per resource, quantiles of its demand at a random moment
 * within each step of a time grid.
 *
 * <p>A resource that is absent has not been learnt.
 *
 * <p>Immutable and thread-safe.
 *
 * @param instance who
 * @param grid the steps
 * @param quantiles per resource, with as many steps as the grid
 * @param basis what it was learnt from, for a person to read, such as {@code ensemble on 4,032 own
 *     samples}
 */
public record DemandProfile(
    InstanceId instance,
    TimeGrid grid,
    SortedMap<Resource, QuantileMatrix> quantiles,
    String basis) {

  /**
   * Checks that every matrix fits the grid.
   *
   * @throws IllegalArgumentException if one has another number of steps
   */
  public DemandProfile {
    requireNonNull(instance, "instance");
    requireNonNull(grid, "grid");
    requireNonNull(basis, "basis");
    // By way of a map, so that a comparator of the caller's is left behind.
    quantiles =
        Collections.unmodifiableSortedMap(new TreeMap<>((Map<Resource, QuantileMatrix>) quantiles));
    for (Map.Entry<Resource, QuantileMatrix> entry : quantiles.entrySet()) {
      if (entry.getValue().steps() != grid.count()) {
        throw new IllegalArgumentException(
            "The profile of instance "
                + instance
                + " has a grid of "
                + grid.count()
                + " steps, but ("
                + entry.getValue().steps()
                + ") steps of "
                + entry.getKey());
      }
    }
  }

  /**
   * A profile of one resource.
   *
   * @param instance who
   * @param grid the steps
   * @param resource the resource
   * @param quantiles its quantiles, with as many steps as the grid
   * @param basis what it was learnt from
   * @return the profile
   */
  public static DemandProfile of(
      InstanceId instance,
      TimeGrid grid,
      Resource resource,
      QuantileMatrix quantiles,
      String basis) {
    return new DemandProfile(instance, grid, new TreeMap<>(Map.of(resource, quantiles)), basis);
  }
}
