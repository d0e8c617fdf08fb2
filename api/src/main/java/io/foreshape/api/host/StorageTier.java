package io.foreshape.api.host;

import static java.util.Objects.requireNonNull;

import io.foreshape.api.resource.ResourceVector;

/**
 * A kind of storage that a host has.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id the name, unique within the host
 * @param kind whether it keeps data or speeds up another tier
 * @param bytes its size, positive
 * @param rates what it can do, as amounts of the disk resources
 */
public record StorageTier(String id, Kind kind, long bytes, ResourceVector rates) {

  /** What a storage tier is for. */
  public enum Kind {
    /** Keeps data. */
    STORE,
    /** Holds copies of what another tier keeps. */
    CACHE
  }

  /**
   * Checks the size.
   *
   * @throws IllegalArgumentException if the size is not positive or the id is blank
   */
  public StorageTier {
    requireNonNull(kind, "kind");
    requireNonNull(rates, "rates");
    if (requireNonNull(id, "id").isBlank()) {
      throw new IllegalArgumentException("A storage tier's id is not blank, got (" + id + ")");
    }
    if (bytes <= 0) {
      throw new IllegalArgumentException(
          "The size of storage tier " + id + " is positive, got (" + bytes + " bytes)");
    }
  }
}
