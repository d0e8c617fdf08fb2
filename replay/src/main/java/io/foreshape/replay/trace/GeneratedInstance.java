package io.foreshape.replay.trace;

import java.util.Random;

/**
 * The use of one generated instance.
 *
 * <p>Not thread-safe.
 */
final class GeneratedInstance {

  static final int STEPS_PER_DAY = 288;

  private static final int[] CORES = {1, 2, 2, 4, 4, 8};
  private static final double NOISE_PERSISTENCE = 0.85;
  private static final double BURST_PERSISTENCE = 0.7;
  private static final double PLATEAU_CHANGE_PROBABILITY = 3.0 / STEPS_PER_DAY;
  private static final double MEMORY_FOLLOWS = 0.02;
  private static final double LEAK_SHARE = 0.25;
  private static final double KIB_PER_CORE = 4.0 * 1024 * 1024;

  private final LoadShape shape;
  private final Random random;
  private final int cores;
  private final double scale;
  private final double hourOffset;
  private final double noise;
  private final double driftPerDay;
  private final double shiftFactor;
  private final int shiftStep;
  private final boolean leaks;

  GeneratedInstance(LoadShape shape, Random random) {
    this.shape = shape;
    this.random = random;
    this.cores = CORES[random.nextInt(CORES.length)];
    this.scale = 0.5 + 0.7 * random.nextDouble();
    this.hourOffset = 1.5 * (random.nextDouble() - 0.5);
    this.noise = 0.05 + 0.1 * random.nextDouble();
    this.driftPerDay = shape == LoadShape.DRIFT ? 0.02 + 0.04 * random.nextDouble() : 0;
    this.shiftFactor = shape == LoadShape.SHIFT ? 1.5 + random.nextDouble() : 1;
    this.shiftStep = 15 * STEPS_PER_DAY + random.nextInt(4 * STEPS_PER_DAY);
    this.leaks = random.nextDouble() < LEAK_SHARE;
  }

  /** CPU use per step, in percent of one core, at most that of all cores. */
  double[] cpuPercent(int steps) {
    double[] use = new double[steps];
    double wander = 0;
    double burst = 0;
    double plateau = 1;
    for (int i = 0; i < steps; i++) {
      // AR(1): x ← φx + √(1 − φ²) ε, which has the variance of ε.
      wander =
          NOISE_PERSISTENCE * wander
              + Math.sqrt(1 - NOISE_PERSISTENCE * NOISE_PERSISTENCE) * random.nextGaussian();
      burst = nextBurst(burst);
      plateau = nextPlateau(plateau);
      double level = level(i) * plateau * StrictMath.exp(noise * wander) + burst;
      use[i] = 100.0 * cores * Math.min(level, 1);
    }
    return use;
  }

  private double level(int step) {
    double day = (double) step / STEPS_PER_DAY;
    double hour = (24 * (day - Math.floor(day)) + hourOffset + 24) % 24;
    boolean weekend = (int) day % 7 >= 5;
    double shifted = step >= shiftStep ? shiftFactor : 1;
    return scale * shape.at(hour, weekend) * (1 + driftPerDay * day) * shifted;
  }

  /** A burst decays; a new one has a Pareto size, so that rare ones are large. */
  private double nextBurst(double burst) {
    double left = burst * BURST_PERSISTENCE;
    if (random.nextDouble() < shape.burstProbability()) {
      double size = 0.1 / StrictMath.pow(1 - random.nextDouble(), 1 / 1.5);
      return left + Math.min(size, 1);
    }
    return left;
  }

  private double nextPlateau(double plateau) {
    boolean changes = random.nextDouble() < PLATEAU_CHANGE_PROBABILITY;
    return shape == LoadShape.PLATEAUS && changes ? 0.3 + 2.2 * random.nextDouble() : plateau;
  }

  /**
   * Memory use per step, in KiB: a base, a part that follows CPU with a lag of about 4 hours, and
   * for some a leak that a restart empties every few days.
   */
  double[] memoryKib(double[] cpuPercent) {
    double size = KIB_PER_CORE * cores;
    double base = 0.15 + 0.3 * random.nextDouble();
    double leakPerStep = leaks ? 0.35 / ((3 + 3 * random.nextDouble()) * STEPS_PER_DAY) : 0;
    double[] use = new double[cpuPercent.length];
    double following = cpuPercent[0];
    double leaked = 0;
    for (int i = 0; i < use.length; i++) {
      following += MEMORY_FOLLOWS * (cpuPercent[i] - following);
      leaked = leaked > 0.35 ? 0 : leaked + leakPerStep;
      double busy = following / (100.0 * cores);
      double jitter = 1 + 0.004 * random.nextGaussian();
      use[i] = size * Math.min((base + 0.3 * busy + leaked) * jitter, 1);
    }
    return use;
  }
}
