package io.foreshape.replay.policy;

import io.foreshape.api.resource.Resource;
import java.util.function.Function;

/**
 * A rule whose policy is made by a constructor.
 *
 * @param id the stable name
 * @param knob the knob
 * @param maker makes the policy
 * @param remarks tells what a reader must know for a resource
 */
record BundledRule(String id, Knob knob, Maker maker, Function<Resource, String> remarks)
    implements PolicyRule {

  /** Makes the policy of a rule. */
  @FunctionalInterface
  interface Maker {
    Policy make(Fleet fleet, double knob);
  }

  BundledRule(String id, Knob knob, Maker maker) {
    this(id, knob, maker, resource -> "");
  }

  @Override
  public Policy create(Fleet fleet, double knob) {
    return maker.make(fleet, knob);
  }

  @Override
  public String remark(Resource resource) {
    return remarks.apply(resource);
  }
}
