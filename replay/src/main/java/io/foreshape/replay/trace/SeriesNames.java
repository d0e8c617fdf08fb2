package io.foreshape.replay.trace;

import java.util.HashSet;
import java.util.Set;

/**
 * The series seen so far in a file.
 *
 * <p>Not thread-safe.
 */
final class SeriesNames {

  /** About what an entry of the set takes beside its characters. */
  private static final int ENTRY_BYTES = 120;

  private final Set<String> seen = new HashSet<>();
  private final MemoryBudget budget;

  SeriesNames(MemoryBudget budget) {
    this.budget = budget;
  }

  /** Adds a series; false if it was there. */
  boolean add(String instanceId, String resource, FaultPlace place) {
    String key = key(instanceId, resource);
    boolean added = seen.add(key);
    if (added) {
      budget.take(ENTRY_BYTES + 2L * key.length(), place);
    }
    return added;
  }

  /** A name of the series, unique since names contain no line break. */
  static String key(String instanceId, String resource) {
    return instanceId + "\n" + resource;
  }
}
