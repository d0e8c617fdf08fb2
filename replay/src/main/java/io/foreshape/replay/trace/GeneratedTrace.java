package io.foreshape.replay.trace;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A made-up fleet, for a replay without a recorded trace: {@value #INSTANCES} instances with {@code
 * cpu_pct} and {@code mem_kb} over three weeks in steps of 5 minutes, from a Monday on. Two weeks
 * serve to warm up, the third to score.
 *
 * <p>The instances take turns in eight shapes: office hours, evenings, nightly jobs, plateaus,
 * bursts, idleness, drift, and a level that shifts in the third week; sizes are from 1 to 8 cores.
 * Memory follows CPU slowly, and some instances leak until they restart. Monitoring misses 2 hours
 * of all instances in the second week, and short stretches of each.
 *
 * <p>The same seed gives the same values on every platform. Results on it say that the machinery
 * works; what a policy is worth only recorded traces tell.
 *
 * <p>Immutable and thread-safe.
 */
public final class GeneratedTrace {

  /** How many instances there are. */
  public static final int INSTANCES = 40;

  /** The length of a step. */
  public static final int STEP_SECONDS = 300;

  /** How many steps a series has: 21 days. */
  public static final int STEPS = 21 * GeneratedInstance.STEPS_PER_DAY;

  /** 2026-01-05T00:00:00Z, a Monday. */
  private static final long START_EPOCH_SECOND = 1_767_571_200L;

  private static final TraceResource CPU = TraceResource.of("cpu_pct", "percent");
  private static final TraceResource MEMORY = TraceResource.of("mem_kb", "KB");

  private static final int OUTAGE_FROM = 9 * GeneratedInstance.STEPS_PER_DAY + 130;
  private static final int OUTAGE_TO = OUTAGE_FROM + 24;
  private static final double GAP_PROBABILITY = 0.0005;
  private static final int MAX_GAP_STEPS = 12;

  private final long seed;

  /**
   * A trace.
   *
   * @param seed the seed of everything random in it
   */
  public GeneratedTrace(long seed) {
    this.seed = seed;
  }

  /**
   * Hands every wanted series to a consumer, instance by instance.
   *
   * @param wanted which of the names {@code cpu_pct} and {@code mem_kb} to make
   * @param series receives the series
   */
  public void read(Predicate<String> wanted, Consumer<Series> series) {
    requireNonNull(wanted, "wanted");
    requireNonNull(series, "series");
    for (int i = 0; i < INSTANCES; i++) {
      // Random's algorithm is specified to the bit; the factor keeps neighbouring streams apart.
      Random random = new Random(seed + i * 0x9E3779B97F4A7C15L);
      LoadShape shape = LoadShape.of(i);
      String id = String.format(Locale.ROOT, "%s-%02d", shape.label(), i);
      GeneratedInstance instance = new GeneratedInstance(shape, random);
      double[] cpu = instance.cpuPercent(STEPS);
      double[] memory = instance.memoryKib(cpu);
      boolean[] missing = missing(random);
      if (wanted.test(CPU.name())) {
        series.accept(series(id, CPU, cpu, missing));
      }
      if (wanted.test(MEMORY.name())) {
        series.accept(series(id, MEMORY, memory, missing));
      }
    }
  }

  private static boolean[] missing(Random random) {
    boolean[] missing = new boolean[STEPS];
    int gapLeft = 0;
    for (int i = 0; i < STEPS; i++) {
      if (gapLeft == 0 && random.nextDouble() < GAP_PROBABILITY) {
        gapLeft = 1 + random.nextInt(MAX_GAP_STEPS);
      }
      missing[i] = gapLeft > 0 || (i >= OUTAGE_FROM && i < OUTAGE_TO);
      gapLeft = Math.max(gapLeft - 1, 0);
    }
    return missing;
  }

  private static Series series(String id, TraceResource resource, double[] use, boolean[] missing) {
    float[] values = new float[use.length];
    for (int i = 0; i < use.length; i++) {
      values[i] = missing[i] ? Float.NaN : (float) (use[i] * resource.unitsPerTraceUnit());
    }
    return new Series(id, resource, START_EPOCH_SECOND, STEP_SECONDS, values);
  }
}
