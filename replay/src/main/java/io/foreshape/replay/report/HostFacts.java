package io.foreshape.replay.report;

import io.foreshape.replay.score.HostReplayResult;
import io.foreshape.replay.score.PriorityClass;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What a replay on hosts was about, and what its words mean. */
final class HostFacts {

  private HostFacts() {}

  static Map<String, String> of(HostReplayResult result) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("hosts", Numbers.count(result.hosts()));
    facts.put(
        "instances",
        result.classes().stream().map(HostFacts::describe).collect(Collectors.joining(", ")));
    facts.put(
        "resources",
        result.resources().stream()
            .map(name -> Names.printable(Names.shorten(name)))
            .collect(Collectors.joining(", ")));
    facts.put(
        "steps",
        Numbers.count(result.steps())
            + " of "
            + Numbers.duration(Duration.ofSeconds(result.stepSeconds())));
    facts.put("warm-up", Numbers.duration(result.warmup()));
    facts.put("replan", Numbers.duration(result.replan()));
    facts.put("lead", Numbers.duration(result.lead()));
    return facts;
  }

  private static String describe(PriorityClass of) {
    return Numbers.count(of.instances())
        + " "
        + of.name()
        + " (×"
        + Numbers.significant(of.penaltyFactor())
        + ")";
  }

  /** What the words of the tables mean. */
  static Map<String, String> definitions() {
    Map<String, String> terms = new LinkedHashMap<>();
    terms.put(
        "what the oracle needs",
        "The oracle gives each instance the most that it will use until the next plan takes effect."
            + " A host needs the largest sum of these over all scored plans, per resource. Its"
            + " capacity is that, times the scarcity.");
    terms.put(
        "cost",
        "The price of all that was given and the penalty of all that was demanded beyond it. All"
            + " that the oracle needs of a resource costs 1 per hour, and demand that is not met"
            + " 100 times that, times the factor of its class.");
    terms.put(
        "cost / lp",
        "That cost divided by the cost of lp, a general solver. Where several divisions are expected"
            + " to cost the same, which one is taken shows in what then happens.");
    terms.put("reserved", "The part of the cost that is the price of what was given.");
    terms.put(
        "unmet",
        "The share of the demand of a priority class that exceeded what its instances had, resources"
            + " added up by price.");
    terms.put("short", "The share of instances, resources and steps in which demand was not met.");
    terms.put(
        "dividers",
        "All are told the same forecasts. dual, lp and ga are the allocator's solvers, dual-strict"
            + " is dual with strict priority. proportional, max-min and first-come divide what each"
            + " instance would get if there were enough: in proportion, up to an equal level, or one"
            + " instance after the other as autoscalers do.");
    return terms;
  }
}
