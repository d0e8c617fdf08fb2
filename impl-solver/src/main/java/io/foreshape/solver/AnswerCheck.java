package io.foreshape.solver;

import io.foreshape.solver.spi.Block;
import io.foreshape.solver.spi.Budget;
import io.foreshape.solver.spi.SegmentedCost;
import io.foreshape.solver.spi.ShapingProblem;
import io.foreshape.solver.spi.SolverResult;
import io.foreshape.solver.spi.SolverResult.Status;
import io.foreshape.solver.spi.Tiers;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks for what is wrong with a solver's answer; what the answer costs is checked elsewhere. */
final class AnswerCheck {

  /** By how much of its scale an amount may break a constraint and still pass for rounding. */
  static final double TOLERANCE = 1e-9;

  private AnswerCheck() {}

  /**
   * The first fault.
   *
   * @return empty if the amounts keep every constraint within the tolerance
   */
  static Optional<String> fault(ShapingProblem problem, SolverResult result) {
    if (result.status() == Status.INFEASIBLE || result.status() == Status.FAILED) {
      return Optional.of(
          "it says " + result.status() + (result.limitHit() ? ", out of time or work" : ""));
    }
    if (result.amounts().length != problem.blocks().size()) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "it answers (%d) of %d blocks",
              result.amounts().length,
              problem.blocks().size()));
    }
    for (int i = 0; i < result.amounts().length; i++) {
      Optional<String> fault = fault(problem.blocks().get(i), result.amounts()[i]);
      if (fault.isPresent()) {
        return fault;
      }
    }
    return Stream.concat(
            problem.budgets().stream().flatMap(budget -> fault(budget, result.amounts()).stream()),
            problem.tiers().stream().flatMap(tiers -> fault(tiers, result.amounts()).stream()))
        .findFirst();
  }

  private static Optional<String> fault(Tiers tiers, double[][] amounts) {
    double slow = 0;
    for (int i = 0; i < amounts[tiers.whole()].length; i++) {
      double rest = amounts[tiers.whole()][i] - amounts[tiers.fast()][i];
      if (rest < -TOLERANCE) {
        return Optional.of(
            String.format(Locale.ROOT, "%s: (%s) more is fast than there is", tiers, -rest));
      }
      slow += rest;
    }
    return slow <= tiers.slowCapacity() + TOLERANCE
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%s: what is slow is (%s), at most %s",
                tiers,
                slow,
                tiers.slowCapacity()));
  }

  static Optional<String> fault(Budget budget, double[][] amounts) {
    double sum = 0;
    double rounding = 0;
    for (Budget.Share share : budget.shares()) {
      for (double amount : amounts[share.block()]) {
        sum += share.weight() * amount;
      }
      rounding += share.weight() * TOLERANCE;
    }
    return sum <= budget.limit() + rounding
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "budget %s: the sum is (%s), at most %s",
                budget.name(),
                sum,
                budget.limit()));
  }

  static Optional<String> fault(Block block, double[] amounts) {
    if (amounts.length != block.claims().size()) {
      return faultIn(block, "amounts", amounts.length, block.claims().size());
    }
    double sum = 0;
    for (int i = 0; i < amounts.length; i++) {
      SegmentedCost cost = block.claims().get(i).cost();
      double amount = amounts[i];
      // Written such that NaN fails it.
      if (!(amount >= cost.lower() - TOLERANCE && amount <= cost.upper() + TOLERANCE)) {
        return faultIn(block, block.claims().get(i).instance().value(), amount, cost.upper());
      }
      sum += amount;
    }
    return sum <= block.capacity() + TOLERANCE
        ? Optional.empty()
        : faultIn(block, "the sum", sum, block.capacity());
  }

  private static Optional<String> faultIn(Block block, String what, double got, double most) {
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%s of %s: %s is (%s), at most %s",
            block.resource(),
            block.host(),
            what,
            got,
            most));
  }
}
