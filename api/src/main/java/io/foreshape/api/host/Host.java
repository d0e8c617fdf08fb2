package io.foreshape.api.host;

import static java.util.Objects.requireNonNull;

import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.ResourceVector;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * A machine that instances run on.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id its name
 * @param cpus its hardware threads; empty where the topology is not known
 * @param memoryTiers its memory; empty where not known in detail
 * @param storageTiers its storage; empty where not known in detail
 * @param capacity what it has in all, per resource (network: its NICs together); an absent resource
 *     is not limited
 * @param reserved what the system keeps for itself, per resource
 */
public record Host(
    HostId id,
    List<LogicalCpu> cpus,
    List<MemoryTier> memoryTiers,
    List<StorageTier> storageTiers,
    ResourceVector capacity,
    ResourceVector reserved) {

  /**
   * Checks that numbers and names are unique and that the parts do not exceed the whole.
   *
   * @throws IllegalArgumentException if a CPU or tier is doubled, more is reserved than there is,
   *     or the CPU capacity exceeds the hardware threads
   */
  public Host {
    requireNonNull(id, "id");
    cpus = List.copyOf(cpus);
    memoryTiers = List.copyOf(memoryTiers);
    storageTiers = List.copyOf(storageTiers);
    requireNonNull(capacity, "capacity");
    requireNonNull(reserved, "reserved");
    requireUnique("logical CPU", cpus, LogicalCpu::cpu, id);
    requireUnique("memory tier", memoryTiers, MemoryTier::id, id);
    requireUnique("storage tier", storageTiers, StorageTier::id, id);
    if (!reserved.fitsIn(capacity)) {
      throw new IllegalArgumentException(
          "Host " + id + " reserves (" + reserved + "), more than it has (" + capacity + ")");
    }
    double cores = capacity.getOrDefault(Resource.CPU, 0);
    if (!cpus.isEmpty() && cores > cpus.size()) {
      throw new IllegalArgumentException(
          "Host "
              + id
              + " has "
              + cpus.size()
              + " logical CPUs but a capacity of ("
              + cores
              + ") cores");
    }
  }

  /**
   * A host of which only the capacity is known.
   *
   * @param id its name
   * @param capacity what it has, per resource
   * @return the host, with nothing reserved
   */
  public static Host ofCapacity(HostId id, ResourceVector capacity) {
    return new Host(id, List.of(), List.of(), List.of(), capacity, ResourceVector.empty());
  }

  /**
   * What instances may have together: capacity less what is reserved. Of the storage cache, if the
   * capacity does not tell it, the tiers that are one.
   *
   * @param resource the resource
   * @return the amount in the resource's unit; infinite where the host does not limit it
   */
  public double allocatable(Resource resource) {
    return capacity.getOrDefault(resource, untold(resource)) - reserved.getOrDefault(resource, 0);
  }

  private double untold(Resource resource) {
    double cache = 0;
    for (StorageTier tier : storageTiers) {
      cache += tier.kind() == StorageTier.Kind.CACHE ? tier.bytes() : 0;
    }
    return resource.equals(Resource.DISK_CACHE) && cache > 0 ? cache : Double.POSITIVE_INFINITY;
  }

  private static <T> void requireUnique(
      String what, List<T> parts, Function<T, ?> key, HostId host) {
    Set<Object> seen = new HashSet<>();
    for (T part : parts) {
      if (!seen.add(key.apply(part))) {
        throw new IllegalArgumentException(
            "Each "
                + what
                + " of host "
                + host
                + " stands once, got ("
                + key.apply(part)
                + ") twice");
      }
    }
  }
}
