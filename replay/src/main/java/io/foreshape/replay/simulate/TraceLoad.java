package io.foreshape.replay.simulate;

import io.foreshape.replay.trace.GeneratedTrace;
import io.foreshape.replay.trace.Series;
import io.foreshape.replay.trace.TraceFormats;
import io.foreshape.replay.trace.TraceResource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads what a request asks for, grouped by resource. Keeps 4 bytes per sample, and no more than
 * half the heap of them: the other half is for reading and for what policies remember.
 *
 * <p>Thread-safe: each call reads for itself.
 */
public final class TraceLoad {

  private static final int MOST_NAMES = 20;

  private final ReplayRequest request;
  private final Map<String, List<Series>> byResource = new LinkedHashMap<>();
  private final Set<String> seen = new LinkedHashSet<>();
  private final Set<List<String>> kept = new HashSet<>();
  private long bytesLeft;

  private TraceLoad(ReplayRequest request, long bytes) {
    this.request = request;
    this.bytesLeft = bytes;
  }

  /**
   * Reads.
   *
   * @param request what to replay; its files and resource names are looked at
   * @return at least one resource, and at least one series of each; in the order asked for
   * @throws io.foreshape.replay.trace.TraceException if a file can't be read
   * @throws IllegalArgumentException if there is nothing to replay, a resource is not in the trace
   *     (the message lists what is), files contradict each other, or the heap is too small
   */
  public static Map<String, List<Series>> load(ReplayRequest request) {
    return load(request, Runtime.getRuntime().maxMemory() / 2);
  }

  static Map<String, List<Series>> load(ReplayRequest request, long bytes) {
    TraceLoad load = new TraceLoad(request, bytes);
    if (request.traces().isEmpty()) {
      new GeneratedTrace(1).read(load::isWanted, load::add);
    }
    for (Path file : request.traces()) {
      TraceFormats.read(file, load::isWanted, load::add);
    }
    return load.inOrder();
  }

  private boolean isWanted(String name) {
    if (seen.size() < MOST_NAMES) {
      seen.add(name);
    }
    return request.resources().isEmpty() || request.resources().contains(name);
  }

  private void add(Series series) {
    TraceResource resource = series.resource();
    List<Series> others = byResource.computeIfAbsent(resource.name(), key -> new ArrayList<>());
    if (!others.isEmpty() && !others.get(0).resource().equals(resource)) {
      throw new IllegalArgumentException(
          "A resource has one unit, got ("
              + others.get(0).resource().unit()
              + ") and ("
              + resource.unit()
              + ") for "
              + resource.name()
              + "; replay the files apart");
    }
    if (!kept.add(List.of(resource.name(), series.instanceId()))) {
      throw new IllegalArgumentException(
          "An instance has one series of a resource, got a second of ("
              + series.instanceId()
              + "/"
              + resource.name()
              + "); name each file once, and join a series that is spread over files");
    }
    bytesLeft -= (long) Float.BYTES * series.length();
    if (bytesLeft < 0) {
      throw new IllegalArgumentException(
          "The samples need more than half of the heap; choose fewer resources or give the JVM more"
              + " memory (-Xmx)");
    }
    others.add(series);
  }

  private Map<String, List<Series>> inOrder() {
    Map<String, List<Series>> ordered = new LinkedHashMap<>();
    for (String name : request.resources()) {
      List<Series> series = byResource.get(name);
      if (series == null) {
        throw new IllegalArgumentException(
            "The trace has no resource (" + name + "); it has " + String.join(", ", seen));
      }
      ordered.put(name, series);
    }
    byResource.forEach(ordered::putIfAbsent);
    if (ordered.isEmpty()) {
      throw new IllegalArgumentException("The trace has no series, there is nothing to replay");
    }
    return ordered;
  }
}
