package io.foreshape.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.host.HostId;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.solver.spi.Block;
import io.foreshape.solver.spi.Claim;
import io.foreshape.solver.spi.DualPrices;
import io.foreshape.solver.spi.Evaluation;
import io.foreshape.solver.spi.SegmentedCost;
import io.foreshape.solver.spi.ShapingProblem;
import io.foreshape.solver.spi.SolverResult;
import io.foreshape.solver.spi.Tiers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** How {@code dual} divides two tiers. */
class TierProperties {

  @Property(tries = 300)
  void dual_keepsAllLimitsAndMeetsItsBound(
      @ForAll @IntRange(min = 1, max = 12) int claims, @ForAll long seed) {
    ShapingProblem problem = problem(claims, new Random(seed));
    SolverResult result = Solving.dual(problem);

    assertThat(AnswerCheck.fault(problem, result)).isEmpty();
    double bound = Evaluation.bound(problem, Objects.requireNonNull(result.prices()));
    assertThat(Evaluation.cost(problem, result.amounts()))
        .isCloseTo(bound, within(Solving.rounding(problem)));
  }

  @Property(tries = 100)
  void lp_costsWhatDualCosts(@ForAll @IntRange(min = 1, max = 6) int claims, @ForAll long seed) {
    ShapingProblem problem = problem(claims, new Random(seed));
    SolverResult result = Solving.solve(new LpSolver(System::nanoTime), problem);

    assertThat(AnswerCheck.fault(problem, result)).isEmpty();
    assertThat(Evaluation.cost(problem, result.amounts()))
        .isCloseTo(Solving.optimum(problem), within(10 * Solving.rounding(problem)));
  }

  /** Weak duality: whatever the prices. */
  @Property(tries = 200)
  void bound_isBelowTheOptimum(@ForAll @IntRange(min = 1, max = 8) int claims, @ForAll long seed) {
    Random random = new Random(seed);
    ShapingProblem problem = problem(claims, random);
    double[] blocks = {0, random.nextDouble(0, 20), random.nextDouble(0, 20)};
    DualPrices prices =
        new DualPrices(blocks, new double[0], new double[] {random.nextDouble(0, 20)});

    assertThat(Evaluation.bound(problem, prices))
        .isLessThanOrEqualTo(Solving.optimum(problem) + 20 * Solving.rounding(problem));
  }

  @Property(tries = 100)
  void moreOfATier_raisesNoCost(
      @ForAll long seed, @ForAll @DoubleRange(min = 0, max = 2) double more) {
    ShapingProblem problem = problem(6, new Random(seed));
    Tiers tiers = problem.tiers().get(0);
    List<Tiers> wider =
        List.of(new Tiers(tiers.whole(), tiers.fast(), tiers.slowCapacity() + more));

    assertThat(Solving.optimum(new ShapingProblem(problem.blocks(), List.of(), wider)))
        .isLessThanOrEqualTo(Solving.optimum(problem) + Solving.rounding(problem));
  }

  /** Such as of a miss curve: nowhere above the points, through the first and the last. */
  @Property(tries = 200)
  void hull_isBelowItsPoints(@ForAll @IntRange(min = 1, max = 12) int points, @ForAll long seed) {
    Random random = new Random(seed);
    double[] amounts = random.doubles(points, 0, 5).sorted().distinct().toArray();
    double[] costs = random.doubles(amounts.length, -3, 9).toArray();
    SegmentedCost hull = SegmentedCost.hullOf(amounts, costs);

    int touched = 0;
    for (int i = 0; i < amounts.length; i++) {
      assertThat(hull.costAt(amounts[i])).isLessThanOrEqualTo(costs[i] + 1e-9);
      touched += Math.abs(hull.costAt(amounts[i]) - costs[i]) < 1e-9 ? 1 : 0;
    }
    assertThat(touched).isGreaterThan(hull.segments());
    assertThat(hull.costAt(amounts[0])).isEqualTo(costs[0]);
    assertThat(hull.upper()).isCloseTo(amounts[amounts.length - 1], within(1e-9));
  }

  /** An ordinary block, and a block of memory with the part of it that is fast. */
  private static ShapingProblem problem(int claims, Random random) {
    List<Claim> wholes = new ArrayList<>();
    List<Claim> fasts = new ArrayList<>();
    double wholeLower = 0;
    double fastRoom = 0;
    double slowRoom = 0;
    for (int i = 0; i < claims; i++) {
      InstanceId id = new InstanceId("i" + i);
      double lower = random.nextInt(3) * random.nextDouble();
      double fastLower = random.nextInt(2) * lower * random.nextDouble();
      SegmentedCost whole = cost(lower, -9, 3, random);
      SegmentedCost fast = cost(fastLower, -6, 4, random);
      if (fast.upper() < whole.lower() && random.nextBoolean()) {
        fast = cost(fastLower, -6, 4, random);
      }
      wholes.add(new Claim(id, 0, whole));
      fasts.add(new Claim(id, 0, fast));
      wholeLower += fastLower;
      fastRoom += fast.upper() - fastLower;
      slowRoom += whole.upper();
      slowRoom -= fastLower;
    }
    double slowLower = 0;
    for (int i = 0; i < claims; i++) {
      slowLower += wholes.get(i).cost().lower() - fasts.get(i).cost().lower();
    }
    double fastCapacity = (wholeLower + random.nextDouble() * fastRoom) * (1 + 1e-12);
    double slowCapacity =
        (slowLower + random.nextDouble() * Math.max(0, slowRoom - slowLower)) * (1 + 1e-12);
    HostId host = new HostId("h");
    Resource dram = new Resource("dram", Resource.MEMORY.unit(), Resource.MEMORY.shortage());
    return new ShapingProblem(
        List.of(
            new Block(host, Resource.CPU, 1, 2 + wholeLower, cpu(claims, random)),
            new Block(host, Resource.MEMORY, 1, Double.POSITIVE_INFINITY, wholes),
            new Block(host, dram, 1, fastCapacity, fasts)),
        List.of(),
        List.of(new Tiers(1, 2, slowCapacity)));
  }

  private static List<Claim> cpu(int claims, Random random) {
    List<Claim> cpu = new ArrayList<>();
    for (int i = 0; i < claims; i++) {
      cpu.add(new Claim(new InstanceId("i" + i), 0, cost(0, -5, 1, random)));
    }
    return cpu;
  }

  private static SegmentedCost cost(double lower, double least, double most, Random random) {
    int segments = random.nextInt(6);
    double[] lengths = random.doubles(segments, 0, 2).toArray();
    double[] slopes = random.doubles(segments, least, most).toArray();
    if (random.nextInt(3) == 0) {
      Arrays.setAll(slopes, i -> Math.rint(slopes[i]));
    }
    Arrays.sort(slopes);
    return SegmentedCost.of(lower, random.nextDouble(10), lengths, slopes);
  }
}
