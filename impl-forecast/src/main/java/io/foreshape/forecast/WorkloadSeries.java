package io.foreshape.forecast;

import io.foreshape.api.workload.InstanceId;
import io.foreshape.api.workload.WorkloadKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whose series answer for an instance that has little or nothing of its own: those of the instances
 * that have been of the same workload for longest, or else of the one that was so last; failing
 * that, of the nearest ancestor ({@link WorkloadKey#ancestry}) that names an application or an
 * instance type.
 *
 * <p>Not thread-safe.
 */
final class WorkloadSeries {

  static final int MOST_KIN = 8;

  private static final int MOST_LEGACIES = 1_000;

  private final Map<WorkloadKey, Map<InstanceId, InstanceSeries>> living = new HashMap<>();

  /** Of the workloads that live; making keys costs more than to find them. */
  private final Map<WorkloadKey, List<WorkloadKey>> ancestries = new HashMap<>();

  private final Map<WorkloadKey, InstanceSeries> legacies = new LinkedHashMap<>();

  void join(InstanceId instance, InstanceSeries series) {
    List<WorkloadKey> keys = telling(series.workload());
    ancestries.putIfAbsent(series.workload(), keys);
    for (WorkloadKey key : keys) {
      living.computeIfAbsent(key, any -> new LinkedHashMap<>()).put(instance, series);
    }
  }

  void leave(InstanceId instance, InstanceSeries series) {
    for (WorkloadKey key : ancestry(series.workload())) {
      Map<InstanceId, InstanceSeries> kin = living.get(key);
      if (kin != null && kin.remove(instance) != null && kin.isEmpty()) {
        living.remove(key);
      }
    }
    if (!living.containsKey(series.workload())) {
      ancestries.remove(series.workload());
    }
  }

  /** Takes over the series of an instance that has left; keeps them if it was the last. */
  void inherit(InstanceSeries series) {
    if (saysMuch(series.workload()) && !living.containsKey(series.workload())) {
      keep(series);
    } else {
      series.release();
    }
  }

  /** The series of workloads whose instances have left, the oldest first. */
  Collection<InstanceSeries> legacies() {
    return legacies.values();
  }

  void clear() {
    living.clear();
    ancestries.clear();
    legacies.clear();
  }

  /** Keeps a series for its workload. */
  void keep(InstanceSeries series) {
    InstanceSeries older = legacies.remove(series.workload());
    if (older != null) {
      older.release();
    }
    legacies.put(series.workload(), series);
    if (legacies.size() > MOST_LEGACIES) {
      Iterator<InstanceSeries> oldest = legacies.values().iterator();
      oldest.next().release();
      oldest.remove();
    }
  }

  /** The keys whose series answer for a workload, the nearest first. */
  List<WorkloadKey> ancestry(WorkloadKey workload) {
    List<WorkloadKey> known = ancestries.get(workload);
    return known == null ? telling(workload) : known;
  }

  private static List<WorkloadKey> telling(WorkloadKey workload) {
    return workload.ancestry().stream().filter(WorkloadSeries::saysMuch).toList();
  }

  /** At most {@link #MOST_KIN} series of a key, but that of the one who asks. */
  List<InstanceSeries> kin(WorkloadKey key, InstanceId self) {
    List<InstanceSeries> kin = new ArrayList<>();
    for (Map.Entry<InstanceId, InstanceSeries> each :
        living.getOrDefault(key, Map.of()).entrySet()) {
      if (kin.size() == MOST_KIN) {
        return kin;
      }
      if (!each.getKey().equals(self)) {
        kin.add(each.getValue());
      }
    }
    InstanceSeries legacy = legacies.get(key);
    if (kin.isEmpty() && legacy != null) {
      kin.add(legacy);
    }
    return kin;
  }

  /** A region, or nothing at all, says nothing about what an instance needs. */
  private static boolean saysMuch(WorkloadKey key) {
    return key.application() != null || key.instanceType() != null;
  }
}
