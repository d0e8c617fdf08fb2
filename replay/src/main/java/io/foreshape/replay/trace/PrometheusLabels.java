package io.foreshape.replay.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * The labels of a Prometheus series, and what they tell.
 *
 * <p>The instance is {@code namespace/pod/container} as far as these labels are there; without pod
 * and container {@code instance/name}; without these all labels. The resource is the label {@code
 * resource}, or else the metric's name, or else {@code value}; its unit the label {@code unit}, or
 * else what the name tells. Functions such as {@code rate} drop the name: {@code
 * label_replace(rate(...), "resource", "cpu_cores", "", "")} gives one.
 *
 * @param labels the labels by name
 */
record PrometheusLabels(SortedMap<String, String> labels) {

  private static final Set<String> NOT_IDENTITY = Set.of("__name__", "resource", "unit");

  String instanceId() {
    String container =
        labels.containsKey("pod") || labels.containsKey("container")
            ? join(List.of("namespace", "pod", "container"))
            : join(List.of("instance", "name"));
    return container.isEmpty() ? allLabels() : container;
  }

  private String join(List<String> names) {
    List<String> parts = new ArrayList<>();
    for (String name : names) {
      String value = labels.get(name);
      if (value != null && !value.isEmpty()) {
        parts.add(value);
      }
    }
    return String.join("/", parts);
  }

  private String allLabels() {
    String all =
        labels.entrySet().stream()
            .filter(label -> !NOT_IDENTITY.contains(label.getKey()))
            .map(Map.Entry::toString)
            .collect(Collectors.joining(","));
    return all.isEmpty() ? "all" : all;
  }

  String resource() {
    return labels.getOrDefault("resource", labels.getOrDefault("__name__", "value"));
  }

  /**
   * The resource.
   *
   * @throws TraceException if the metric is by its name a counter since a process' start, which is
   *     not a use per step
   */
  TraceResource traceResource(FaultPlace place) {
    String name = Names.required(resource(), "resource", place);
    if (name.endsWith("_total")) {
      throw place.fault(
          "the metric "
              + FaultPlace.excerpt(name)
              + " is by its name a counter, not a use; query its rate(...) and give the result a"
              + " label resource");
    }
    return TraceResource.of(name, Names.checked(labels.getOrDefault("unit", ""), "unit", place));
  }
}
