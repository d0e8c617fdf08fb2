package io.foreshape.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.plan.AllocationRequest;
import io.foreshape.api.plan.Allocator;
import io.foreshape.api.plan.Certificate;
import io.foreshape.api.plan.Certificate.Status;
import io.foreshape.api.plan.ShapePlan;
import io.foreshape.api.provider.Settings;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.solver.spi.Block;
import io.foreshape.solver.spi.Coupling;
import io.foreshape.solver.spi.DualPrices;
import io.foreshape.solver.spi.SegmentedCost;
import io.foreshape.solver.spi.ShapingProblem;
import io.foreshape.solver.spi.Solver;
import io.foreshape.solver.spi.SolverBudget;
import io.foreshape.solver.spi.SolverProvider;
import io.foreshape.solver.spi.SolverResult;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** A solver that takes any problem and answers it wrongly is always caught. */
class LyingSolverProperties {

  private static final double COST = 1e-6;

  private static final SolverBudget BUDGET =
      new SolverBudget(Duration.ofSeconds(1), 1_000, 1e-9, 5);

  /** In which way an answer is wrong. */
  enum Lie {
    NOT_A_NUMBER,
    INFINITE,
    ABOVE_AN_UPPER_BOUND,
    BELOW_A_LOWER_BOUND,
    ALL_THAT_ANYBODY_WOULD_HAVE,
    NOTHING_FOR_ANYBODY,
    WITHOUT_THE_BUDGETS,
    A_BLOCK_TOO_FEW,
    A_BLOCK_TOO_MANY,
    A_CLAIM_TOO_FEW,
    NULL_FOR_A_BLOCK,
    NULL_FOR_ALL,
    NO_AMOUNTS,
    AN_EXCEPTION,
    NATIVE_CODE_THAT_IS_NOT_THERE,
    TOO_DEEP_A_RECURSION,
    INFEASIBLE,
    FAILED,
    TOO_LATE,
    // What follows keeps every constraint.
    THE_LEAST_AS_OPTIMUM,
    ANY_DIVISION_AS_OPTIMUM,
    PRICES_OF_NOTHING,
    ENDLESS_WORK
  }

  /** Lies whose answer keeps every constraint, so that there is something to take. */
  private static final Set<Lie> FEASIBLE =
      Set.of(
          Lie.THE_LEAST_AS_OPTIMUM,
          Lie.ANY_DIVISION_AS_OPTIMUM,
          Lie.PRICES_OF_NOTHING,
          Lie.ENDLESS_WORK);

  /** Lies that need not break a constraint of every problem. */
  private static final Set<Lie> MAYBE =
      Set.of(Lie.ALL_THAT_ANYBODY_WOULD_HAVE, Lie.NOTHING_FOR_ANYBODY, Lie.WITHOUT_THE_BUDGETS);

  @Property(tries = 1500)
  void lies_areCaught(@ForAll long seed, @ForAll Lie lie) {
    assertCaught(HardRequests.of(seed), lie, seed, true);
  }

  @Property(tries = 500)
  void lies_areCaughtWhereLimitsNest(@ForAll long seed, @ForAll Lie lie) {
    assertCaught(Fleets.withFee(Fleets.nested(seed), seed % 3 == 0 ? 0.2 : 0), lie, seed, true);
  }

  @Property(tries = 500)
  void lies_areCaughtWhereTiersAreDivided(@ForAll long seed, @ForAll Lie lie) {
    assertCaught(TieredHosts.of(seed), lie, seed, false);
  }

  @Property(tries = 100)
  void lies_areCaughtWhereABlackBoxCounts(@ForAll long seed, @ForAll Lie lie) {
    AllocationRequest blind = Fleets.nested(seed);
    InstanceId boxed = blind.instances().get(0).id();
    assertCaught(
        blind.withBlackBoxes(Map.of(boxed, amounts -> amounts.resources().size())),
        lie,
        seed,
        false);
  }

  private static void assertCaught(
      AllocationRequest request, Lie lie, long seed, boolean areAmountsRead) {
    Liar liar = new Liar(lie, seed);
    ShapePlan plan = liar.plan(request);
    Certificate told = plan.certificate();
    Certificate honest = plan(request).certificate();

    assertThat(told.status() == Status.INFEASIBLE).isEqualTo(honest.status() == Status.INFEASIBLE);
    if (areAmountsRead) {
      PlanPromisesProperties.assertKept(request, plan);
    }
    assertThat(plan.shapes()).hasSize(plan(request).shapes().size());
    if (!request.costs().isPriorityStrict()) {
      assertThat(told.boundPerHour()).isLessThanOrEqualTo(honest.objectivePerHour() + COST);
      assertThat(told.objectivePerHour()).isGreaterThanOrEqualTo(honest.boundPerHour() - COST);
      if (told.status() == Status.OPTIMAL) {
        assertThat(told.objectivePerHour()).isLessThanOrEqualTo(honest.objectivePerHour() + COST);
      }
    }
    if (liar.isAsked && honest.status() != Status.INFEASIBLE && !MAYBE.contains(lie)) {
      assertThat(told.status() == Status.DEGRADED).isEqualTo(!FEASIBLE.contains(lie));
      assertThat(told.solver().contains("fallback")).isEqualTo(!FEASIBLE.contains(lie));
    }
    if (!liar.isAsked) {
      assertThat(told.objectivePerHour()).isCloseTo(honest.objectivePerHour(), within(COST));
    }
  }

  private static ShapePlan plan(AllocationRequest request) {
    try (Allocator allocator = new DefaultAllocatorProvider().create(Settings.none())) {
      return allocator.plan(request);
    }
  }

  /** A solver that takes whatever it is asked, and lies about it. */
  private static final class Liar implements SolverProvider, Solver {

