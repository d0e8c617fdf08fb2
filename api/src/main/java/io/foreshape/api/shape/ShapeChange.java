package io.foreshape.api.shape;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * One dimension going from one value to another, or to none: then it has the platform's default.
 *
 * <p>Immutable and thread-safe.
 *
 * @param <T> the type of the dimension's values
 * @param dimension what changes
 * @param from the old value, or null where it was not set
 * @param to the new value, or null to unset it
 */
public record ShapeChange<T>(Dimension<T> dimension, @Nullable T from, @Nullable T to) {

  /**
   * Checks that there is a dimension and a value.
   *
   * @throws IllegalArgumentException if both values are null
   */
  public ShapeChange {
    requireNonNull(dimension, "dimension");
    if (from == null && to == null) {
      throw new IllegalArgumentException(
          "A change has an old or a new value, got two unset ones for (" + dimension + ")");
    }
  }

  /**
   * The way back.
   *
   * @return the change from the new value to the old one
   */
  public ShapeChange<T> reversed() {
    return new ShapeChange<>(dimension, to, from);
  }

  /** Such as {@code cpu.quota: 2.0 -> 4.0}. */
  @Override
  public String toString() {
    return dimension + ": " + text(from) + " -> " + text(to);
  }

  private static Object text(@Nullable Object value) {
    return value == null ? "unset" : value;
  }
}
