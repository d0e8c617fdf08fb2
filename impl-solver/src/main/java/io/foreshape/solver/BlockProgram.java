package io.foreshape.solver;

import io.foreshape.solver.spi.Block;
import io.foreshape.solver.spi.Claim;
import io.foreshape.solver.spi.SegmentedCost;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

/**
 * A block as a linear program in the bounded-segment form, and the only place that knows ojAlgo.
 *
 * <p>A variable per segment, between 0 and the segment's length, whose weight is the slope; one
 * row: their sum is at most what the capacity leaves above the lower bounds. Segments that do not
 * save anything are left out. Convexity takes the segments of a claim in their order. Slopes are
 * divided by the steepest, so that the currency does not matter to the solver's tolerances.
 *
 * <p>ojAlgo looks at its clock between iterations only, not while it reads the model: a limit may
 * be overrun by that, about a tenth of a second for a thousand claims.
 */
final class BlockProgram {

  private BlockProgram() {}

  /**
   * Solves to optimality.
   *
   * @param block what to divide
   * @param limit the time to take at most, in whole milliseconds
   * @return amount per claim, or null if the limit or the solver's own tolerances stopped it
   */
  static double @Nullable [] solve(Block block, Duration limit) {
    ExpressionsBasedModel model = new ExpressionsBasedModel(options(limit));
    Expression sum = model.newExpression("capacity");
    double room = block.capacity();
    double steepest = steepest(block);
    for (Claim claim : block.claims()) {
      SegmentedCost cost = claim.cost();
      room -= cost.lower();
      for (int i = 0; i < savings(cost); i++) {
        Variable segment = model.addVariable().lower(0).upper(cost.length(i));
        sum.set(segment.weight(cost.slope(i) / steepest), 1);
      }
    }
    if (room < Double.POSITIVE_INFINITY) {
      sum.upper(Math.max(0, room));
    }
    if (steepest == 0) {
      return block.claims().stream().mapToDouble(claim -> claim.cost().lower()).toArray();
    }
    Optimisation.Result result = model.minimise();
    return result.getState().isOptimal() ? amounts(block, result) : null;
  }

  private static Optimisation.Options options(Duration limit) {
    Optimisation.Options options = new Optimisation.Options();
    options.time_abort = limit.toMillis();
    options.time_suffice = limit.toMillis();
    return options;
  }

  private static double[] amounts(Block block, Optimisation.Result result) {
    double[] amounts = new double[block.claims().size()];
    int variable = 0;
    for (int i = 0; i < amounts.length; i++) {
      SegmentedCost cost = block.claims().get(i).cost();
      amounts[i] = cost.lower();
      for (int segment = 0; segment < savings(cost); segment++) {
        amounts[i] += result.doubleValue(variable++);
      }
    }
    return amounts;
  }

  /** How many segments save something: the first ones. */
  private static int savings(SegmentedCost cost) {
    int count = 0;
    while (count < cost.segments() && cost.slope(count) < 0) {
      count++;
    }
    return count;
  }

  private static double steepest(Block block) {
    double steepest = 0;
    for (Claim claim : block.claims()) {
      if (claim.cost().segments() > 0) {
        steepest = Math.max(steepest, -claim.cost().slope(0));
      }
    }
    return steepest;
  }
}
