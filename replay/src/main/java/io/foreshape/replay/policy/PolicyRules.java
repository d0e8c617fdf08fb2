package io.foreshape.replay.policy;

import static java.util.stream.Collectors.joining;

import io.foreshape.replay.trace.Series;
import java.util.List;

/**
 * The bundled rules.
 *
 * <p>The incumbents are re-created from their published algorithms; each policy's documentation
 * names its source and what was not published. Immutable and thread-safe.
 */
public final class PolicyRules {

  private static final List<PolicyRule> ALL =
      List.of(
          StaticPolicy.rule(),
          ReactivePolicy.rule(),
          SeasonalMaxPolicy.rule(),
          VpaPolicy.rule(),
          AutopilotWindowPolicy.rule(),
          AutopilotMlPolicy.rule(AutopilotWeights.DEFAULT),
          CraneDspPolicy.rule(),
          KoordinatorPolicy.rule(),
          AttunePolicy.rule());

  private PolicyRules() {}

  /**
   * Every rule that needs nothing but a fleet, the simplest first.
   *
   * @return the rules, in the order in which they are best listed
   */
  public static List<PolicyRule> all() {
    return ALL;
  }

  /**
   * Finds a rule by its name.
   *
   * @param id the name, such as {@code vpa}
   * @return the rule
   * @throws IllegalArgumentException if there is none; the message lists what there is
   */
  public static PolicyRule byId(String id) {
    return ALL.stream()
        .filter(rule -> rule.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no policy ("
                        + id
                        + "); choose one of "
                        + ALL.stream().map(PolicyRule::id).collect(joining(", "))));
  }

  /**
   * Autopilot's ML recommender with weights of one's own.
   *
   * @param weights the hyper-parameters, such as from {@link AutopilotWeights#sweep}
   * @return the rule {@code autopilot-ml}
   */
  public static PolicyRule autopilotMl(AutopilotWeights weights) {
    return AutopilotMlPolicy.rule(weights);
  }

  /**
   * The clairvoyant that plans when the others plan.
   *
   * @param future a series per instance, in the fleet's order
   * @return the rule {@code oracle}; its factor is 1 unless a share of violations is allowed
   */
  public static PolicyRule oracle(List<Series> future) {
    return OraclePolicy.rule(future);
  }

  /**
   * The clairvoyant that plans once an hour, or when the others plan if that is less often.
   *
   * @param future a series per instance, in the fleet's order
   * @return the rule {@code oracle-1h}
   */
  public static PolicyRule hourlyOracle(List<Series> future) {
    return OraclePolicy.hourlyRule(future);
  }
}
