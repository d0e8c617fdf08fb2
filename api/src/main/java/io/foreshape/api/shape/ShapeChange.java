package io.foreshape.api.shape;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * One dimension going from one value to another.
 *
 * <p>Immutable and thread-safe.
 *
 * @param <T> the type of the dimension's values
 * @param dimension what changes
 * @param from the old value, or null where it was not set
 * @param to the new value
 */
public record ShapeChange<T>(Dimension<T> dimension, @Nullable T from, T to) {

  /** Checks that dimension and new value are there. */
  public ShapeChange {
    requireNonNull(dimension, "dimension");
    requireNonNull(to, "to");
  }

  @Override
  public String toString() {
    return dimension + ": " + (from == null ? "unset" : from) + " -> " + to;
  }
}
