package io.foreshape.forecast;

import io.foreshape.api.workload.InstanceId;
import io.foreshape.api.workload.WorkloadKey;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whose series answer for an instance that has none of its own: those of the instance that has been
 * of the same workload for longest, or else of the one that was so last; failing that, of the
 * nearest ancestor ({@link WorkloadKey#ancestry}) that names an application or an instance type.
 *
 * <p>Not thread-safe.
 */
final class WorkloadSeries {

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

  /** The series that answer for a workload; null if none do. */
  @Nullable InstanceSeries nearest(WorkloadKey workload) {
    for (WorkloadKey key : workload.ancestry()) {
      Map<InstanceId, InstanceSeries> kin = living.get(key);
      if (kin != null) {
        return kin.values().iterator().next();
      }
      InstanceSeries legacy = legacies.get(key);
      if (legacy != null) {
        return legacy;
      }
    }
    return null;
  }

  /** A region, or nothing at all, says nothing about what an instance needs. */
  private static boolean saysMuch(WorkloadKey key) {
    return key.application() != null || key.instanceType() != null;
  }
}
