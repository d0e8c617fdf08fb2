package io.foreshape.samples.cli.live;

import io.foreshape.api.workload.InstanceId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The processes of all workloads, twice: of one side and of the other.
 *
 * <p>Not thread-safe.
 */
final class Fleet implements AutoCloseable {

  private final LiveGroups groups;
  private final Duration day;
  private final LiveNetwork network;
  private final RunFolder folder;
  private final Map<LiveGroups.Side, Map<Workload, WorkloadProcess>> processes =
      new EnumMap<>(LiveGroups.Side.class);

  private Fleet(LiveGroups groups, Duration day, LiveNetwork network, RunFolder folder) {
    this.groups = groups;
    this.day = day;
    this.network = network;
    this.folder = folder;
  }

  /** Starts them all, each in its group, and waits until they are ready; none begins yet. */
  static Fleet start(LiveGroups groups, Duration day, LiveNetwork network, RunFolder folder)
      throws IOException {
    Fleet fleet = new Fleet(groups, day, network, folder);
    try {
      for (LiveGroups.Side side : LiveGroups.Side.values()) {
        for (Workload workload : Workload.values()) {
          fleet.start(side, workload);
        }
      }
      fleet.all().forEach(WorkloadProcess::awaitReady);
      return fleet;
    } catch (IOException e) {
      fleet.close();
      throw e;
    }
  }

  private WorkloadProcess start(LiveGroups.Side side, Workload workload) throws IOException {
    WorkloadProcess process = WorkloadProcess.start(workload, side, day, network, folder);
    of(side).put(workload, process);
    groups.add(side, workload, process.pid());
    return process;
  }

  private Map<Workload, WorkloadProcess> of(LiveGroups.Side side) {
    return processes.computeIfAbsent(side, any -> new EnumMap<>(Workload.class));
  }

  /** Lets all begin. */
  void begin(Instant midnight) {
    all().forEach(process -> process.begin(midnight));
  }

  private List<WorkloadProcess> all() {
    return processes.values().stream().flatMap(side -> side.values().stream()).toList();
  }

  /** Starts those anew that have been killed, as whoever runs a service does. */
  void revive(Instant midnight) throws IOException {
    for (LiveGroups.Side side : LiveGroups.Side.values()) {
      for (Map.Entry<Workload, WorkloadProcess> each : Map.copyOf(of(side)).entrySet()) {
        if (each.getValue().isKilled()) {
          each.getValue().close();
          start(side, each.getKey()).begin(midnight);
        }
      }
    }
  }

  /** Which processes have ended by themselves, and not by a signal, which none should. */
  List<String> failures() {
    List<String> failures = new ArrayList<>();
    processes.forEach(
        (side, all) ->
            all.forEach(
                (workload, process) ->
                    process
                        .failure()
                        .ifPresent(
                            status ->
                                failures.add(
                                    side.group() + " " + workload.id() + " ended: " + status))));
    return failures;
  }

  /** The bytes that an instance has sent in all. */
  long sentBytes(LiveGroups.Side side, InstanceId instance) {
    for (Map.Entry<Workload, WorkloadProcess> each : of(side).entrySet()) {
      if (each.getKey().id().equals(instance)) {
        return each.getValue().sentBytes();
      }
    }
    return 0;
  }

  @Override
  public void close() {
    all().forEach(WorkloadProcess::end);
    all().forEach(WorkloadProcess::close);
  }
}