    private final Lie lie;
    private final Random random;
    private long now;
    private boolean isAsked;

    private Liar(Lie lie, long seed) {
      this.lie = lie;
      random = new Random(seed);
    }

    private ShapePlan plan(AllocationRequest request) {
      CheckedSolver solver =
          new CheckedSolver(new SolverChoice(List.of(this), Settings.none()), BUDGET, () -> now);
      try (Allocator allocator =
          new DefaultAllocator(solver, Solving.placer(), new Workers(null), () -> now)) {
        return allocator.plan(request);
      }
    }

    @Override
    public String id() {
      return "liar";
    }

    @Override
    public Coupling coupling() {
      return Coupling.ANY;
    }

    @Override
    public boolean takesFixedCharges() {
      return true;
    }

    @Override
    public boolean takesTiers() {
      return true;
    }

    @Override
    public boolean takesBlackBox() {
      return true;
    }

    @Override
    public Solver create(Settings settings) {
      return this;
    }

    @Override
    @SuppressWarnings("NullAway") // null is one of the lies
    public SolverResult solve(ShapingProblem problem, SolverBudget budget) {
      isAsked = true;
      double[][] amounts = division(problem);
      int block = random.nextInt(amounts.length);
      int claim = random.nextInt(amounts[block].length);
      SegmentedCost cost = problem.blocks().get(block).claims().get(claim).cost();
      switch (lie) {
        case NOT_A_NUMBER -> amounts[block][claim] = Double.NaN;
        case INFINITE ->
            amounts[block][claim] =
                random.nextBoolean() ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        case ABOVE_AN_UPPER_BOUND ->
            amounts[block][claim] = cost.upper() + Math.pow(10, random.nextInt(-6, 20));
        case BELOW_A_LOWER_BOUND ->
            amounts[block][claim] = cost.lower() - Math.pow(10, random.nextInt(-6, 20));
        case ALL_THAT_ANYBODY_WOULD_HAVE -> fill(problem, amounts, true);
        case NOTHING_FOR_ANYBODY -> Arrays.stream(amounts).forEach(each -> Arrays.fill(each, 0));
        case WITHOUT_THE_BUDGETS -> {
          ShapingProblem alone = new ShapingProblem(problem.blocks(), List.of(), problem.tiers());
          amounts = division(alone);
        }
        case A_BLOCK_TOO_FEW -> amounts = Arrays.copyOf(amounts, amounts.length - 1);
        case A_BLOCK_TOO_MANY -> {
          amounts = Arrays.copyOf(amounts, amounts.length + 1);
          amounts[amounts.length - 1] = new double[] {0};
        }
        case A_CLAIM_TOO_FEW ->
            amounts[block] = Arrays.copyOf(amounts[block], amounts[block].length - 1);
        case NULL_FOR_A_BLOCK -> amounts[block] = null;
        case NULL_FOR_ALL -> {
          return null;
        }
        case NO_AMOUNTS -> amounts = new double[0][];
        case AN_EXCEPTION -> throw new IllegalStateException("broken");
        case NATIVE_CODE_THAT_IS_NOT_THERE -> throw new UnsatisfiedLinkError("no libsolver");
        case TOO_DEEP_A_RECURSION -> throw new StackOverflowError();
        case INFEASIBLE -> {
          return new SolverResult(SolverResult.Status.INFEASIBLE, new double[0][], 1, false);
        }
        case FAILED -> {
          return new SolverResult(SolverResult.Status.FAILED, new double[0][], 1, true);
        }
        case TOO_LATE -> now += BUDGET.wall().multipliedBy(2).plusMillis(1).toNanos();
        case THE_LEAST_AS_OPTIMUM -> fill(problem, amounts, false);
        default -> {
          // The division itself, called optimal.
        }
      }
      return new SolverResult(
          SolverResult.Status.OPTIMAL,
          amounts,
          lie == Lie.PRICES_OF_NOTHING ? prices(problem) : null,
          lie == Lie.ENDLESS_WORK ? Long.MAX_VALUE : 1,
          false,
          Duration.ZERO);
    }

    /** Any division that keeps all constraints. */
    private double[][] division(ShapingProblem problem) {
      if (!problem.tiers().isEmpty()) {
        return Solving.dual(problem).amounts();
      }
      DivisionCode code = new DivisionCode(problem);
      return code.divide(random.doubles(code.claims()).toArray());
    }

    /** Fills in upper or lower bounds; of tiers the least need not be a division. */
    private static void fill(ShapingProblem problem, double[][] amounts, boolean isMost) {
      for (int b = 0; b < amounts.length; b++) {
        Block block = problem.blocks().get(b);
        for (int i = 0; i < amounts[b].length; i++) {
          SegmentedCost cost = block.claims().get(i).cost();
          if (isMost || problem.tiers().isEmpty()) {
            amounts[b][i] = isMost ? cost.upper() : cost.lower();
          }
        }
      }
    }

    private @Nullable DualPrices prices(ShapingProblem problem) {
      return switch (random.nextInt(4)) {
        case 0 -> new DualPrices(new double[0], new double[0]);
        case 1 -> prices(problem, Double.NaN);
        case 2 -> prices(problem, -1e300);
        default -> prices(problem, 1e300);
      };
    }

    private static DualPrices prices(ShapingProblem problem, double price) {
      double[] blocks = new double[problem.blocks().size()];
      double[] budgets = new double[problem.budgets().size()];
      double[] tiers = new double[problem.tiers().size()];
      Arrays.fill(blocks, price);
      Arrays.fill(budgets, price);
      Arrays.fill(tiers, price);
      return new DualPrices(blocks, budgets, tiers);
    }
  }
}
