package io.foreshape.api.host;

import static java.util.Objects.requireNonNull;

/**
 * A kind of memory that a host has, such as its DRAM or a slower node behind a link.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id the name, unique within the host
 * @param kind fast or slow
 * @param bytes its size, positive
 * @param bandwidthBytesPerSecond what it can move, positive
 * @param latencyNanos the time of one access, positive
 */
public record MemoryTier(
    String id, Kind kind, long bytes, long bandwidthBytesPerSecond, long latencyNanos) {

  /** How a memory tier compares with the others. */
  public enum Kind {
    /** Local DRAM. */
    DRAM,
    /** Slower memory: CXL, persistent memory, a remote node. */
    SLOW
  }

  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if a number is not positive or the id is blank
   */
  public MemoryTier {
    requireNonNull(kind, "kind");
    if (requireNonNull(id, "id").isBlank()) {
      throw new IllegalArgumentException("A memory tier's id is not blank, got (" + id + ")");
    }
    if (bytes <= 0 || bandwidthBytesPerSecond <= 0 || latencyNanos <= 0) {
      throw new IllegalArgumentException(
          "Size, bandwidth and latency of memory tier "
              + id
              + " are positive, got ("
              + bytes
              + " bytes, "
              + bandwidthBytesPerSecond
              + " bytes/s, "
              + latencyNanos
              + " ns)");
    }
  }
}
