package io.foreshape.replay.simulate;

import io.foreshape.replay.policy.Knob;
import io.foreshape.replay.policy.PolicyRule;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One policy on all fleets of a resource.
 *
 * @param id the policy's name
 * @param fleets the fleets
 * @param rules the rule for each fleet
 * @param remark what a reader of the results must know
 */
record BoundPolicy(String id, List<Simulation> fleets, List<PolicyRule> rules, String remark) {

  Knob knob() {
    return rules.get(0).knob();
  }

  /** Runs all fleets, side by side when called within a parallel pool. */
  Tally run(double knob) {
    List<Tally> parts =
        IntStream.range(0, fleets.size())
            .parallel()
            .mapToObj(i -> fleets.get(i).run(rules.get(i), knob))
            .toList();
    Tally whole = new Tally(0);
    parts.forEach(whole::add);
    return whole;
  }
}
