package io.foreshape.testkit;

import io.foreshape.api.host.HostId;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.solver.spi.Block;
import io.foreshape.solver.spi.Claim;
import io.foreshape.solver.spi.FixedCharge;
import io.foreshape.solver.spi.SegmentedCost;
import io.foreshape.solver.spi.ShapingProblem;
import io.foreshape.solver.spi.Tiers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Problems with fixed charges or tiers that are small enough for trying every division. All numbers
 * are quarters, so that an optimum is one of them.
 */
final class TinyProblems {

  private static final double QUARTER = 0.25;

  private static final Resource DRAM =
      new Resource("dram", Resource.MEMORY.unit(), Resource.MEMORY.shortage());

  private TinyProblems() {}

  /** A {@link Problems#tiny} one, in which most pay for any amount but one. */
  static ShapingProblem charged(long seed) {
    Random random = new Random(seed);
    Block block = Problems.tiny(seed).blocks().get(0);
    List<Claim> claims = new ArrayList<>();
    for (Claim claim : block.claims()) {
      SegmentedCost cost = claim.cost();
      long quarters = Math.round((cost.upper() - cost.lower()) / QUARTER);
      double exempt = cost.lower() + QUARTER * random.nextInt((int) quarters + 1);
      FixedCharge charge =
          random.nextInt(4) == 0 ? null : new FixedCharge(exempt, random.nextInt(1, 20));
      claims.add(new Claim(claim.instance(), claim.priority(), cost, charge));
    }
    return new ShapingProblem(
        List.of(
            new Block(block.host(), block.resource(), block.scale(), block.capacity(), claims)));
  }

  /** A {@link Problems#tiny} one in which, besides, every amount above the least is dear. */
  static ShapingProblem boxed(long seed) {
    ShapingProblem tiny = Problems.tiny(seed);
    double lower = tiny.blocks().get(0).lower();
    return tiny.withBlackBox(
        amounts -> Arrays.stream(amounts[0]).sum() > lower + QUARTER / 2 ? 1_000 : 0);
  }

  /** Two instances, whose least wholes fit into both tiers, but often not into the slow one. */
  static ShapingProblem tiered(long seed) {
    Random random = new Random(seed);
    List<Claim> wholes = new ArrayList<>();
    List<Claim> fasts = new ArrayList<>();
    double lower = 0;
    double relief = 0;
    for (int i = 0; i < 2; i++) {
      InstanceId id = new InstanceId("c" + i);
      double least = QUARTER * random.nextInt(3);
      SegmentedCost part = cost(random, 0);
      lower += least;
      relief += Math.min(least, part.upper());
      wholes.add(new Claim(id, 0, cost(random, least)));
      fasts.add(new Claim(id, 0, part));
    }
    double fast = QUARTER * random.nextInt(6);
    double slow = lower - Math.min(fast, relief) + QUARTER * random.nextInt(4);
    HostId host = new HostId("h");
    return new ShapingProblem(
        List.of(
            new Block(host, Resource.MEMORY, 1, Double.POSITIVE_INFINITY, wholes),
            new Block(host, DRAM, 1, fast, fasts)),
        List.of(),
        List.of(new Tiers(0, 1, slow)));
  }

  /** Up to three segments, saving at first and costing in the end. */
  private static SegmentedCost cost(Random random, double lower) {
    double[] lengths = new double[random.nextInt(4)];
    double[] slopes = new double[lengths.length];
    double slope = -60;
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = QUARTER * random.nextInt(4);
      slope += random.nextInt(50);
      slopes[i] = slope;
    }
    return SegmentedCost.of(lower, 100, lengths, slopes);
  }

  /** The least cost of a charged problem, by trying every division into quarters. */
  static double leastCharged(ShapingProblem problem) {
    Block block = problem.blocks().get(0);
    return leastCharged(block.claims(), 0, block.capacity());
  }

  private static double leastCharged(List<Claim> claims, int next, double left) {
    if (next == claims.size()) {
      return 0;
    }
    Claim claim = claims.get(next);
    double least = Double.POSITIVE_INFINITY;
    double most = Math.min(left, claim.cost().upper());
    for (double amount = claim.cost().lower(); amount <= most; amount += QUARTER) {
      double rest = leastCharged(claims, next + 1, left - amount);
      least = Math.min(least, claim.costAt(amount) + rest);
    }
    return least;
  }

  /** The least cost of a tiered problem, by trying every division into quarters. */
  static double leastTiered(ShapingProblem problem) {
    return leastTiered(
        problem, 0, problem.blocks().get(1).capacity(), problem.tiers().get(0).slowCapacity());
  }

  private static double leastTiered(ShapingProblem problem, int next, double fast, double slow) {
    if (next == problem.blocks().get(0).claims().size()) {
      return 0;
    }
    SegmentedCost whole = problem.blocks().get(0).claims().get(next).cost();
    SegmentedCost part = problem.blocks().get(1).claims().get(next).cost();
    double least = Double.POSITIVE_INFINITY;
    for (double x = whole.lower(); x <= whole.upper(); x += QUARTER) {
      double most = Math.min(Math.min(x, fast), part.upper());
      for (double y = part.lower(); y <= most; y += QUARTER) {
        if (x - y <= slow) {
          double rest = leastTiered(problem, next + 1, fast - y, slow - (x - y));
          least = Math.min(least, whole.costAt(x) + part.costAt(y) + rest);
        }
      }
    }
    return least;
  }
}
