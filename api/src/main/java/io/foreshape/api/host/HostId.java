package io.foreshape.api.host;

import static java.util.Objects.requireNonNull;

/**
 * The name of a host, unique within one shaping loop.
 *
 * <p>Immutable and thread-safe.
 *
 * @param value the name; not blank, no control character
 */
public record HostId(String value) implements Comparable<HostId> {

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if it is blank or holds a control character
   */
  public HostId {
    requireNonNull(value, "value");
    if (value.isBlank() || value.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "A host id is not blank and has no control character, got (" + value + ")");
    }
  }

  @Override
  public int compareTo(HostId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
