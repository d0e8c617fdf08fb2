package io.foreshape.samples.cli.live;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * All moments of all workloads, the newest last.
 *
 * <p>Not thread-safe.
 */
final class Diary {

  private final Map<Workload, List<Moment>> moments = new EnumMap<>(Workload.class);

  Diary() {
    for (Workload workload : Workload.values()) {
      moments.put(workload, new ArrayList<>());
    }
  }

  /** Those of one workload; a list that grows. */
  List<Moment> of(Workload workload) {
    return requireNonNull(moments.get(workload));
  }

  /** A copy without the first so many moments of each workload. */
  Diary without(int first) {
    Diary rest = new Diary();
    moments.forEach((workload, all) -> all.stream().skip(first).forEach(rest.of(workload)::add));
    return rest;
  }

  boolean isEmpty() {
    return moments.values().stream().anyMatch(List::isEmpty);
  }
}
