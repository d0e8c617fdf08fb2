package io.foreshape.testkit;

import io.foreshape.api.host.HostId;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.solver.spi.Block;
import io.foreshape.solver.spi.Claim;
import io.foreshape.solver.spi.SegmentedCost;
import io.foreshape.solver.spi.ShapingProblem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Feasible shaping problems, the same for the same seed, and what divisions of them cost. */
final class Problems {

  /**
   * Where all breakpoints and capacities of tiny problems lie, so that an optimum lies there too.
   */
  private static final double QUARTER = 0.25;

  private Problems() {}

  /** One to three blocks with up to twenty claims, from ample to barely feasible. */
  static ShapingProblem mixed(long seed) {
    Random random = new Random(seed);
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < 1 + seed % 3; i++) {
      List<Claim> claims = new ArrayList<>();
      int count = 1 + random.nextInt(20);
      for (int c = 0; c < count; c++) {
        claims.add(claim("b" + i + "c" + c, random, random.nextDouble() / count));
      }
      double tightness = random.nextInt(8) == 0 ? 0 : 1.2 * random.nextDouble();
      blocks.add(block(i, claims, tightness));
    }
    return new ShapingProblem(blocks);
  }

  /** One block of up to four claims whose numbers are all quarters. */
  static ShapingProblem tiny(long seed) {
    Random random = new Random(seed);
    List<Claim> claims = new ArrayList<>();
    double lower = 0;
    int count = 1 + random.nextInt(4);
    for (int c = 0; c < count; c++) {
      Claim claim = claim("c" + c, random, QUARTER);
      lower += claim.cost().lower();
      claims.add(claim);
    }
    double capacity = lower + QUARTER * random.nextInt(12);
    return new ShapingProblem(
        List.of(new Block(new HostId("h"), Resource.CPU, 1, capacity, claims)));
  }

  /** The corners: no limit, no room, fixed amounts, empty segments, nothing to gain. */
  static List<ShapingProblem> corners() {
    Claim fixed = claim("fixed", SegmentedCost.of(0.5, 3, new double[0], new double[0]));
    Claim empty = claim("empty", SegmentedCost.of(0, 0, new double[] {0, 0}, new double[] {-1, 1}));
    Claim flat = claim("flat", SegmentedCost.of(0, 1, new double[] {1}, new double[] {0}));
    Claim greedy =
        claim("greedy", SegmentedCost.of(0, 9, new double[] {2, 3}, new double[] {-2, -1}));
    List<Claim> claims = List.of(fixed, empty, flat, greedy);
    return List.of(
        problem(Double.POSITIVE_INFINITY, claims),
        problem(0.5, claims),
        problem(3, claims),
        problem(0, List.of(empty, flat)),
        problem(0.5, List.of(fixed)));
  }

  /** The same problem with blocks and claims in another order. */
  static ShapingProblem shuffled(ShapingProblem problem, long seed) {
    Random random = new Random(seed);
    List<Block> blocks = new ArrayList<>();
    for (Block block : problem.blocks()) {
      List<Claim> claims = new ArrayList<>(block.claims());
      Collections.shuffle(claims, random);
      blocks.add(
          new Block(block.host(), block.resource(), block.scale(), block.capacity(), claims));
    }
    Collections.shuffle(blocks, random);
    return new ShapingProblem(blocks);
  }

  static double[][] lowerBounds(ShapingProblem problem) {
    double[][] amounts = new double[problem.blocks().size()][];
    Arrays.setAll(
        amounts,
        b ->
            problem.blocks().get(b).claims().stream()
                .mapToDouble(claim -> claim.cost().lower())
                .toArray());
    return amounts;
  }

  static double cost(ShapingProblem problem, double[][] amounts) {
    double cost = 0;
    for (int b = 0; b < amounts.length; b++) {
      List<Claim> claims = problem.blocks().get(b).claims();
      for (int c = 0; c < amounts[b].length; c++) {
        cost += claims.get(c).cost().costAt(amounts[b][c]);
      }
    }
    return cost;
  }

  /** The least cost of a tiny problem, by trying every division into quarters. */
  static double leastCost(ShapingProblem tiny) {
    Block block = tiny.blocks().get(0);
    return leastCost(block.claims(), 0, block.capacity());
  }

  private static double leastCost(List<Claim> claims, int next, double left) {
    if (next == claims.size()) {
      return 0;
    }
    SegmentedCost cost = claims.get(next).cost();
    double least = Double.POSITIVE_INFINITY;
    for (double amount = cost.lower(); amount <= Math.min(left, cost.upper()); amount += QUARTER) {
      double rest = leastCost(claims, next + 1, left - amount);
      least = Math.min(least, cost.costAt(amount) + rest);
    }
    return least;
  }

  /** Up to four segments of whole multiples of a unit, saving at first and costing in the end. */
  private static Claim claim(String id, Random random, double unit) {
    int segments = random.nextInt(5);
    double[] lengths = new double[segments];
    double[] slopes = new double[segments];
    for (int i = 0; i < segments; i++) {
      lengths[i] = unit * random.nextInt(4);
      slopes[i] = random.nextInt(-90, 30);
    }
    Arrays.sort(slopes);
    return claim(id, SegmentedCost.of(unit * random.nextInt(3), 100, lengths, slopes));
  }

  private static Claim claim(String id, SegmentedCost cost) {
    return new Claim(new InstanceId(id), 0, cost);
  }

  private static Block block(int number, List<Claim> claims, double tightness) {
    double lower = claims.stream().mapToDouble(claim -> claim.cost().lower()).sum();
    double upper = claims.stream().mapToDouble(claim -> claim.cost().upper()).sum();
    double capacity = lower + tightness * (upper - lower);
    return new Block(new HostId("h" + number), Resource.MEMORY, 0x1p30, capacity, claims);
  }

  private static ShapingProblem problem(double capacity, List<Claim> claims) {
    return new ShapingProblem(
        List.of(new Block(new HostId("h"), Resource.CPU, 1, capacity, claims)));
  }
}
