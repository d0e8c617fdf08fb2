package io.foreshape.solver;

import io.foreshape.solver.spi.Block;
import io.foreshape.solver.spi.ShapingProblem;
import io.foreshape.solver.spi.Solver;
import io.foreshape.solver.spi.SolverBudget;
import io.foreshape.solver.spi.SolverResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A solver that is not trusted: its answers are checked, and a water-filling takes over where one
 * can't be used.
 *
 * <p>Not thread-safe.
 */
final class CheckedSolver implements AutoCloseable {

  /**
   * Short pools, settled.
   *
   * @param settlements one per pool, in their order
   * @param solver whose answer it is
   * @param degraded whether the solver failed
   */
  record Outcome(List<Settlement> settlements, String solver, boolean degraded) {}

  private static final Logger LOG = LoggerFactory.getLogger(CheckedSolver.class);
  private static final String FALLBACK = "fallback";

  private final String id;
  private final Solver solver;
  private final SolverBudget budget;
  private final LongSupplier nanoTicker;
  private boolean warned;

  CheckedSolver(String id, Solver solver, SolverBudget budget, LongSupplier nanoTicker) {
    this.id = id;
    this.solver = solver;
    this.budget = budget;
    this.nanoTicker = nanoTicker;
  }

  long seed() {
    return budget.seed();
  }

  /** Divides pools that are short but have room for everybody's floor, at least one. */
  Outcome divide(List<Pool> pools) {
    ShapingProblem problem = new ShapingProblem(pools.stream().map(Pool::toBlock).toList());
    double[][] amounts = solve(problem);
    WaterFilling filling = WaterFilling.of(problem);
    double[][] nearest = filling.amounts(current(pools, problem));
    List<Settlement> settlements = new ArrayList<>(pools.size());
    for (int i = 0; i < pools.size(); i++) {
      Block block = problem.blocks().get(i);
      double[] shares =
          amounts == null || filling.isReachedBy(i, amounts[i], AnswerCheck.TOLERANCE)
              ? nearest[i]
              : amounts[i];
      settlements.add(settle(pools.get(i), block, shares, filling.price(i)));
    }
    return new Outcome(settlements, amounts == null ? FALLBACK : id, amounts == null);
  }

  private static double[][] current(List<Pool> pools, ShapingProblem problem) {
    double[][] current = new double[pools.size()][];
    for (int i = 0; i < current.length; i++) {
      double scale = problem.blocks().get(i).scale();
      current[i] = pools.get(i).each(bid -> bid.current() / scale);
    }
    return current;
  }

  @Override
  public void close() {
    solver.close();
  }

  private double @Nullable [][] solve(ShapingProblem problem) {
    long start = nanoTicker.getAsLong();
    try {
      SolverResult result = solver.solve(problem, budget);
      Duration elapsed = Duration.ofNanos(nanoTicker.getAsLong() - start);
      Optional<String> fault = AnswerCheck.fault(problem, result);
      // Half the time against the limit: twice the limit may overflow.
      if (fault.isEmpty() && elapsed.dividedBy(2).compareTo(budget.wall()) > 0) {
        fault = Optional.of("it took (" + elapsed + ") of " + budget.wall());
      }
      if (fault.isEmpty()) {
        return result.amounts();
      }
      warn(fault.get(), null);
    } catch (RuntimeException e) {
      warn("it threw " + e.getClass().getName(), e);
    }
    return null;
  }

  private void warn(String fault, @Nullable RuntimeException cause) {
    if (warned) {
      LOG.debug("Solver {} failed again: {}", id, fault, cause);
    } else {
      LOG.warn(
          "Solver {} failed: {}; plans are divided by water-filling and DEGRADED while it does."
              + " Further failures are logged at DEBUG.",
          id,
          fault,
          cause);
      warned = true;
    }
  }

  /** From fractions to the resource's unit, without what rounding has added. */
  private static Settlement settle(Pool pool, Block block, double[] shares, double shadowPrice) {
    double[] amounts = new double[shares.length];
    for (int i = 0; i < amounts.length; i++) {
      Bid bid = pool.bids().get(i);
      double amount = bid.settle(shares[i] * block.scale(), block.scale());
      amounts[i] = Math.max(bid.curve().lower(), Math.min(bid.curve().upper(), amount));
    }
    Trim.toCapacity(amounts, pool.each(bid -> bid.curve().lower()), pool.available());
    return new Settlement(pool, amounts, shadowPrice / block.scale(), 0);
  }
}
