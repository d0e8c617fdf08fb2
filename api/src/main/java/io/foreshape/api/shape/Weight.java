package io.foreshape.api.shape;

/**
 * A relative share under competition, on the kernel's scale (cgroup-v2.rst, "weights").
 *
 * <p>Immutable and thread-safe.
 *
 * @param value 1 to 10,000; 100 is normal
 */
public record Weight(int value) {

  /** What an instance has when nobody says otherwise. */
  public static final Weight NORMAL = new Weight(100);

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if it is outside 1 to 10,000
   */
  public Weight {
    if (value < 1 || value > 10_000) {
      throw new IllegalArgumentException("A weight is 1 to 10000, got (" + value + ")");
    }
  }

  @Override
  public String toString() {
    return Integer.toString(value);
  }
}
