package io.foreshape.bench;

import io.foreshape.api.host.HostId;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.solver.spi.Block;
import io.foreshape.solver.spi.Budget;
import io.foreshape.solver.spi.Claim;
import io.foreshape.solver.spi.FixedCharge;
import io.foreshape.solver.spi.SegmentedCost;
import io.foreshape.solver.spi.ShapingProblem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Made problems of some size, the same for the same size: a hundred instances to a host, five
 * resources.
 *
 * <p>The demand of an instance for a resource has five to ten levels of unequal mass. A unit costs
 * the resource's price, and a penalty of three classes where it is missing; changing costs up to
 * half the price, which makes one more kink. A host has 0.6 to 1.1 times what its instances would
 * like. The budget is 0.8 times what they would like of all resources, in money.
 */
final class MadeProblem {

  private static final long SEED = 42;
  static final int PER_HOST = 100;
  static final List<Resource> RESOURCES =
      List.of(
          Resource.CPU,
          Resource.MEMORY,
          Resource.DISK_READ_IOPS,
          Resource.DISK_READ_THROUGHPUT,
          Resource.NETWORK_EGRESS);
  private static final double[] PRICES = {1, 0.6, 0.3, 0.2, 0.4};
  private static final double[] PENALTIES = {3, 8, 25};
  private static final double BUDGET_TIGHTNESS = 0.8;

  private final Random random = new Random(SEED);
  private final Random charges = new Random(SEED + 1);
  private final boolean isCharged;
  private final List<Block> blocks = new ArrayList<>();
  private double moneyWanted;

  /** What the claim whose cost was made last has now. */
  private double current;

  private MadeProblem(int instances) {
    this(instances, false);
  }

  private MadeProblem(int instances, boolean isCharged) {
    this.isCharged = isCharged;
    for (int host = 0; host * PER_HOST < instances; host++) {
      int count = Math.min(PER_HOST, instances - host * PER_HOST);
      for (int resource = 0; resource < PRICES.length; resource++) {
        addBlock(host, resource, count);
      }
    }
  }

  /** Blocks that share nothing. */
  static ShapingProblem separable(int instances) {
    return new ShapingProblem(new MadeProblem(instances).blocks);
  }

  /** Blocks that share nothing; any change of a claim costs up to an hour of a tenth of it. */
  static ShapingProblem withFixedCharges(int instances) {
    return new ShapingProblem(new MadeProblem(instances, true).blocks);
  }

  /** Blocks under one budget of the whole fleet. */
  static ShapingProblem withBudget(int instances) {
    MadeProblem made = new MadeProblem(instances);
    List<Budget.Share> shares = new ArrayList<>();
    for (int block = 0; block < made.blocks.size(); block++) {
      shares.add(new Budget.Share(block, PRICES[block % PRICES.length]));
    }
    Budget budget = new Budget("fleet", BUDGET_TIGHTNESS * made.moneyWanted, shares);
    return new ShapingProblem(made.blocks, List.of(budget));
  }

  /** A separable problem of which the first of every hundred blocks is another object. */
  static ShapingProblem withChanges(ShapingProblem separable) {
    List<Block> blocks = new ArrayList<>(separable.blocks());
    for (int i = 0; i < blocks.size(); i += 100) {
      Block block = blocks.get(i);
      double capacity = 0.99 * block.capacity();
      blocks.set(
          i, new Block(block.host(), block.resource(), block.scale(), capacity, block.claims()));
    }
    return new ShapingProblem(blocks);
  }

  private void addBlock(int host, int resource, int count) {
    List<Claim> claims = new ArrayList<>(count);
    double wanted = 0;
    for (int i = 0; i < count; i++) {
      int number = host * PER_HOST + i;
      SegmentedCost cost = cost(PRICES[resource], PENALTIES[number % PENALTIES.length]);
      double charge = charges.nextDouble(0, 0.1) * PRICES[resource] * current;
      claims.add(
          new Claim(
              new InstanceId("i" + number),
              number % PENALTIES.length,
              cost,
              isCharged ? new FixedCharge(current, charge) : null));
      wanted += cost.lower();
      for (int s = 0; s < cost.savings(); s++) {
        wanted += cost.length(s);
      }
    }
    double capacity = wanted * random.nextDouble(0.6, 1.1);
    moneyWanted += PRICES[resource] * Math.min(wanted, capacity);
    blocks.add(new Block(new HostId("h" + host), RESOURCES.get(resource), 1, capacity, claims));
  }

  /** Slopes are {@code price - penalty P(D >= level)}, less or more what changing costs. */
  private SegmentedCost cost(double price, double penalty) {
    int levels = random.nextInt(5, 11);
    double mean = Math.exp(0.6 * random.nextGaussian()) / PER_HOST;
    double[] demand = random.doubles(levels, 0.3 * mean, 2 * mean).sorted().toArray();
    double[] masses = random.doubles(levels, 0.2, 1).toArray();
    double total = Arrays.stream(masses).sum();
    current = random.nextDouble(demand[0], demand[levels - 1]);
    double change = random.nextDouble(0, 0.5) * price;

    double[] lengths = new double[levels + 1];
    double[] slopes = new double[levels + 1];
    double at = 0.2 * mean;
    double exceeded = 1;
    int count = 0;
    for (int level = 0; level < levels; level++) {
      double slope = price - penalty * exceeded;
      if (current > at && current < demand[level]) {
        lengths[count] = current - at;
        slopes[count++] = slope - change;
        at = current;
      }
      lengths[count] = demand[level] - at;
      slopes[count++] = at < current ? slope - change : slope + change;
      at = demand[level];
      exceeded -= masses[level] / total;
    }
    return SegmentedCost.of(
        0.2 * mean, penalty * mean, Arrays.copyOf(lengths, count), Arrays.copyOf(slopes, count));
  }
}
