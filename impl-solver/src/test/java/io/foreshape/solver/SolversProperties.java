package io.foreshape.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.solver.spi.Block;
import io.foreshape.solver.spi.SegmentedCost;
import io.foreshape.solver.spi.ShapingProblem;
import io.foreshape.solver.spi.Solver;
import io.foreshape.solver.spi.SolverBudget;
import io.foreshape.solver.spi.SolverResult;
import io.foreshape.testkit.DomainArbitraries;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

@Domain(DomainArbitraries.class)
@Domain(DomainContext.Global.class)
class SolversProperties {

  /** Of the sum of all magnitudes that were added to make a cost. */
  private static final double RELATIVE = 1e-9;

  private static final SolverBudget BUDGET =
      new SolverBudget(Duration.ofMinutes(1), Long.MAX_VALUE, 1e-9, 7);

  @Property(tries = 200)
  void waterFilling_keepsConstraintsAndMeetsItsDualBound(@ForAll Block block) {
    WaterFilling filling = WaterFilling.of(new ShapingProblem(List.of(block)));
    double[] amounts = filling.amounts()[0];

    double sum = 0;
    double bound = 0;
    for (int i = 0; i < amounts.length; i++) {
      SegmentedCost cost = block.claims().get(i).cost();
      assertThat(amounts[i]).isBetween(cost.lower(), cost.upper());
      sum += amounts[i];
      bound += lowest(cost, filling.price(0));
    }
    assertThat(sum).isLessThanOrEqualTo(block.capacity() + 1e-12 * (1 + sum));
    if (filling.price(0) > 0) {
      bound -= filling.price(0) * block.capacity();
    }
    assertThat(cost(block, amounts)).isCloseTo(bound, within(RELATIVE * magnitude(block)));
  }

  @Property(tries = 150)
  void lp_costsWhatWaterFillingCosts(@ForAll Block block) {
    double[] amounts = solve(new LpSolver(System::nanoTime), block);

    assertThat(cost(block, amounts))
        .isCloseTo(cost(block, dual(block)), within(RELATIVE * magnitude(block)));
  }

  @Property(tries = 50)
  void ga_isNeitherBelowTheOptimumNorAboveItsSeed(@ForAll Block block) {
    double optimum = cost(block, dual(block));
    double evolved = cost(block, solve(new GaSolver(3, 10, System::nanoTime), block));

    assertThat(evolved).isLessThanOrEqualTo(optimum);
    assertThat(evolved).isCloseTo(optimum, within(RELATIVE * magnitude(block)));
  }

  @Property(tries = 150)
  void decodedGenes_keepEveryConstraint(@ForAll ShapingProblem problem, @ForAll long seed) {
    DivisionCode code = new DivisionCode(problem);
    double[][] amounts = code.divide(new Random(seed).doubles(code.claims()).toArray());

    SolverResult result = new SolverResult(SolverResult.Status.FEASIBLE, amounts, 1, false);
    assertThat(AnswerCheck.fault(problem, result)).isEmpty();
  }

  @Property(tries = 150)
  void waterFilling_doesNotDependOnTheOrderOfClaims(@ForAll Block block, @ForAll long seed) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < block.claims().size(); i++) {
      order.add(i);
    }
    Collections.shuffle(order, new Random(seed));
    Block shuffled =
        new Block(
            block.host(),
            block.resource(),
            block.scale(),
            block.capacity(),
            order.stream().map(block.claims()::get).toList());

    double[] amounts = dual(block);
    double[] others = dual(shuffled);
    for (int i = 0; i < others.length; i++) {
      assertThat(others[i]).isCloseTo(amounts[order.get(i)], within(1e-9));
    }
  }

  private static double[] dual(Block block) {
    return solve(new DualSolver(System::nanoTime), block);
  }

  private static double[] solve(Solver solver, Block block) {
    return solver.solve(new ShapingProblem(List.of(block)), BUDGET).amounts()[0];
  }

  private static double lowest(SegmentedCost cost, double shadowPrice) {
    double amount = cost.lower();
    double least = cost.costAt(amount) + shadowPrice * amount;
    for (int i = 0; i < cost.segments(); i++) {
      amount += cost.length(i);
      least = Math.min(least, cost.costAt(amount) + shadowPrice * amount);
    }
    return least;
  }

  private static double cost(Block block, double[] amounts) {
    double cost = 0;
    for (int i = 0; i < amounts.length; i++) {
      cost += block.claims().get(i).cost().costAt(amounts[i]);
    }
    return cost;
  }

  private static double magnitude(Block block) {
    double magnitude = 1;
    for (int i = 0; i < block.claims().size(); i++) {
      SegmentedCost cost = block.claims().get(i).cost();
      magnitude += Math.abs(cost.costAtLower());
      for (int s = 0; s < cost.segments(); s++) {
        magnitude += cost.length(s) * Math.abs(cost.slope(s));
      }
    }
    return magnitude;
  }
}
