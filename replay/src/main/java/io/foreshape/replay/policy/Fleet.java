package io.foreshape.replay.policy;

import static java.util.Objects.requireNonNull;

import io.foreshape.replay.trace.TraceResource;
import java.time.Duration;
import java.util.List;

/**
 * What a policy may know from the start: the instances, the grid, and how it will be asked.
 *
 * <p>Immutable and thread-safe.
 *
 * @param resource the resource that is sized
 * @param instanceIds the instances, in column order
 * @param ceilings the most that each instance may be given, in the resource's unit
 * @param startEpochSecond the start of step 0; 0 where the trace has no absolute time
 * @param stepSeconds the length of a step
 * @param replanSteps how many steps lie between two plans, at least 1
 * @param leadSteps how many steps pass until a plan takes effect, at least 0
 */
public record Fleet(
    TraceResource resource,
    List<String> instanceIds,
    List<Double> ceilings,
    long startEpochSecond,
    int stepSeconds,
    int replanSteps,
    int leadSteps) {

  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if ids and ceilings differ in number, or a count is out of
   *     range
   */
  public Fleet {
    requireNonNull(resource, "resource");
    instanceIds = List.copyOf(instanceIds);
    ceilings = List.copyOf(ceilings);
    if (instanceIds.size() != ceilings.size()) {
      throw new IllegalArgumentException(
          "Every instance has a ceiling, got ("
              + instanceIds.size()
              + ") instances and ("
              + ceilings.size()
              + ") ceilings");
    }
    requireAtLeast("stepSeconds", stepSeconds, 1);
    requireAtLeast("replanSteps", replanSteps, 1);
    requireAtLeast("leadSteps", leadSteps, 0);
  }

  /**
   * How many instances there are.
   *
   * @return the number of columns
   */
  public int size() {
    return instanceIds.size();
  }

  /**
   * The most that an instance may be given.
   *
   * @param instance the column
   * @return the ceiling in the resource's unit
   */
  public double ceiling(int instance) {
    return ceilings.get(instance);
  }

  /**
   * What being short at all counts for, beside what is missing: as if so much more were. A killed
   * instance loses all that it did, so it is more where a shortage kills.
   *
   * @return a hundredth of the mean ceiling, three tenths of it for incompressible resources; in
   *     the resource's unit
   */
  public double violationAmount() {
    double share = resource.resource().isCompressible() ? 0.01 : 0.3;
    return share * ceilings.stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }

  /**
   * The largest of all ceilings.
   *
   * @return the ceiling in the resource's unit; 0 without instances
   */
  public double largestCeiling() {
    return ceilings.stream().mapToDouble(Double::doubleValue).max().orElse(0);
  }

  /**
   * How many steps a span of time covers, at least one.
   *
   * @param seconds the span
   * @return the number of whole steps in it, or 1 if it is shorter than a step
   */
  public int stepsIn(long seconds) {
    return (int) Math.max(1, seconds / stepSeconds);
  }

  /**
   * How many whole steps lie between two plans.
   *
   * @param replan the time between them
   * @param stepSeconds the length of a step, at least 1
   * @param most the largest answer, at least 1
   * @return the number of steps, at least 1 and at most so many
   */
  public static int replanSteps(Duration replan, int stepSeconds, int most) {
    return (int) Math.max(1, Math.min(most, replan.toSeconds() / stepSeconds));
  }

  /**
   * How many steps have begun before a time has passed.
   *
   * @param time the time, not negative
   * @param stepSeconds the length of a step, at least 1
   * @param most the largest answer
   * @return the number of steps, the one that is underway counted, and at most so many
   */
  public static int stepsUntil(Duration time, int stepSeconds, int most) {
    long seconds = time.toSeconds();
    boolean isInto = seconds % stepSeconds > 0 || time.toNanosPart() > 0;
    return (int) Math.min(most, seconds / stepSeconds + (isInto ? 1 : 0));
  }

  private static void requireAtLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(name + " is at least " + least + ", got (" + value + ")");
    }
  }
}
