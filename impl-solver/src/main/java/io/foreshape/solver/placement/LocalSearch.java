package io.foreshape.solver.placement;

import io.foreshape.solver.spi.placement.PlacementCosts;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;

/**
 * Improves places by simulated annealing over {@link Ejection}s, in cycles: each begins hot, from
 * the best places known, and cools. One iteration is one tenant taken out and put back.
 *
 * <p>The schedule is a function of the iterations alone, so the same seed and limit of iterations
 * give the same places.
 */
final class LocalSearch {

  /** Iterations of a cycle, per tenant; the first one is short, to be good soon. */
  private static final long CYCLE = 20_000;

  private static final long FIRST_CYCLE = 1_000;

  /** Temperatures over the median of the costs: found by trial. */
  private static final double HOT = 2;

  private static final double COLD = 0.04;
  private static final double ROUNDING = 1e-9;

  private final HostState state;
  private final Incumbent best;
  private final Ejection ejection;
  private final SplittableRandom random;
  private final double scale;
  private long work;

  LocalSearch(HostState state, BestFit fit, Incumbent best, long seed) {
    this.state = state;
    this.best = best;
    random = new SplittableRandom(seed);
    ejection = new Ejection(state, fit, random);
    scale = scale(state.costs, state.unmetCost);
  }

  /** How many iterations were made. */
  long work() {
    return work;
  }

  /**
   * Searches until a limit is hit or nothing can be better.
   *
   * @param limit iterations at most
   * @param deadline says when time is over
   * @return whether time was over
   */
  boolean run(long limit, Deadline deadline) {
    long length = FIRST_CYCLE * state.tenants;
    long left = limit - work - length;
    // As many whole cycles as there is room for, so that the last one ends cold.
    long cycles = Math.max(1, Math.round((double) left / (CYCLE * state.tenants)));
    long later = Math.max(1, Math.min(left / cycles, 2 * CYCLE * state.tenants));
    while (work + Ejection.most() <= limit && best.cost() > ROUNDING) {
      best.restore(state);
      if (!cycle(Math.min(length, limit - work), limit, deadline)) {
        return true;
      }
      length = later;
    }
    return false;
  }

  /** The median of the costs of a thing, to scale temperatures by. */
  private static double scale(PlacementCosts costs, double[] unmetCosts) {
    double[] unmet = unmetCosts.clone();
    Arrays.sort(unmet);
    double[] positive =
        DoubleStream.of(
                costs.sharedCore(),
                costs.extraDomain(),
                costs.extraSocket(),
                costs.remoteCpu(),
                costs.movedCpu(),
                unmet[unmet.length / 2])
            .filter(cost -> cost > 0)
            .sorted()
            .toArray();
    return positive.length == 0 ? 1 : positive[positive.length / 2];
  }

  /** One cycle; whether it came to its end in time. */
  private boolean cycle(long length, long limit, Deadline deadline) {
    long start = work;
    while (work - start < length && work + Ejection.most() <= limit && best.cost() > ROUNDING) {
      if (deadline.isOver()) {
        return false;
      }
      double progress = (double) (work - start) / length;
      step(scale * HOT * Math.pow(COLD / HOT, progress));
    }
    return true;
  }

  private void step(double temperature) {
    // Metropolis, turned round: accepted if u < exp(-change / temperature).
    double tolerated = -temperature * Math.log(1 - random.nextDouble());
    boolean isKept = ejection.move(tolerated);
    work += ejection.size();
    if (isKept) {
      best.offer(state);
    } else {
      ejection.undo();
    }
  }
}
