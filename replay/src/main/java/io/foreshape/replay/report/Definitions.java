package io.foreshape.replay.report;

import java.util.LinkedHashMap;
import java.util.Map;

/** What every score means, in plain words. */
final class Definitions {

  private Definitions() {}

  /** The terms in the order of the table's columns, each with its definition. */
  static Map<String, String> of(EqualRisk risk) {
    Map<String, String> terms = new LinkedHashMap<>();
    terms.put(
        "alloc / use",
        "All that was allocated, divided by all that was used. 1 would be a perfect fit; 2 means"
            + " that half of what was reserved lay idle.");
    terms.put(
        "violations",
        "The share of instance-steps in which an instance used more than it had been given.");
    terms.put(
        "p90",
        "The share of its own steps in which an instance used more than it had been given; nine of"
            + " ten instances stay at or below this.");
    terms.put(
        "unmet",
        "The use above the allocation, added up, as a share of all use: not how often but how much"
            + " was missing.");
    terms.put("changes / day", "How often an instance's allocation changed, per instance and day.");
    terms.put(
        "rel. slack",
        "For each instance and day, the part of the mean allocation that lies above the 95th"
            + " percentile of use; the median of these (relative slack of Autopilot, EuroSys 2020)."
            + " Negative where the percentile is above the allocation.");
    terms.put(
        "OOM / day",
        "How often an instance needed more memory than it had and would have been killed, per"
            + " instance and day. Only for resources of which a shortage kills.");
    terms.put(
        "cost",
        "The price of all that was allocated, a penalty for all that was unmet, and a charge for"
            + " each change, in the currency of the cost model. A violation counts as if a hundredth"
            + " of the mean instance's ceiling more were missing, three tenths where it kills.");
    terms.put(
        "cost / oracle",
        "That cost divided by the cost of the oracle, which knows the coming hour. 1 is as cheap as"
            + " an hourly plan can be.");
    terms.put(
        "knob",
        "The one number by which a policy is made more cautious. At defaults it is what the"
            + " policy's authors use; at "
            + risk.describe()
            + " it was turned until the policy violates that often, so that policies which take"
            + " different risks can be compared.");
    terms.put(
        "ceiling",
        "No policy gives an instance more than the most it used in the whole trace, which stands for"
            + " its provisioned size. Before its first plan takes effect an instance has its ceiling.");
    terms.put(
        "oracle",
        "A policy that sees the future and gives each instance what the coming hour will need. It"
            + " is a bound, not a competitor, and is never marked as best.");
    return terms;
  }
}
