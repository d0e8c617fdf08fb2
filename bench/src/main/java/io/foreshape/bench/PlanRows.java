package io.foreshape.bench;

import com.sun.management.ThreadMXBean;
import io.foreshape.api.plan.AllocationRequest;
import io.foreshape.api.plan.Allocator;
import io.foreshape.api.plan.Certificate;
import io.foreshape.api.plan.ShapePlan;
import io.foreshape.api.provider.Settings;
import io.foreshape.solver.DefaultAllocatorProvider;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * What whole plans cost on {@link MadeRequest}s: curves, solving, certificate, shapes and reasons.
 * Anew, and again by the same allocator after the profiles of one host in a hundred have changed.
 */
final class PlanRows {

  private static final int WARM_UP = 20;
  private static final int MEASURED = 41;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private PlanRows() {}

  static List<SolverBoard.Row> of(int n) {
    AllocationRequest request = MadeRequest.of(n);
    AllocationRequest changed = MadeRequest.withChanges(request);
    List<SolverBoard.Row> rows = new ArrayList<>();
    rows.add(
        row(
            "plan",
            n,
            each -> {
              try (Allocator allocator = allocator()) {
                return allocator.plan(each);
              }
            },
            request,
            changed));
    try (Allocator allocator = allocator()) {
      rows.add(row("replan", n, allocator::plan, request, changed));
    }
    return rows;
  }

  private static Allocator allocator() {
    return new DefaultAllocatorProvider().create(Settings.none());
  }

  /** Plans requests in turn. */
  private static SolverBoard.Row row(
      String problem,
      int n,
      Function<AllocationRequest, ShapePlan> planner,
      AllocationRequest... requests) {
    double[] millis = new double[MEASURED];
    Certificate certificate = planner.apply(requests[0]).certificate();
    for (int i = -WARM_UP; i < MEASURED; i++) {
      long start = THREADS.getCurrentThreadCpuTime();
      ShapePlan plan = planner.apply(requests[Math.floorMod(i, requests.length)]);
      millis[Math.max(0, i)] = (THREADS.getCurrentThreadCpuTime() - start) / 1e6;
      certificate = plan.certificate();
    }
    Arrays.sort(millis);
    return new SolverBoard.Row(
        problem,
        n,
        "default",
        0,
        millis[MEASURED / 2],
        certificate.objectivePerHour(),
        certificate.boundPerHour());
  }
}
