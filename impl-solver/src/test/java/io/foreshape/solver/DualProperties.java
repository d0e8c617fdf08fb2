package io.foreshape.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.host.HostId;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.solver.spi.Block;
import io.foreshape.solver.spi.Budget;
import io.foreshape.solver.spi.Claim;
import io.foreshape.solver.spi.SegmentedCost;
import io.foreshape.solver.spi.ShapingProblem;
import io.foreshape.solver.spi.SolverResult;
import io.foreshape.testkit.DomainArbitraries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** How the answer of {@code dual} moves with the problem. */
@Domain(DomainArbitraries.class)
@Domain(DomainContext.Global.class)
class DualProperties {

  private static final double TOLERANCE = 1e-9;

  @Provide
  Arbitrary<ShapingProblem> nested() {
    return BudgetArbitraries.nested();
  }

  @Property(tries = 150)
  void amounts_doNotDependOnTheOrderOfClaimsAndBudgets(
      @ForAll("nested") ShapingProblem problem, @ForAll long seed) {
    List<List<Integer>> orders = new ArrayList<>();
    List<Block> blocks = new ArrayList<>();
    Random random = new Random(seed);
    for (Block block : problem.blocks()) {
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < block.claims().size(); i++) {
        order.add(i);
      }
      Collections.shuffle(order, random);
      orders.add(order);
      blocks.add(with(block, block.capacity(), order.stream().map(block.claims()::get).toList()));
    }
    List<Budget> budgets = new ArrayList<>(problem.budgets());
    Collections.shuffle(budgets, random);

