package io.foreshape.api.shape;

/**
 * A relative share under competition, on the kernel's scale (cgroup-v2.rst, "weights").
 *
 * <p>Immutable and thread-safe.
 *
 * @param value 1 to 10,000, of which 100 is normal; or 0 for what runs only when nobody else wants
 *     to, which not every platform and resource has
 */
public record Weight(int value) {

  /** What an instance has when nobody says otherwise. */
  public static final Weight NORMAL = new Weight(100);

  /** What gets only what nobody else wants, such as the kernel's SCHED_IDLE. */
  public static final Weight IDLE = new Weight(0);

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if it is outside 0 to 10,000
   */
  public Weight {
    if (value < 0 || value > 10_000) {
      throw new IllegalArgumentException("A weight is 0 to 10000, got (" + value + ")");
    }
  }

  @Override
  public String toString() {
    return Integer.toString(value);
  }
}
