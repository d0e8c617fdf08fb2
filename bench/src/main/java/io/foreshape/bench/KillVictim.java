package io.foreshape.bench;

import io.foreshape.api.shaping.Shaper;
import io.foreshape.api.shaping.ShapingOutcome;
import io.foreshape.api.shaping.ShapingReport;
import java.nio.file.Path;

/** Applies plan after plan, and says before and after each so, until somebody kills it. */
final class KillVictim {

  private KillVictim() {}

  /**
   * Shapes for ever.
   *
   * @param arguments the scope, the journal's directory, the seed, the number of groups
   */
  public static void main(String[] arguments) {
    long seed = Long.parseLong(arguments[2]);
    int groups = Integer.parseInt(arguments[3]);
    try (Shaper shaper = KillPlans.shaper(arguments[0], Path.of(arguments[1]))) {
      for (int i = 0; ; i++) {
        System.out.println("begin " + i);
        ShapingReport report = shaper.apply(KillPlans.plan(seed, i, groups), KillPlans.NOW);
        int done = report.count(ShapingOutcome.APPLIED) + report.count(ShapingOutcome.UNCHANGED);
        System.out.println((done == report.results().size() ? "end " : "trouble " + report) + i);
      }
    }
  }
}
