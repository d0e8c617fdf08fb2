package io.foreshape.bench;

import io.foreshape.api.host.HostId;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.solver.spi.Block;
import io.foreshape.solver.spi.Claim;
import io.foreshape.solver.spi.SegmentedCost;
import io.foreshape.solver.spi.ShapingProblem;
import io.foreshape.solver.spi.Tiers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Made problems of DRAM and slower memory, the same for the same size: a hundred instances to a
 * host. Memory costs the slow tier's price and a penalty of what is missing; what is in DRAM costs
 * the difference of the prices and saves a penalty of what is hot and not there. DRAM has 0.4 to
 * 0.8 times what instances would like of it, the slow tier 0.3 to 0.7 times what they would like in
 * all.
 */
final class MadeTiers {

  private static final int PER_HOST = MadeProblem.PER_HOST;
  private static final double SLOW_PRICE = 0.2;
  private static final double DRAM_PRICE = 1;
  private static final double[] PENALTIES = {3, 8, 25};
  private static final double HOT_PENALTY = 4;
  private static final Resource DRAM =
      new Resource("dram", Resource.MEMORY.unit(), Resource.MEMORY.shortage());

  private MadeTiers() {}

  static ShapingProblem of(int instances) {
    Random random = new Random(42);
    List<Block> blocks = new ArrayList<>();
    List<Tiers> tiers = new ArrayList<>();
    for (int host = 0; host * PER_HOST < instances; host++) {
      int count = Math.min(PER_HOST, instances - host * PER_HOST);
      List<Claim> wholes = new ArrayList<>();
      List<Claim> fasts = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int number = host * PER_HOST + i;
        InstanceId id = new InstanceId("i" + number);
        double mean = Math.exp(0.6 * random.nextGaussian()) / PER_HOST;
        double penalty = PENALTIES[number % PENALTIES.length];
        SegmentedCost whole = cost(0.2 * mean, mean, SLOW_PRICE, penalty, random);
        double hot = mean * random.nextDouble(0.2, 0.8);
        SegmentedCost fast = cost(0, hot, DRAM_PRICE - SLOW_PRICE, HOT_PENALTY, random);
        wholes.add(new Claim(id, 0, whole));
        fasts.add(new Claim(id, 0, fast));
      }
      HostId id = new HostId("h" + host);
      double dram = wanted(fasts) * random.nextDouble(0.4, 0.8);
      double slow = wanted(wholes) * random.nextDouble(0.3, 0.7);
      double infinity = Double.POSITIVE_INFINITY;
      blocks.add(new Block(id, Resource.MEMORY, 1, infinity, wholes));
      blocks.add(new Block(id, DRAM, 1, dram, fasts));
      tiers.add(new Tiers(2 * host, 2 * host + 1, slow));
    }
    return new ShapingProblem(blocks, List.of(), tiers);
  }

  private static double wanted(List<Claim> claims) {
    double wanted = 0;
    for (Claim claim : claims) {
      wanted += claim.cost().lower();
      for (int s = 0; s < claim.cost().savings(); s++) {
        wanted += claim.cost().length(s);
      }
    }
    return wanted;
  }

  /** Slopes are {@code price - penalty P(D >= level)}. */
  private static SegmentedCost cost(
      double lower, double mean, double price, double penalty, Random random) {
    int levels = random.nextInt(5, 11);
    double[] demand =
        random.doubles(levels, lower + 0.1 * mean, lower + 2 * mean).sorted().toArray();
    double[] masses = random.doubles(levels, 0.2, 1).toArray();
    double total = Arrays.stream(masses).sum();
    double[] lengths = new double[levels];
    double[] slopes = new double[levels];
    double at = lower;
    double exceeded = 1;
    for (int level = 0; level < levels; level++) {
      lengths[level] = demand[level] - at;
      slopes[level] = price - penalty * exceeded;
      at = demand[level];
      exceeded -= masses[level] / total;
    }
    return SegmentedCost.of(lower, penalty * mean, lengths, slopes);
  }
}
