package io.foreshape.api.shape;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Numbers of logical CPUs or NUMA nodes; at least one.
 *
 * <p>Immutable and thread-safe.
 *
 * @param ids the numbers, not negative
 */
public record IdSet(SortedSet<Integer> ids) {

  /**
   * Checks and copies the numbers.
   *
   * @throws IllegalArgumentException if there is none or one is negative
   */
  public IdSet {
    // By way of a collection, so that a comparator of the caller's is left behind.
    ids = Collections.unmodifiableSortedSet(new TreeSet<>((Collection<Integer>) ids));
    if (ids.isEmpty() || ids.first() < 0) {
      throw new IllegalArgumentException(
          "A set of CPUs or nodes has at least one number, none negative, got (" + ids + ")");
    }
  }

  /**
   * The set of some numbers.
   *
   * @param ids the numbers
   * @return the set
   * @throws IllegalArgumentException if there is none or one is negative
   */
  public static IdSet of(Collection<Integer> ids) {
    return new IdSet(new TreeSet<>(ids));
  }

  @Override
  public String toString() {
    return ids.stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
