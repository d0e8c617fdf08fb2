package io.foreshape.solver;

import io.foreshape.api.plan.AllocationRequest;
import io.foreshape.api.plan.Allocator;
import io.foreshape.api.plan.ShapePlan;
import io.foreshape.solver.CheckedSolver.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Gives every instance the amount of each priced resource that costs least by its forecast, and
 * asks a solver only where a host has not enough.
 *
 * <p>Per instance and resource the expected cost of each amount is a convex curve ({@link
 * CostCurve}); per host and resource the curves share a capacity ({@link Pool}), and nothing else
 * is shared, so each pool stands alone. Whatever the solver says, cost, constraints and bound are
 * computed here.
 *
 * <p>An instance without a profile, or whose profile lacks a resource, keeps what it has of it: its
 * current cap counts against the capacity, or its floor where it has no cap.
 *
 * <p>Not thread-safe.
 */
final class DefaultAllocator implements Allocator {

  private static final String PRESOLVE = "presolve";

  private final CheckedSolver solver;
  private final LongSupplier nanoTicker;

  DefaultAllocator(CheckedSolver solver, LongSupplier nanoTicker) {
    this.solver = solver;
    this.nanoTicker = nanoTicker;
  }

  @Override
  public ShapePlan plan(AllocationRequest request) {
    long start = nanoTicker.getAsLong();
    Outcome outcome = settle(Intake.pools(request));
    Duration elapsed = Duration.ofNanos(nanoTicker.getAsLong() - start);
    return new ShapePlan(
        request.effectiveFrom(),
        PlannedShapes.of(request, outcome.settlements()),
        Certificates.certify(outcome, solver.seed(), elapsed),
        Shortages.shadowPrices(outcome.settlements()),
        Shortages.shortfalls(outcome.settlements()),
        Shortages.headroom(outcome.settlements()));
  }

  @Override
  public void close() {
    solver.close();
  }

  private Outcome settle(List<Pool> pools) {
    List<Settlement> settlements = new ArrayList<>(pools.size());
    List<Pool> contested = new ArrayList<>();
    for (Pool pool : pools) {
      Settlement plain = Presolve.settle(pool);
      if (plain == null) {
        contested.add(pool);
      } else {
        settlements.add(plain);
      }
    }
    if (contested.isEmpty()) {
      return new Outcome(settlements, PRESOLVE, false);
    }
    Outcome divided = solver.divide(contested);
    settlements.addAll(divided.settlements());
    return new Outcome(settlements, divided.solver(), divided.degraded());
  }
}
