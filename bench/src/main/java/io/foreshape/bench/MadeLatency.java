package io.foreshape.bench;

import io.foreshape.api.host.HostId;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.solver.spi.Block;
import io.foreshape.solver.spi.Claim;
import io.foreshape.solver.spi.SegmentedCost;
import io.foreshape.solver.spi.ShapingProblem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Made problems with a black box: twenty instances to a host, CPU and memory, the same for the same
 * size. What an instance reserves has a price, and what it lacks of its demand a penalty; that is
 * known. Not known is what its latency costs, and that memory is sold in steps.
 *
 * <p>Little memory costs CPU (garbage is collected more often): the load is {@code CPU demand * (1
 * + 0.5 * (working set / memory)^4) / CPU}, the latency {@code 1 / (1 - load)} up to 50 times that
 * of an idle instance, and an hour costs a penalty times {@code 1 / (1 + exp(-3 (latency -
 * target)))}: neither convex nor a sum over claims. Memory is paid for up to the next whole step.
 */
final class MadeLatency {

  private static final long SEED = 42;
  private static final int PER_HOST = 20;
  private static final double[] PRICES = {1, 0.6};
  private static final double[] LEVELS = {0.6, 0.8, 1, 1.2, 1.5};
  private static final double SHORTAGE = 3;
  private static final double CAPACITY = 1.3;
  private static final double STEP = 0.25 / PER_HOST;

  private final Random random = new Random(SEED);
  private final double[][] demand;
  private final double[] target;
  private final double[] penalty;

  private MadeLatency(int instances) {
    demand = new double[PRICES.length][instances];
    for (double[] each : demand) {
      Arrays.setAll(each, i -> Math.exp(0.5 * random.nextGaussian()) / PER_HOST);
    }
    target = random.doubles(instances, 2, 6).toArray();
    penalty = random.doubles(instances, 0.5, 4).map(each -> each / PER_HOST).toArray();
  }

  /** The problem of so many instances. */
  static ShapingProblem of(int instances) {
    MadeLatency made = new MadeLatency(instances);
    List<Block> blocks = new ArrayList<>();
    for (int first = 0; first < instances; first += PER_HOST) {
      for (int resource = 0; resource < PRICES.length; resource++) {
        blocks.add(made.block(first, Math.min(instances, first + PER_HOST), resource));
      }
    }
    return new ShapingProblem(blocks).withBlackBox(made::costOf);
  }

  private Block block(int from, int to, int resource) {
    List<Claim> claims = new ArrayList<>();
    double wanted = 0;
    for (int i = from; i < to; i++) {
      claims.add(new Claim(new InstanceId("i" + i), 0, known(resource, demand[resource][i])));
      wanted += demand[resource][i];
    }
    Resource what = resource == 0 ? Resource.CPU : Resource.MEMORY;
    return new Block(new HostId("h" + from / PER_HOST), what, 1, CAPACITY * wanted, claims);
  }

  /** Slopes are {@code price - shortage P(D >= level)}, from a third of the demand to thrice it. */
  private static SegmentedCost known(int resource, double mean) {
    double[] lengths = new double[LEVELS.length + 1];
    double[] slopes = new double[LEVELS.length + 1];
    double at = 0.3;
    for (int level = 0; level < LEVELS.length; level++) {
      lengths[level] = (LEVELS[level] - at) * mean;
      slopes[level] = PRICES[resource] - SHORTAGE * (1 - (double) level / LEVELS.length);
      at = LEVELS[level];
    }
    lengths[LEVELS.length] = (3 - at) * mean;
    slopes[LEVELS.length] = PRICES[resource];
    return SegmentedCost.of(0.3 * mean, SHORTAGE * mean, lengths, slopes);
  }

  private double costOf(double[][] amounts) {
    double cost = 0;
    for (int block = 0; block < amounts.length; block += PRICES.length) {
      for (int j = 0; j < amounts[block].length; j++) {
        int i = block / PRICES.length * PER_HOST + j;
        double memory = amounts[block + 1][j];
        double lack = demand[1][i] / memory;
        double load = demand[0][i] * (1 + 0.5 * lack * lack * lack * lack) / amounts[block][j];
        double latency = load < 0.98 ? 1 / (1 - load) : 50;
        cost += penalty[i] / (1 + Math.exp(-3 * (latency - target[i])));
        cost += PRICES[1] * (Math.ceil(memory / STEP) * STEP - memory);
      }
    }
    return Math.max(0, cost);
  }
}
