package io.foreshape.api.workload;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How often an instance misses a cache, by how much of it it has. Measured by sampled reuse
 * distances, for example (Waldspurger et al. 2015, Efficient MRC Construction with SHARDS, FAST).
 *
 * <p>It need not be convex; where it is not, plans go by its lower convex hull, which a cache that
 * is divided by hashing can have (Beckmann and Sanchez 2015, Talus, HPCA).
 *
 * <p>Immutable and thread-safe.
 *
 * @param missesPerSecond misses per second by size in bytes, at least that without any cache, which
 *     stands at 0; beyond the largest size they stay the same
 */
public record MissCurve(SortedMap<Double, Double> missesPerSecond) {

  /**
   * Checks and copies the points.
   *
   * @throws IllegalArgumentException if there is none at 0, or a number is negative or not finite
   */
  public MissCurve {
    // By way of a map, so that a comparator of the caller's is left behind.
    missesPerSecond =
        Collections.unmodifiableSortedMap(new TreeMap<>((Map<Double, Double>) missesPerSecond));
    if (missesPerSecond.isEmpty() || missesPerSecond.firstKey() != 0) {
      throw new IllegalArgumentException(
          "A miss curve begins without any cache, at 0 bytes, got (" + missesPerSecond + ")");
    }
    for (Map.Entry<Double, Double> point : missesPerSecond.entrySet()) {
      if (!(point.getKey() < Double.POSITIVE_INFINITY
          && point.getValue() >= 0
          && point.getValue() < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "Sizes and misses are finite and not negative, got (" + point + ")");
      }
    }
  }

  /**
   * The curve of a map.
   *
   * @param missesPerSecond misses per second by size in bytes
   * @return the curve
   * @throws IllegalArgumentException as the constructor
   */
  public static MissCurve of(Map<Double, Double> missesPerSecond) {
    return new MissCurve(new TreeMap<>(missesPerSecond));
  }
}
