package io.foreshape.api.shape;

import static java.util.Objects.requireNonNull;

import io.foreshape.api.resource.Resource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a shape can set, with the type of its values: a quota, a weight, a set of CPUs.
 *
 * <p>A host may add its own ({@link #of}); two dimensions are equal when their ids and types are.
 *
 * <p>Immutable and thread-safe.
 *
 * @param <T> the type of its values, which are immutable
 */
public final class Dimension<T> implements Comparable<Dimension<?>> {

  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9.-]{0,126}");

  /** The most CPU time, in cores. */
  public static final Dimension<Limit> CPU_QUOTA = limit("cpu.quota", Resource.CPU);

  /** CPU time that may be saved up and used above the quota, in core-seconds. */
  public static final Dimension<Limit> CPU_BURST = of("cpu.burst", Limit.class);

  /** CPU time relative to others under competition. */
  public static final Dimension<Weight> CPU_WEIGHT = of("cpu.weight", Weight.class);

  /** The logical CPUs that it runs on; whether anybody else does is up to the plan. */
  public static final Dimension<IdSet> CPU_PINNED = of("cpu.pinned", IdSet.class);

  /** The NUMA nodes that its memory comes from. */
  public static final Dimension<IdSet> NUMA_NODES = of("numa.nodes", IdSet.class);

  /** Memory that is never taken away, in bytes. */
  public static final Dimension<Limit> MEMORY_GUARANTEED =
      limit("memory.guaranteed", Resource.MEMORY);

  /** Memory above which it is slowed and reclaimed from, in bytes. */
  public static final Dimension<Limit> MEMORY_SOFT = limit("memory.soft", Resource.MEMORY);

  /** Memory above which it is killed, in bytes. */
  public static final Dimension<Limit> MEMORY_HARD = limit("memory.hard", Resource.MEMORY);

  /** How its memory is spread over the host's tiers. */
  public static final Dimension<TierSplit> MEMORY_TIERS = of("memory.tiers", TierSplit.class);

  /** The most read operations per second. */
  public static final Dimension<Limit> DISK_READ_IOPS =
      limit("disk.read.iops", Resource.DISK_READ_IOPS);

  /** The most write operations per second. */
  public static final Dimension<Limit> DISK_WRITE_IOPS =
      limit("disk.write.iops", Resource.DISK_WRITE_IOPS);

  /** The most bytes read per second. */
  public static final Dimension<Limit> DISK_READ_THROUGHPUT =
      limit("disk.read.throughput", Resource.DISK_READ_THROUGHPUT);

  /** The most bytes written per second. */
  public static final Dimension<Limit> DISK_WRITE_THROUGHPUT =
      limit("disk.write.throughput", Resource.DISK_WRITE_THROUGHPUT);

  /** Disk time relative to others under competition. */
  public static final Dimension<Weight> DISK_WEIGHT = of("disk.weight", Weight.class);

  /** The most bytes of the host's storage cache. */
  public static final Dimension<Limit> DISK_CACHE = limit("disk.cache", Resource.DISK_CACHE);

  /** The id of the storage tier that keeps its data. */
  public static final Dimension<String> DISK_TIER = of("disk.tier", String.class);

  /** Bytes received per second that are guaranteed. */
  public static final Dimension<Limit> NETWORK_INGRESS_RESERVED =
      of("network.ingress.reserved", Limit.class);

  /** The most bytes received per second. */
  public static final Dimension<Limit> NETWORK_INGRESS =
      limit("network.ingress", Resource.NETWORK_INGRESS);

  /** Bytes sent per second that are guaranteed. */
  public static final Dimension<Limit> NETWORK_EGRESS_RESERVED =
      of("network.egress.reserved", Limit.class);

  /** The most bytes sent per second. */
  public static final Dimension<Limit> NETWORK_EGRESS =
      limit("network.egress", Resource.NETWORK_EGRESS);

  private static final List<Dimension<Limit>> CAPS =
      List.of(
          CPU_QUOTA,
          MEMORY_HARD,
          DISK_READ_IOPS,
          DISK_WRITE_IOPS,
          DISK_READ_THROUGHPUT,
          DISK_WRITE_THROUGHPUT,
          DISK_CACHE,
          NETWORK_INGRESS,
          NETWORK_EGRESS);

  private static final SortedMap<Dimension<Limit>, Dimension<Limit>> UPPER_BOUNDS =
      Collections.unmodifiableSortedMap(
          new TreeMap<>(
              Map.of(
                  MEMORY_GUARANTEED, MEMORY_HARD,
                  MEMORY_SOFT, MEMORY_HARD,
                  NETWORK_INGRESS_RESERVED, NETWORK_INGRESS,
                  NETWORK_EGRESS_RESERVED, NETWORK_EGRESS)));

  private final String id;
  private final Class<T> type;
  private final @Nullable Resource resource;

  private Dimension(String id, Class<T> type, @Nullable Resource resource) {
    if (!ID.matcher(requireNonNull(id, "id")).matches()) {
      throw new IllegalArgumentException(
          "A dimension's id is a lower-case letter and then up to 126 lower-case letters, digits,"
              + " dots or dashes, got ("
              + id
              + ")");
    }
    this.id = id;
    this.type = requireNonNull(type, "type");
    this.resource = resource;
  }

  /**
   * A dimension of any type.
   *
   * @param <T> the type of its values
   * @param id the stable name, such as {@code cpu.weight}
   * @param type the type of its values, which must be immutable
   * @return the dimension
   * @throws IllegalArgumentException if the id is malformed
   */
  public static <T> Dimension<T> of(String id, Class<T> type) {
    return new Dimension<>(id, type, null);
  }

  /**
   * A limit on a resource, in the resource's unit.
   *
   * @param id the stable name
   * @param resource what it limits
   * @return the dimension
   * @throws IllegalArgumentException if the id is malformed
   */
  public static Dimension<Limit> limit(String id, Resource resource) {
    return new Dimension<>(id, Limit.class, requireNonNull(resource, "resource"));
  }

  /**
   * The dimension that caps a resource: CPU quota, hard memory, disk and network rates; a host's
   * own resource has {@code <resource id>.limit}.
   *
   * @param resource the resource
   * @return its cap
   */
  public static Dimension<Limit> capOf(Resource resource) {
    for (Dimension<Limit> cap : CAPS) {
      if (resource.equals(cap.resource)) {
        return cap;
      }
    }
    return limit(resource.id() + ".limit", resource);
  }

  /**
   * Which limits may not stand above which others within one shape, such as soft memory above hard.
   *
   * @return the upper one per lower one; unmodifiable
   */
  public static SortedMap<Dimension<Limit>, Dimension<Limit>> upperBounds() {
    return UPPER_BOUNDS;
  }

  /**
   * The stable name.
   *
   * @return the id
   */
  public String id() {
    return id;
  }

  /**
   * The type of its values.
   *
   * @return the class
   */
  public Class<T> type() {
    return type;
  }

  /**
   * The resource whose amount it limits.
   *
   * @return the resource, or empty for weights, places and the like
   */
  public Optional<Resource> resource() {
    return Optional.ofNullable(resource);
  }

  @Override
  public int compareTo(Dimension<?> other) {
    int byId = id.compareTo(other.id);
    return byId != 0 ? byId : type.getName().compareTo(other.type.getName());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Dimension<?> that && id.equals(that.id) && type.equals(that.type);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return id;
  }
}
