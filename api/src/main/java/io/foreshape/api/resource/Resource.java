package io.foreshape.api.resource;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Something of which an instance has a share: CPU, memory, disk, network, or a host's own, such as
 * a GPU.
 *
 * <p>Amounts of a resource are {@code double} values in its {@link #unit()}, finite and not
 * negative. Two resources are equal when their components are.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id the stable name, lower case letters, digits and dashes, such as {@code memory}
 * @param unit the unit of every amount of this resource
 * @param shortage what happens to an instance that wants more than it has
 */
public record Resource(String id, Unit unit, Shortage shortage) implements Comparable<Resource> {

  /** What a shortage of a resource does to the instance that suffers it. */
  public enum Shortage {
    /** It slows down: the resource is compressible, such as CPU or bandwidth. */
    SLOWS,
    /** It dies: the resource is not compressible, such as memory. */
    KILLS
  }

  private static final Comparator<Resource> ORDER =
      Comparator.comparing(Resource::id)
          .thenComparing(resource -> resource.unit().symbol())
          .thenComparing(Resource::shortage);

  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,62}");

  /** CPU time, in cores. */
  public static final Resource CPU = compressible("cpu", Unit.CORES);

  /** Memory, in bytes; the only built-in resource that is not compressible. */
  public static final Resource MEMORY = new Resource("memory", Unit.BYTES, Shortage.KILLS);

  /** Read operations on block devices, in operations/s. */
  public static final Resource DISK_READ_IOPS =
      compressible("disk-read-iops", Unit.OPERATIONS_PER_SECOND);

  /** Write operations on block devices, in operations/s. */
  public static final Resource DISK_WRITE_IOPS =
      compressible("disk-write-iops", Unit.OPERATIONS_PER_SECOND);

  /** Bytes read from block devices, in bytes/s. */
  public static final Resource DISK_READ_THROUGHPUT =
      compressible("disk-read-throughput", Unit.BYTES_PER_SECOND);

  /** Bytes written to block devices, in bytes/s. */
  public static final Resource DISK_WRITE_THROUGHPUT =
      compressible("disk-write-throughput", Unit.BYTES_PER_SECOND);

  /** Bytes received from the network, in bytes/s. */
  public static final Resource NETWORK_INGRESS =
      compressible("network-ingress", Unit.BYTES_PER_SECOND);

  /** Bytes sent to the network, in bytes/s. */
  public static final Resource NETWORK_EGRESS =
      compressible("network-egress", Unit.BYTES_PER_SECOND);

  /**
   * The host's storage cache, in bytes; not one of the built-in eight. Whose need is told by a miss
   * curve, its penalty is that of a miss per second, not of a byte.
   */
  public static final Resource DISK_CACHE = compressible("disk-cache", Unit.BYTES);

  /**
   * The part of memory that is in use so often that it should be in DRAM where a host has slower
   * memory too, in bytes; not one of the built-in eight. It has a penalty and no price: DRAM and
   * slower memory have theirs by tier.
   */
  public static final Resource MEMORY_HOT = compressible("memory-hot", Unit.BYTES);

  private static final List<Resource> BUILT_IN =
      List.of(
          CPU,
          MEMORY,
          DISK_READ_IOPS,
          DISK_WRITE_IOPS,
          DISK_READ_THROUGHPUT,
          DISK_WRITE_THROUGHPUT,
          NETWORK_INGRESS,
          NETWORK_EGRESS);

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if the id is not a lower-case name of at most 63 characters
   */
  public Resource {
    requireNonNull(id, "id");
    requireNonNull(unit, "unit");
    requireNonNull(shortage, "shortage");
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "A resource id is a lower-case letter and then up to 62 lower-case letters, digits or"
              + " dashes, got ("
              + id
              + ")");
    }
  }

  /**
   * A resource of which a shortage slows an instance down.
   *
   * @param id the stable name
   * @param unit the unit of its amounts
   * @return the resource
   */
  public static Resource compressible(String id, Unit unit) {
    return new Resource(id, unit, Shortage.SLOWS);
  }

  /**
   * The eight resources that every part of the library knows.
   *
   * @return the built-in resources, CPU first
   */
  public static List<Resource> builtIn() {
    return BUILT_IN;
  }

  /**
   * Whether a shortage slows the instance instead of killing it.
   *
   * @return true for CPU, disk and network; false for memory
   */
  public boolean isCompressible() {
    return shortage == Shortage.SLOWS;
  }

  /**
   * Checks an amount of this resource and hands it back; -0.0 comes back as 0.0.
   *
   * @param amount the amount, in {@link #unit()}
   * @return the same amount
   * @throws IllegalArgumentException if the amount is negative, infinite or NaN
   */
  public double requireAmount(double amount) {
    if (!(amount >= 0 && amount < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "An amount of " + id + " is finite and not negative, got (" + amount + " " + unit + ")");
    }
    return amount + 0.0;
  }

  /** Orders by id, then by the other components, so that listings do not depend on hash order. */
  @Override
  public int compareTo(Resource other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return id;
  }
}
