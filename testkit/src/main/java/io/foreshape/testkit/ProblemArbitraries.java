package io.foreshape.testkit;

import io.foreshape.api.workload.InstanceId;
import io.foreshape.solver.spi.Block;
import io.foreshape.solver.spi.Claim;
import io.foreshape.solver.spi.SegmentedCost;
import io.foreshape.solver.spi.ShapingProblem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Arbitrary problems for solvers; all of them feasible. */
public final class ProblemArbitraries {

  private ProblemArbitraries() {}

  /**
   * Convex costs with up to eight segments, fixed amounts and empty segments among them.
   *
   * @return costs of amounts up to about 10
   */
  public static Arbitrary<SegmentedCost> costs() {
    Arbitrary<Double> slopes = Arbitraries.doubles().between(-50, 50).ofScale(4);
    Arbitrary<Double> lengths = Arbitraries.doubles().between(0, 1).ofScale(4);
    return Arbitraries.integers()
        .between(0, 8)
        .flatMap(
            count ->
                Combinators.combine(
                        Arbitraries.doubles().between(0, 2).ofScale(4),
                        Arbitraries.doubles().between(-100, 100).ofScale(4),
                        lengths.array(double[].class).ofSize(count),
                        slopes.array(double[].class).ofSize(count))
                    .as(ProblemArbitraries::convex));
  }

  /**
   * Problems of one to three blocks with one to twelve claims each, from ample to barely feasible.
   *
   * @return problems
   */
  public static Arbitrary<ShapingProblem> problems() {
    return blocks().list().ofMinSize(1).ofMaxSize(3).map(ShapingProblem::new);
  }

  /**
   * Blocks whose capacity lies between the sum of the lower bounds and infinity.
   *
   * @return blocks
   */
  public static Arbitrary<Block> blocks() {
    return Combinators.combine(
            HostArbitraries.hostIds(),
            ResourceArbitraries.resources(),
            costs().list().ofMinSize(1).ofMaxSize(12),
            Arbitraries.doubles().between(0, 1.5).ofScale(3).injectNull(0.1))
        .as(
            (host, resource, costs, tightness) -> {
              List<Claim> claims = new ArrayList<>();
              double lower = 0;
              double room = 0;
              for (SegmentedCost cost : costs) {
                claims.add(new Claim(new InstanceId("i" + claims.size()), claims.size() % 3, cost));
                lower += cost.lower();
                room += cost.upper() - cost.lower();
              }
              double capacity =
                  tightness == null ? Double.POSITIVE_INFINITY : lower + room * tightness;
              return new Block(host, resource, 1, capacity, claims);
            });
  }

  private static SegmentedCost convex(
      double lower, double costAtLower, double[] lengths, double[] slopes) {
    double[] ascending = slopes.clone();
    Arrays.sort(ascending);
    return SegmentedCost.of(lower, costAtLower, lengths, ascending);
  }
}
