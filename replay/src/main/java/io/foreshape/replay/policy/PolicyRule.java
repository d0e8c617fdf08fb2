package io.foreshape.replay.policy;

import io.foreshape.api.resource.Resource;

/**
 * A right-sizing rule as it can be chosen by name, with the one knob by which its caution is moved.
 *
 * <p>Stateless; {@link #create} makes the state. Implementations are immutable and thread-safe.
 */
public interface PolicyRule {

  /**
   * The stable name, such as {@code vpa}.
   *
   * @return lower-case letters, digits and dashes
   */
  String id();

  /**
   * The knob: more of it means a larger allocation.
   *
   * @return the knob's name, default and range
   */
  Knob knob();

  /**
   * Makes a policy for one simulation.
   *
   * @param fleet what it may know from the start
   * @param knob the knob's value, within the knob's range
   * @return the policy, which has seen nothing yet
   */
  Policy create(Fleet fleet, double knob);

  /**
   * What a reader of the results must know: how a rule had to be adapted to a resource, or which
   * values were swept.
   *
   * @param resource the resource that is sized
   * @return a sentence or two, or empty
   */
  default String remark(Resource resource) {
    return "";
  }
}
