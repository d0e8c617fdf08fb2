package io.foreshape.replay.report;

/** What a policy or a divider is to the reader, by which it is drawn and counted. */
enum Role {
  /** Foreshape's own policy, or its own way of dividing. */
  OURS,
  /** The clairvoyant bound, which nobody can reach; never the best of a column. */
  ORACLE,
  /** Everything that one could run instead. */
  OTHER;

  static Role of(String policy) {
    return switch (policy) {
      case "foreshape", "dual" -> OURS;
      case "oracle", "oracle-1h" -> ORACLE;
      default -> OTHER;
    };
  }

  /** Whether a timeline shows the policy's allocation before anybody asks for it. */
  static boolean shownAtFirst(String policy) {
    return of(policy) == OURS || policy.equals("oracle") || policy.equals("vpa");
  }

  /** The name in a sentence. */
  static String inSentence(String policy) {
    return switch (policy) {
      case "oracle" -> "the clairvoyant oracle";
      case "vpa" -> "VPA";
      default -> policy;
    };
  }
}
