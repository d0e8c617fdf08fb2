package io.foreshape.api.workload;

import static java.util.Objects.requireNonNull;

/**
 * The name of an instance (a VM, a container, a cgroup), unique within one shaping loop.
 *
 * <p>It is only a name: no part of the library makes a path, a shell word or a URL of it unchecked.
 *
 * <p>Immutable and thread-safe.
 *
 * @param value 1 to 255 characters, none of them a control character
 */
public record InstanceId(String value) implements Comparable<InstanceId> {

  private static final int MAX_LENGTH = 255;

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if it is empty, too long or holds a control character
   */
  public InstanceId {
    requireNonNull(value, "value");
    if (value.isBlank() || value.length() > MAX_LENGTH || hasControl(value)) {
      throw new IllegalArgumentException(
          "An instance id has 1 to "
              + MAX_LENGTH
              + " characters, not all blank and no control character, got ("
              + value
              + ")");
    }
  }

  private static boolean hasControl(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (Character.isISOControl(value.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  @Override
  public int compareTo(InstanceId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
