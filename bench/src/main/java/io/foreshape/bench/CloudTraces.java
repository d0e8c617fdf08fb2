package io.foreshape.bench;

import io.foreshape.replay.trace.TraceFormats;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the cloud traces of a folder. */
final class CloudTraces {

  private static final List<String> PACKED =
      List.of(
          "bitbrains_rnd_5min_13w",
          "bitbrains_rnd_1h_13w",
          "bitbrains_rnd_201307_cpu_gifteval",
          "bitbrains_faststorage_50vm_cpu_5min",
          "azure_v1_100vm_5min",
          "azure_v1_78vm_periodic_5min",
          "google2019_tasks_5min",
          "google2011_400vm_24h_5min",
          "planetlab_2days_5min",
          "cluster_aggregates_5min",
          "request_rates_5min");

  /** A row per sample, with jitter: on the grid that the replay puts it on. */
  private static final String LONG = "nab_long";

  /** Limits are no use. */
  private static final Set<String> LEFT_OUT = Set.of("cpu_limit", "mem_limit");

  private CloudTraces() {}

  /**
   * A task per trace that is there and resource in it.
   *
   * @throws IOException if none is there, or a file is malformed
   */
  static List<CloudTask> of(Path folder) throws IOException {
    CloudWorkloads workloads = CloudWorkloads.of(folder);
    List<CloudTask> tasks = new ArrayList<>();
    for (String trace : PACKED) {
      if (PackedFiles.has(folder, trace)) {
        addTasks(tasks, trace, PackedFiles.read(folder, trace), workloads);
      }
    }
    List<Series> samples = new ArrayList<>();
    for (Path file : PackedFiles.files(folder, LONG)) {
      TraceFormats.read(file, resource -> true, each -> samples.add(series(each)));
    }
    addTasks(tasks, LONG, samples, workloads);
    if (tasks.isEmpty()) {
      throw new IOException("There is no cloud trace in (" + folder + "); --data names the folder");
    }
    return tasks;
  }

  /** A resource is a task; where a trace has it at several step lengths, each is one. */
  private static void addTasks(
      List<CloudTask> tasks, String trace, List<Series> all, CloudWorkloads workloads) {
    Map<String, List<Series>> byResource = new LinkedHashMap<>();
    for (Series series : all) {
      if (!LEFT_OUT.contains(series.variate())) {
        byResource
            .computeIfAbsent(key(series), key -> new ArrayList<>())
            .add(series.of(workloads.of(trace, series.id())));
      }
    }
    byResource.forEach((key, series) -> tasks.add(new CloudTask(trace + "/" + key, series)));
  }

  private static String key(Series series) {
    boolean isUsual = series.stepSeconds() == 300 || series.stepSeconds() == 3_600;
    return isUsual ? series.variate() : series.variate() + "/" + series.stepSeconds() + "s";
  }

  private static Series series(io.foreshape.replay.trace.Series recorded) {
    double[] values = new double[recorded.length()];
    Arrays.setAll(values, recorded::value);
    int step = recorded.stepSeconds();
    long firstStep = Math.floorDiv(recorded.startEpochSecond(), (long) step);
    return new Series(recorded.instanceId(), recorded.resource().name(), step, firstStep, values);
  }
}
