package io.foreshape.solver;

import io.foreshape.api.plan.AllocationRequest;
import io.foreshape.api.plan.Allocator;
import io.foreshape.api.plan.AmountExplanation;
import io.foreshape.api.plan.Headroom;
import io.foreshape.api.plan.PlannedShape;
import io.foreshape.api.plan.ShadowPrice;
import io.foreshape.api.plan.ShapePlan;
import io.foreshape.api.plan.Shortfall;
import io.foreshape.api.workload.InstanceId;
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
 * solver says, cost, constraints and bound are computed here. What has not changed since the last
 * plan is taken from there ({@link Memory}).
 *
 * <p>An instance without a profile, or whose profile lacks a resource, keeps what it has of it: its
 * current cap counts against the capacity, or its floor where it has no cap.
 *
 * <p>Who wants CPUs of its own bids for whole ones ({@link WholeUnits}), and is told which once it
 * is decided how many ({@link Placing}).
 *
 * <p>Not thread-safe.
 */
final class DefaultAllocator implements Allocator {

  private final CheckedSolver solver;
  private final Placer placer;
  private final Workers workers;
  private final LongSupplier nanoTicker;
  private final Memory memory = new Memory();

  DefaultAllocator(CheckedSolver solver, Placer placer, Workers workers, LongSupplier nanoTicker) {
    this.solver = solver;
    this.placer = placer;
    this.workers = workers;
    this.nanoTicker = nanoTicker;
  }

  @Override
  public ShapePlan plan(AllocationRequest request) {
    long start = nanoTicker.getAsLong();
    memory.begin(request.costs());
    solver.begin();
    Intake intake = Intake.of(request, memory, workers);
    List<Group> groups = Grouping.groups(intake, request.sharedLimits());
    boolean isStrict = request.costs().isPriorityStrict();
    List<SettledGroup> settled = Settling.settle(groups, solver, isStrict, memory, workers);
    List<PlannedShape> amounts = PlannedShapes.of(intake, settled, workers);
    memory.end();
    List<PlannedShape> shapes = Placing.of(request, amounts, placer);
    long problem = ProblemHash.of(request, intake);
    Duration elapsed = Duration.ofNanos(nanoTicker.getAsLong() - start);
    return new ShapePlan(
        request.effectiveFrom(),
        shapes,
        Certificates.certify(settled, solver, problem, elapsed),
        Shortages.byPlace(
            settled, SettledGroup::shadowPrices, ShadowPrice::host, ShadowPrice::resource),
        Shortages.byPlace(settled, SettledGroup::shortfalls, Shortfall::host, Shortfall::resource),
        Shortages.byPlace(settled, SettledGroup::headroom, Headroom::host, Headroom::resource),
        SharedUses.inOrder(request.sharedLimits(), settled));
  }

  @Override
  public List<AmountExplanation> explain(InstanceId instance) {
    Known known = memory.find(instance);
    return known == null ? List.of() : Explanations.of(known);
  }

  @Override
  public void close() {
    try (solver;
        placer) {
      // Both are closed, the second also where the first one fails.
    }
  }
}
