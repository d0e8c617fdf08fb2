package io.foreshape.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.solver.spi.Block;
import io.foreshape.solver.spi.SegmentedCost;
import io.foreshape.solver.spi.ShapingProblem;
import io.foreshape.solver.spi.Solver;
import io.foreshape.solver.spi.SolverBudget;
import io.foreshape.solver.spi.SolverResult;
import io.foreshape.solver.spi.SolverResult.Status;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A right solver breaks no rule, and each wrong one exactly its own. */
class SolverContractTest {

  static Stream<Arguments> solvers() {
    return Stream.of(
        Arguments.of(Right.class, ""),
        Arguments.of(OverCapacity.class, "S101"),
        Arguments.of(Wasteful.class, "S102"),
        Arguments.of(FirstComeFirstServed.class, "S103"),
        Arguments.of(Moody.class, "S104"),
        Arguments.of(LyingAboutOptimality.class, "S105"),
        Arguments.of(GivingUp.class, "S106"),
        Arguments.of(Tireless.class, "S107"),
        Arguments.of(DeafToCharges.class, "S108"),
        Arguments.of(DeafToTiers.class, "S109"),
        Arguments.of(DeafToBlackBoxes.class, "S110"));
  }

  @ParameterizedTest
  @MethodSource("solvers")
  void contract_findsExactlyTheBrokenRule(Class<?> conformanceTest, String broken) {
    assertThat(String.join(",", ContractRun.brokenRules(conformanceTest))).isEqualTo(broken);
  }

  static class Right implements SolverContract {
    @Override
    public Solver subject() {
      return new ReferenceSolver();
    }
  }

  /** It does not know the capacity. */
  static class OverCapacity implements SolverContract {
    @Override
    public Solver subject() {
      return new ReferenceSolver() {
        private long work;

        @Override
        public SolverResult solve(ShapingProblem problem, SolverBudget budget) {
          work = budget.work();
          return super.solve(problem, budget);
        }

        @Override
        double capacity(Block block) {
          return work > 1 ? Double.POSITIVE_INFINITY : block.capacity();
        }
      };
    }
  }

  /** It gives all there is to those who have no use for it. */
  static class Wasteful implements SolverContract {
    @Override
    public Solver subject() {
      return (problem, budget) -> {
        double[][] amounts = Problems.lowerBounds(problem);
        for (int b = 0; b < amounts.length; b++) {
          Block block = problem.blocks().get(b);
          double left = block.capacity() - Arrays.stream(amounts[b]).sum();
          for (int c = 0; c < amounts[b].length; c++) {
            SegmentedCost cost = block.claims().get(c).cost();
            boolean useless = cost.segments() > 0 && cost.slope(0) > 0;
            double part = useless ? Math.min(left, cost.upper() - cost.lower()) : 0;
            amounts[b][c] += part;
            left -= part;
          }
        }
        return new SolverResult(Status.FEASIBLE, amounts, 1, false);
      };
    }
  }

  /** It serves whoever stands first, once there are more than four. */
  static class FirstComeFirstServed implements SolverContract {
    @Override
    public Solver subject() {
      return new ReferenceSolver() {
        @Override
        boolean isSorted(Block block) {
          return block.claims().size() <= 4;
        }
      };
    }
  }

  /** It works hard once only. */
  static class Moody implements SolverContract {
    @Override
    public Solver subject() {
      return new ReferenceSolver() {
        private boolean tired;

        @Override
        public SolverResult solve(ShapingProblem problem, SolverBudget budget) {
          SolverResult result = super.solve(problem, budget);
          if (tired) {
            return new SolverResult(Status.FEASIBLE, Problems.lowerBounds(problem), 1, true);
          }
          tired = true;
          return result;
        }
      };
    }
  }

  /** It gives everybody the least and calls that optimal. */
  static class LyingAboutOptimality implements SolverContract {
    @Override
    public Solver subject() {
      return (problem, budget) ->
          new SolverResult(Status.OPTIMAL, Problems.lowerBounds(problem), 1, false);
    }
  }

  /** It can't do without a capacity. */
  static class GivingUp implements SolverContract {
    @Override
    public Solver subject() {
      return new ReferenceSolver() {
        @Override
        public SolverResult solve(ShapingProblem problem, SolverBudget budget) {
          return Double.isInfinite(problem.blocks().get(0).capacity())
              ? new SolverResult(Status.FAILED, new double[0][], 1, false)
              : super.solve(problem, budget);
        }
      };
    }
  }

  /** It says that it takes fixed charges, and does not look at them. */
  static class DeafToCharges extends Right {
    @Override
    public boolean takesFixedCharges() {
      return true;
    }
  }

  /** It says that it takes tiers, and does not look at them. */
  static class DeafToTiers extends Right {
    @Override
    public boolean takesTiers() {
      return true;
    }
  }

  /** It says that it takes black boxes, and never asks one. */
  static class DeafToBlackBoxes extends Right {
    @Override
    public boolean takesBlackBox() {
      return true;
    }
  }

  /** It does not know when to stop. */
  static class Tireless implements SolverContract {
    @Override
    public Solver subject() {
      return new ReferenceSolver() {
        @Override
        long limit(SolverBudget budget) {
          return Long.MAX_VALUE;
        }
      };
    }
  }
}
