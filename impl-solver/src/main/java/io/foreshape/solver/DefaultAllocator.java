package io.foreshape.solver;

import io.foreshape.api.plan.AllocationRequest;
import io.foreshape.api.plan.Allocator;
import io.foreshape.api.plan.ShapePlan;
import io.foreshape.solver.CheckedSolver.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Gives every instance the amount of each priced resource that costs least by its forecast, and
 * asks a solver only where there is not enough.
 *
 * <p>Per instance and resource the expected cost of each amount is a convex curve ({@link
 * CostCurve}); per host and resource the curves share a capacity ({@link Pool}), and pools may
 * share limits ({@link Group}); nothing else is shared, so each group stands alone. Whatever the
 * solver says, cost, constraints and bound are computed here.
 *
 * <p>An instance without a profile, or whose profile lacks a resource, keeps what it has of it: its
 * current cap counts against the capacity, or its floor where it has no cap.
 *
 * <p>Not thread-safe.
 */
final class DefaultAllocator implements Allocator {

  private final CheckedSolver solver;
  private final LongSupplier nanoTicker;

  DefaultAllocator(CheckedSolver solver, LongSupplier nanoTicker) {
    this.solver = solver;
    this.nanoTicker = nanoTicker;
  }

  @Override
  public ShapePlan plan(AllocationRequest request) {
    long start = nanoTicker.getAsLong();
    Intake intake = Intake.of(request);
    Outcome outcome = Settling.settle(Grouping.groups(intake, request.sharedLimits()), solver);
    Duration elapsed = Duration.ofNanos(nanoTicker.getAsLong() - start);
    List<Settlement> settlements =
        outcome.settlements().stream().flatMap(group -> group.settlements().stream()).toList();
    return new ShapePlan(
        request.effectiveFrom(),
        PlannedShapes.of(request, intake, settlements),
        Certificates.certify(outcome, solver.seed(), elapsed),
        Shortages.shadowPrices(settlements),
        Shortages.shortfalls(settlements),
        Shortages.headroom(settlements),
        SharedUses.of(request.sharedLimits(), outcome.settlements()));
  }

  @Override
  public void close() {
    solver.close();
  }
}
