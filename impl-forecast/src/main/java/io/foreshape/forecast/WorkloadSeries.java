package io.foreshape.forecast;

import io.foreshape.api.workload.InstanceId;
import io.foreshape.api.workload.WorkloadKey;
import java.util.ArrayList;
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
  private final Map<WorkloadKey, InstanceSeries> legacies = new LinkedHashMap<>();

  void join(InstanceId instance, InstanceSeries series) {
    for (WorkloadKey key : series.workload().ancestry()) {
      if (saysMuch(key)) {
        living.computeIfAbsent(key, any -> new LinkedHashMap<>()).put(instance, series);
      }
    }
  }

  void leave(InstanceId instance, InstanceSeries series) {
    for (WorkloadKey key : series.workload().ancestry()) {
      Map<InstanceId, InstanceSeries> kin = living.get(key);
      if (kin != null && kin.remove(instance) != null && kin.isEmpty()) {
        living.remove(key);
      }
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

  private void keep(InstanceSeries series) {
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

  /**
   * The series that answer for a workload, the nearest first: at most {@link #MOST_KIN} of each key
   * in its ancestry that has any.
   *
   * @param self who asks, and is not its own kin
   */
  List<List<InstanceSeries>> kin(WorkloadKey workload, InstanceId self) {
    List<List<InstanceSeries>> kin = new ArrayList<>();
    for (WorkloadKey key : workload.ancestry()) {
      List<InstanceSeries> ofKey = kinOf(key, self);
      if (!ofKey.isEmpty()) {
        kin.add(ofKey);
      }
    }
    return kin;
  }

  private List<InstanceSeries> kinOf(WorkloadKey key, InstanceId self) {
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
