package io.foreshape.api.shape;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How an instance's memory is spread over the host's memory tiers.
 *
 * <p>Immutable and thread-safe.
 *
 * @param shares share per tier id, each 0 to 1; they sum to 1 within 1e-9
 */
public record TierSplit(SortedMap<String, Double> shares) {

  private static final double TOLERANCE = 1e-9;

  /**
   * Checks and copies the shares.
   *
   * @throws IllegalArgumentException if a share is outside 0 to 1 or they do not sum to 1
   */
  public TierSplit {
    // By way of a map, so that a comparator of the caller's is left behind.
    shares = Collections.unmodifiableSortedMap(new TreeMap<>((Map<String, Double>) shares));
    double sum = 0;
    for (double share : shares.values()) {
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException(
            "A tier's share lies between 0 and 1, got (" + share + ") in " + shares);
      }
      sum += share;
    }
    if (Math.abs(sum - 1) > TOLERANCE) {
      throw new IllegalArgumentException(
          "The shares of all tiers sum to 1, got (" + sum + ") for " + shares);
    }
  }

  /**
   * The split of a map.
   *
   * @param shares share per tier id
   * @return the split
   * @throws IllegalArgumentException if a share is outside 0 to 1 or they do not sum to 1
   */
  public static TierSplit of(Map<String, Double> shares) {
    return new TierSplit(new TreeMap<>(shares));
  }

  @Override
  public String toString() {
    return shares.toString();
  }
}
