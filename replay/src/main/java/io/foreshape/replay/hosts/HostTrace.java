package io.foreshape.replay.hosts;

import static java.util.Objects.requireNonNull;

import io.foreshape.replay.trace.Series;
import io.foreshape.replay.trace.TraceResource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What instances used of several resources, on one clock.
 *
 * <p>Immutable and thread-safe.
 */
final class HostTrace {

  private final List<TraceResource> resources = new ArrayList<>();
  private final int instances;
  private final @Nullable Series[][] series;
  private final double[][] ceilings;
  private final long startEpochSecond;
  private final int stepSeconds;
  private final int steps;

  /**
   * A trace.
   *
   * @param byResource per name, at least one series
   * @throws IllegalArgumentException if two names stand for one resource, or the series do not
   *     share a start and a step
   */
  HostTrace(Map<String, List<Series>> byResource) {
    Map<String, Integer> columns = new LinkedHashMap<>();
    byResource.values().forEach(all -> all.forEach(one -> number(columns, one.instanceId())));
    this.instances = columns.size();
    this.series = new Series[byResource.size()][instances];
    this.ceilings = new double[byResource.size()][instances];
    Series first = byResource.values().iterator().next().get(0);
    this.startEpochSecond = first.startEpochSecond();
    this.stepSeconds = first.stepSeconds();
    int longest = 0;
    for (List<Series> all : byResource.values()) {
      int r = resources.size();
      resources.add(all.get(0).resource());
      for (Series one : all) {
        requireSameClock(first, one);
        int column = requireNonNull(columns.get(one.instanceId()));
        series[r][column] = one;
        ceilings[r][column] = one.max();
        longest = Math.max(longest, one.length());
      }
    }
    this.steps = longest;
    requireDistinct();
  }

  private static void number(Map<String, Integer> columns, String id) {
    columns.putIfAbsent(id, columns.size());
  }

  private static void requireSameClock(Series first, Series other) {
    if (first.startEpochSecond() != other.startEpochSecond()
        || first.stepSeconds() != other.stepSeconds()) {
      throw new IllegalArgumentException(
          "On hosts all series share a start and a step, got ("
              + first
              + " from "
              + first.startEpochSecond()
              + ") and ("
              + other
              + " from "
              + other.startEpochSecond()
              + "); replay them without --hosts");
    }
  }

  private void requireDistinct() {
    Set<String> seen = new LinkedHashSet<>();
    for (TraceResource resource : resources) {
      if (!seen.add(resource.resource().id())) {
        throw new IllegalArgumentException(
            "On hosts each resource has one name in the trace, got a second one for "
                + resource.resource().id()
                + " ("
                + resource.name()
                + "); choose one with --resources");
      }
    }
  }

  List<TraceResource> resources() {
    return List.copyOf(resources);
  }

  int instances() {
    return instances;
  }

  int steps() {
    return steps;
  }

  int stepSeconds() {
    return stepSeconds;
  }

  long startEpochSecond() {
    return startEpochSecond;
  }

  /** Per resource and instance, the most it used in the whole trace; not to be changed. */
  double[][] ceilings() {
    return ceilings;
  }

  /** What an instance used of a resource in a step; NaN where that is not known. */
  double use(int resource, int instance, int step) {
    Series of = series[resource][instance];
    return of == null || step >= of.length() ? Double.NaN : of.value(step);
  }

  /** Whether an instance has not ended before a step. */
  boolean isPresent(int instance, int step) {
    for (Series[] of : series) {
      Series one = of[instance];
      if (one != null && step < one.length()) {
        return true;
      }
    }
    return false;
  }
}