    double[][] amounts = Solving.dual(problem).amounts();
    double[][] others = Solving.dual(new ShapingProblem(blocks, budgets)).amounts();
    for (int b = 0; b < others.length; b++) {
      for (int i = 0; i < others[b].length; i++) {
        assertThat(others[b][i]).isCloseTo(amounts[b][orders.get(b).get(i)], within(TOLERANCE));
      }
    }
  }

  @Property(tries = 150)
  void amounts_doNotDependOnTheOrderOfBlocks(@ForAll("nested") ShapingProblem problem) {
    int last = problem.blocks().size() - 1;
    List<Block> blocks = new ArrayList<>(problem.blocks());
    Collections.reverse(blocks);
    List<Budget> budgets = new ArrayList<>();
    for (Budget budget : problem.budgets()) {
      List<Budget.Share> shares = new ArrayList<>();
      for (Budget.Share share : budget.shares()) {
        shares.add(new Budget.Share(last - share.block(), share.weight()));
      }
      budgets.add(new Budget(budget.name(), budget.limit(), shares));
    }

    double[][] amounts = Solving.dual(problem).amounts();
    double[][] others = Solving.dual(new ShapingProblem(blocks, budgets)).amounts();
    for (int b = 0; b <= last; b++) {
      assertThat(others[last - b]).containsExactly(amounts[b], within(TOLERANCE));
    }
  }

  /** Amounts counted in other units, such as bytes for GiB, are the same amounts. */
  @Property(tries = 150)
  void amounts_doNotDependOnUnits(
      @ForAll Block block, @ForAll @IntRange(min = -40, max = 40) int exponent) {
    double unit = Math.scalb(1.0, exponent);
    List<Claim> claims =
        block.claims().stream()
            .map(claim -> with(claim, changed(claim.cost(), unit, 1 / unit, 0)))
            .toList();
    double[] amounts = Solving.dual(block);
    double[] others = Solving.dual(with(block, block.capacity() * unit, claims));

    for (int i = 0; i < amounts.length; i++) {
      assertThat(others[i] / unit).isCloseTo(amounts[i], within(TOLERANCE));
    }
  }

  @Property(tries = 200)
  void moreCapacity_raisesNeitherCostNorPrice(
      @ForAll Block block, @ForAll @DoubleRange(min = 0, max = 3) double more) {
    ShapingProblem problem = new ShapingProblem(List.of(block));
    ShapingProblem wider =
        new ShapingProblem(List.of(with(block, block.capacity() + more, block.claims())));

    assertThat(Solving.optimum(wider))
        .isLessThanOrEqualTo(Solving.optimum(problem) + Solving.rounding(problem));
    assertThat(WaterFilling.of(wider).price(0))
        .isLessThanOrEqualTo(WaterFilling.of(problem).price(0));
  }

  @Property(tries = 200)
  void higherPrice_neverRaisesTheAmount(
      @ForAll Block block,
      @ForAll int who,
      @ForAll @DoubleRange(min = 0.01, max = 60) double more) {
    int dearer = Math.floorMod(who, block.claims().size());
    List<Claim> claims = new ArrayList<>(block.claims());
    Claim claim = claims.get(dearer);
    claims.set(dearer, with(claim, changed(claim.cost(), 1, 1, more)));

    assertThat(Solving.dual(with(block, block.capacity(), claims))[dearer])
        .isLessThanOrEqualTo(Solving.dual(block)[dearer] + TOLERANCE);
  }

  /** What an unchanged part was answered is answered again, to the bit. */
  @Property(tries = 200)
  void resolving_givesWhatSolvingAnewGives(
      @ForAll("nested") ShapingProblem before,
      @ForAll("nested") ShapingProblem other,
      @ForAll long seed) {
    Random random = new Random(seed);
    List<Block> blocks = new ArrayList<>(before.blocks());
    for (int b = 0; b < Math.min(blocks.size(), other.blocks().size()); b++) {
      Block changed = other.blocks().get(b);
      if (random.nextBoolean() && changed.lower() <= blocks.get(b).lower()) {
        blocks.set(b, changed);
      }
    }
    ShapingProblem after = new ShapingProblem(blocks, before.budgets());

    DualSolver solver = new DualSolver(System::nanoTime);
    double[][] given = Solving.solve(solver, before).amounts();
    for (double[] amounts : given) {
      Arrays.fill(amounts, -1);
    }
    SolverResult again = Solving.solve(solver, after);
    SolverResult anew = Solving.dual(after);
    assertThat(again.amounts()).isDeepEqualTo(anew.amounts());
    assertThat(again.prices()).usingRecursiveComparison().isEqualTo(anew.prices());
    assertThat(again.work()).isEqualTo(anew.work());
  }

  /** Of what saves the same, everybody gets the same share, across blocks of a budget too. */
  @Property(tries = 100)
  void ties_areSplitInProportion(
      @ForAll @IntRange(min = 1, max = 8) int blocks,
      @ForAll @IntRange(min = 1, max = 8) int claims,
      @ForAll @DoubleRange(min = 0, max = 1) double tightness,
      @ForAll long seed) {
    Random random = new Random(seed);
    List<Block> tied = new ArrayList<>();
    List<Budget.Share> shares = new ArrayList<>();
    double sum = 0;
    for (int b = 0; b < blocks; b++) {
      List<Claim> members = new ArrayList<>();
      for (int i = 0; i < claims; i++) {
        double length = random.nextDouble(2);
        sum += length;
        SegmentedCost cost =
            SegmentedCost.of(0.5, 0, new double[] {length, 1}, new double[] {-3, 1});
        members.add(new Claim(new InstanceId("i" + i), 0, cost));
      }
      tied.add(new Block(new HostId("h" + b), Resource.CPU, 1, 100, members));
      shares.add(new Budget.Share(b, 1));
    }
    double limit = 0.5 * blocks * claims + tightness * sum;
    ShapingProblem problem = new ShapingProblem(tied, List.of(new Budget("fleet", limit, shares)));

    double[][] amounts = Solving.dual(problem).amounts();
    for (int b = 0; b < blocks; b++) {
      for (int i = 0; i < claims; i++) {
        double length = tied.get(b).claims().get(i).cost().length(0);
        assertThat(amounts[b][i]).isCloseTo(0.5 + tightness * length, within(TOLERANCE));
      }
    }
  }

  private static Block with(Block block, double capacity, List<Claim> claims) {
    return new Block(block.host(), block.resource(), block.scale(), capacity, claims);
  }

  private static Claim with(Claim claim, SegmentedCost cost) {
    return new Claim(claim.instance(), claim.priority(), cost);
  }

  private static SegmentedCost changed(
      SegmentedCost cost, double stretch, double steepen, double dearer) {
    double[] lengths = new double[cost.segments()];
    double[] slopes = new double[cost.segments()];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = cost.length(i) * stretch;
      slopes[i] = cost.slope(i) * steepen + dearer;
    }
    return SegmentedCost.of(cost.lower() * stretch, cost.costAtLower(), lengths, slopes);
  }
}
