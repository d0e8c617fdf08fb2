package io.foreshape.replay.trace;

import java.util.HashMap;
import java.util.Map;

/**
 * The resources seen so far in a file, so that its series share them instead of each working its
 * own out.
 *
 * <p>Not thread-safe.
 */
final class KnownResources {

  /** More than any honest trace has; a hostile one starts over. */
  private static final int MAX_ENTRIES = 256;

  private final Map<String, TraceResource> known = new HashMap<>();

  TraceResource of(String name, String unit) {
    if (known.size() >= MAX_ENTRIES) {
      known.clear();
    }
    return known.computeIfAbsent(name + "\n" + unit, key -> TraceResource.of(name, unit));
  }
}
