package io.foreshape.replay.policy;

/**
 * A right-sizing rule at work on one resource of a fleet.
 *
 * <p>The simulator calls it in time order and shows it nothing of the future: before {@code
 * plan(step, …)} it has called {@link #observe} for every step below {@code step}, and no other.
 * Instances are columns, numbered as in {@link Fleet}. Amounts are in the resource's unit.
 *
 * <p>Not thread-safe; one simulation drives one policy.
 */
public interface Policy {

  /**
   * Takes in what every instance used in one step.
   *
   * @param step the step, counted from the start of the trace
   * @param use mean use per instance; NaN where the sample is missing; not to be kept or changed
   */
  void observe(int step, double[] use);

  /**
   * Decides what every instance gets from this replanning instant (plus the lead) on.
   *
   * @param step the first step that has not been observed
   * @param allocation receives the amount per instance; holds the previous amounts on entry, and
   *     the fleet's ceilings before the first plan. The simulator clips to {@code [0, ceiling]}.
   */
  void plan(int step, double[] allocation);

  /**
   * Learns that an instance needed more of a resource that is not compressible than it had, so that
   * it was killed. Called after {@link #observe} of the same step, for memory only.
   *
   * @param step the step in which it happened
   * @param instance the instance
   * @param allocation what it had
   * @param use what it needed
   */
  default void outOfMemory(int step, int instance, double allocation, double use) {}
}
