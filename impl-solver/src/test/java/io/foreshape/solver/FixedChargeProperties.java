package io.foreshape.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.solver.spi.Block;
import io.foreshape.solver.spi.Claim;
import io.foreshape.solver.spi.DualPrices;
import io.foreshape.solver.spi.Evaluation;
import io.foreshape.solver.spi.FixedCharge;
import io.foreshape.solver.spi.SegmentedCost;
import io.foreshape.solver.spi.ShapingProblem;
import io.foreshape.solver.spi.SolverBudget;
import io.foreshape.solver.spi.SolverResult;
import io.foreshape.solver.spi.SolverResult.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Fixed charges: their envelopes, and how {@code dual} divides with them. */
class FixedChargeProperties {

  /** The most claims of which every choice of who stays is tried. */
  private static final int MOST_TRIED = 10;

  private static final SolverBudget BUDGET =
      new SolverBudget(Duration.ofMinutes(1), Long.MAX_VALUE, 0, 7);

  @Provide
  Arbitrary<ShapingProblem> charged() {
    return Combinators.combine(BudgetArbitraries.nested(), Arbitraries.longs())
        .as((problem, seed) -> charged(problem, new Random(seed)));
  }

  private static ShapingProblem charged(ShapingProblem problem, Random random) {
    List<Block> blocks = new ArrayList<>();
    for (Block block : problem.blocks()) {
      List<Claim> claims = new ArrayList<>();
      for (Claim claim : block.claims()) {
        SegmentedCost cost = claim.cost();
        double width = cost.upper() - cost.lower();
        double exempt = Math.max(0, cost.lower() + width * random.nextDouble(-0.1, 1.1));
        if (random.nextInt(5) == 0) {
          exempt = random.nextBoolean() ? cost.lower() : cost.upper();
        }
        FixedCharge charge =
            random.nextInt(4) == 0 ? null : new FixedCharge(exempt, random.nextDouble(0, 8));
        claims.add(new Claim(claim.instance(), claim.priority(), cost, charge));
      }
      blocks.add(
          new Block(block.host(), block.resource(), block.scale(), block.capacity(), claims));
    }
    return new ShapingProblem(blocks, problem.budgets());
  }

  /** Nowhere above, and as its minimum at any price is that of the cost, the largest such. */
  @Property(tries = 200)
  void envelope_hasTheMinimaOfTheCost(
      @ForAll("charged") ShapingProblem problem, @ForAll long seed) {
    Random random = new Random(seed);
    for (Block block : problem.blocks()) {
      for (Claim claim : block.claims()) {
        FixedCharge charge = claim.charge();
        if (charge != null) {
          SegmentedCost envelope = charge.envelope(claim.cost());
          double rounding = Solving.rounding(problem);
          assertThat(envelope.upper()).isCloseTo(claim.cost().upper(), within(1e-9));
          double price = random.nextDouble(0, 60);
          assertThat(envelope.lowest(price)).isCloseTo(claim.lowest(price), within(60 * rounding));
          double amount =
              claim.cost().lower()
                  + random.nextDouble() * (claim.cost().upper() - claim.cost().lower());
          assertThat(envelope.costAt(amount)).isLessThanOrEqualTo(claim.costAt(amount) + rounding);
        }
      }
    }
  }

  @Property(tries = 200)
  void dual_keepsAllLimitsAndItsBound(@ForAll("charged") ShapingProblem problem) {
    SolverResult result = dual(problem);

    assertThat(AnswerCheck.fault(problem, result)).isEmpty();
    assertThat(Evaluation.bound(problem, Objects.requireNonNull(result.prices())))
        .isLessThanOrEqualTo(
            Evaluation.cost(problem, result.amounts()) + Solving.rounding(problem));
  }

  /** Weak duality: whatever the prices and whatever the division, whoever stays. */
  @Property(tries = 200)
  void bound_isBelowEveryDivision(@ForAll("charged") ShapingProblem problem, @ForAll long seed) {
    Random random = new Random(seed);
    DualPrices prices =
        new DualPrices(
            random.doubles(problem.blocks().size(), -5, 60).toArray(),
            random.doubles(problem.budgets().size(), -5, 60).toArray());
    DivisionCode code = new DivisionCode(problem);
    double[][] amounts = code.divide(random.doubles(code.claims()).toArray());
    double[][] staying = stayingWhereThatFits(problem, amounts);

    for (double[][] each : List.of(amounts, staying)) {
      assertThat(Evaluation.bound(problem, prices))
          .isLessThanOrEqualTo(Evaluation.cost(problem, each) + 60 * Solving.rounding(problem));
    }
  }

  private static double[][] stayingWhereThatFits(ShapingProblem problem, double[][] amounts) {
    double[][] staying = new double[amounts.length][];
    for (int b = 0; b < amounts.length; b++) {
      staying[b] = amounts[b].clone();
      for (int i = 0; i < staying[b].length; i++) {
        Claim claim = problem.blocks().get(b).claims().get(i);
        FixedCharge charge = claim.charge();
        if (charge != null && charge.isAvoidable(claim.cost())) {
          staying[b][i] = Math.min(charge.exempt(), staying[b][i]);
        }
      }
    }
    return staying;
  }

  /** Every choice of who stays, each divided exactly. */
  @Property(tries = 200)
  void dual_costsWhatTryingAllCosts(@ForAll("charged") ShapingProblem problem) {
    int claims = problem.blocks().stream().mapToInt(block -> block.claims().size()).sum();
    if (claims > MOST_TRIED) {
      return;
    }
    SolverResult result = dual(problem);
    double least = Double.POSITIVE_INFINITY;
    for (int stays = 0; stays < 1 << claims; stays++) {
      least = Math.min(least, cost(problem, stays));
    }

    double cost = Evaluation.cost(problem, result.amounts());
    assertThat(cost).isGreaterThanOrEqualTo(least - Solving.rounding(problem));
    if (result.status() == Status.OPTIMAL) {
      assertThat(cost).isCloseTo(least, within(Solving.rounding(problem)));
    }
  }

  private static double cost(ShapingProblem problem, int stays) {
    List<Block> blocks = new ArrayList<>();
    int bit = 0;
    for (Block block : problem.blocks()) {
      List<Claim> claims = new ArrayList<>();
      for (Claim claim : block.claims()) {
        FixedCharge charge = claim.charge();
        boolean doesStay = (stays >> bit++ & 1) == 1;
        if (doesStay && (charge == null || !charge.isAvoidable(claim.cost()))) {
          return Double.POSITIVE_INFINITY;
        }
        SegmentedCost cost =
            doesStay
                ? SegmentedCost.of(
                    charge.exempt(),
                    claim.cost().costAt(charge.exempt()),
                    new double[0],
                    new double[0])
                : claim.cost();
        claims.add(new Claim(claim.instance(), claim.priority(), cost));
      }
      Block sided =
          new Block(block.host(), block.resource(), block.scale(), block.capacity(), claims);
      if (sided.lower() > sided.capacity()) {
        return Double.POSITIVE_INFINITY;
      }
      blocks.add(sided);
    }
    ShapingProblem sided = new ShapingProblem(blocks, problem.budgets());
    double[][] amounts = Solving.dual(sided).amounts();
    SolverResult result = new SolverResult(Status.FEASIBLE, amounts, 1, false);
    return AnswerCheck.fault(sided, result).isEmpty()
        ? Evaluation.cost(problem, amounts)
        : Double.POSITIVE_INFINITY;
  }

  private static SolverResult dual(ShapingProblem problem) {
    return new DualSolver(System::nanoTime).solve(problem, BUDGET);
  }
}
