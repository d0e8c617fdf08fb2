package io.foreshape.replay.report;

import io.foreshape.replay.score.PolicyResult;
import io.foreshape.replay.score.ResourceResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a resource's replay comes down to: our policy, one incumbent and the oracle at equal risk.
 *
 * @param compared the policies compared: ours (or the first) and, where they were run, an incumbent
 *     and the oracle
 * @param sentence the comparison in one sentence
 */
record Headline(List<PolicyResult> compared, String sentence) {

  static Headline of(ResourceResult result, EqualRisk risk) {
    List<PolicyResult> compared = compared(result, risk);
    if (compared.isEmpty()) {
      return new Headline(compared, "No policy was run.");
    }
    StringBuilder text = new StringBuilder();
    PolicyResult first = compared.get(0);
    String name = Role.inSentence(first.policy());
    if (risk.isReached(first)) {
      text.append("At ").append(risk.describe()).append(' ').append(name).append(" allocates ");
      text.append(times(risk.allocOverUse(first))).append(" what is used");
    } else {
      text.append(capitalised(name)).append(" does not come down to ").append(risk.describe());
    }
    for (int i = 1; i < compared.size(); i++) {
      PolicyResult policy = compared.get(i);
      text.append(i == 1 ? "; " : ", ").append(Role.inSentence(policy.policy()));
      text.append(
          risk.isReached(policy) ? " " + times(risk.allocOverUse(policy)) : " does not get there");
    }
    return new Headline(compared, text.append('.').toString());
  }

  private static List<PolicyResult> compared(ResourceResult result, EqualRisk risk) {
    List<PolicyResult> compared = new ArrayList<>();
    Optional<PolicyResult> ours =
        find(result, Role.OURS).or(() -> result.policies().stream().findFirst());
    ours.ifPresent(compared::add);
    incumbent(result, risk).filter(policy -> !compared.contains(policy)).ifPresent(compared::add);
    find(result, Role.ORACLE).filter(policy -> !compared.contains(policy)).ifPresent(compared::add);
    return List.copyOf(compared);
  }

  // VPA is what nearly everybody runs; without it, the strongest of the others.
  private static Optional<PolicyResult> incumbent(ResourceResult result, EqualRisk risk) {
    List<PolicyResult> others =
        result.policies().stream().filter(p -> Role.of(p.policy()) == Role.OTHER).toList();
    return others.stream()
        .filter(policy -> policy.policy().equals("vpa"))
        .findFirst()
        .or(
            () ->
                others.stream()
                    .filter(risk::isReached)
                    .min(Comparator.comparingDouble(risk::allocOverUse)));
  }

  private static Optional<PolicyResult> find(ResourceResult result, Role role) {
    return result.policies().stream().filter(p -> Role.of(p.policy()) == role).findFirst();
  }

  private static String times(double ratio) {
    return Numbers.ratio(ratio) + "×";
  }

  private static String capitalised(String name) {
    return name.isEmpty()
        ? name
        : name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }
}
