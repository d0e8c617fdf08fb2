package io.foreshape.api.shape;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * What one instance gets, per dimension. A dimension that is absent is left untouched.
 *
 * <p>Immutable and thread-safe. {@code shape.apply(shape.diff(target))} has every dimension of the
 * target at the target's value, and all others as they were.
 */
public final class Shape {

  private static final Shape UNTOUCHED = new Shape(new TreeMap<>());

  private final NavigableMap<Dimension<?>, Object> values;

  private Shape(NavigableMap<Dimension<?>, Object> values) {
    this.values = values;
  }

  /**
   * The shape that sets nothing.
   *
   * @return the empty shape
   */
  public static Shape untouched() {
    return UNTOUCHED;
  }

  /**
   * This shape with one dimension set.
   *
   * @param <T> the type of the dimension's values
   * @param dimension what to set
   * @param value its value
   * @return a new shape
   * @throws IllegalArgumentException if hard memory would be below soft or guaranteed memory, or a
   *     network cap below what is reserved; no soft limit at all is not above anything
   */
  public <T> Shape with(Dimension<T> dimension, T value) {
    NavigableMap<Dimension<?>, Object> copy = new TreeMap<>(values);
    copy.put(dimension, dimension.type().cast(requireNonNull(value, "value")));
    return checked(copy);
  }

  /**
   * This shape without one dimension.
   *
   * @param dimension what to leave untouched
   * @return a shape that does not set it
   */
  public Shape without(Dimension<?> dimension) {
    NavigableMap<Dimension<?>, Object> copy = new TreeMap<>(values);
    copy.remove(dimension);
    return new Shape(copy);
  }

  /**
   * The value of a dimension.
   *
   * @param <T> the type of the dimension's values
   * @param dimension which
   * @return its value, or empty where the shape leaves it untouched
   */
  public <T> Optional<T> get(Dimension<T> dimension) {
    return Optional.ofNullable(dimension.type().cast(values.get(dimension)));
  }

  /**
   * The dimensions that are set, sorted.
   *
   * @return an unmodifiable set
   */
  public SortedSet<Dimension<?>> dimensions() {
    return Collections.unmodifiableSortedSet(values.navigableKeySet());
  }

  /**
   * What must change to get from this shape to a target.
   *
   * @param target the shape to reach; what it leaves untouched does not change
   * @return the changes, sorted by dimension; empty if nothing does
   */
  public List<ShapeChange<?>> diff(Shape target) {
    List<ShapeChange<?>> changes = new ArrayList<>();
    for (Dimension<?> dimension : target.values.keySet()) {
      addChange(changes, dimension, target);
    }
    return Collections.unmodifiableList(changes);
  }

  /**
   * This shape after some changes.
   *
   * @param changes the changes; their old values are not looked at
   * @return a new shape
   * @throws IllegalArgumentException if the result contradicts itself (see {@link #with})
   */
  public Shape apply(Collection<ShapeChange<?>> changes) {
    NavigableMap<Dimension<?>, Object> copy = new TreeMap<>(values);
    for (ShapeChange<?> change : changes) {
      Object to = change.to();
      if (to == null) {
        copy.remove(change.dimension());
      } else {
        copy.put(change.dimension(), to);
      }
    }
    return checked(copy); // at the end only: the order of the changes must not matter
  }

  private <T> void addChange(List<ShapeChange<?>> changes, Dimension<T> dimension, Shape target) {
    T from = get(dimension).orElse(null);
    T to = target.get(dimension).orElseThrow();
    if (!to.equals(from)) {
      changes.add(new ShapeChange<>(dimension, from, to));
    }
  }

  private static Shape checked(NavigableMap<Dimension<?>, Object> values) {
    Shape shape = new Shape(values);
    Dimension.upperBounds().forEach(shape::requireOrder);
    return shape;
  }

  private void requireOrder(Dimension<Limit> lower, Dimension<Limit> upper) {
    Optional<Limit> low = get(lower);
    Optional<Limit> high = get(upper);
    // No soft limit at all is what most instances have below a hard one.
    if (low.orElse(null) instanceof Limit.AtMost lowest
        && high.isPresent()
        && lowest.amount() > high.get().orInfinity()) {
      throw new IllegalArgumentException(
          lower + " (" + low.get() + ") is above " + upper + " (" + high.get() + ")");
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
