package io.foreshape.replay.report;

import static io.foreshape.replay.report.Column.Group.DEFAULTS;
import static io.foreshape.replay.report.Column.Group.EQUAL_RISK;

import io.foreshape.replay.report.Column.Mark;
import io.foreshape.replay.score.ResourceResult;
import io.foreshape.replay.score.Scores;
import io.foreshape.replay.score.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/** The columns of the score table, in their order. */
final class Columns {

  private static final String NOTHING_USED = "Nothing was used, so there is no ratio";
  private static final String NO_STEP = "No step could be scored";
  private static final String NO_DAY = "No day could be scored";
  private static final String SLOWS =
      "Does not apply: a shortage slows an instance and does not kill it";
  private static final String NO_ORACLE = "The oracle was not run, or nothing was priced";

  private Columns() {}

  static List<Column> of(ResourceResult result, double riskTarget) {
    List<Column> columns = new ArrayList<>();
    columns.add(
        new Column(
            DEFAULTS,
            "alloc / use",
            "alloc",
            policy -> policy.standard().scores().allocOverUse(),
            Numbers::ratio,
            policy -> NOTHING_USED,
            Mark.BEST_AND_BAR));
    columns.add(share("violations", "viol", Scores::violationRate, NO_STEP));
    columns.add(share("unmet", "unmet", Scores::unmetShare, NOTHING_USED));
    columns.add(ratio("changes / day", "chg/d", Scores::changesPerInstanceDay, NO_DAY));
    columns.add(share("rel. slack", "slack", Scores::relativeSlackMedian, NO_DAY));
    if (anyOutOfMemory(result)) {
      columns.add(ratio("OOM / day", "OOM/d", Scores::outOfMemoryPerInstanceDay, SLOWS));
    }
    columns.add(column("cost", "cost", Scores::cost, Numbers::amount, "Nothing was priced"));
    columns.add(ratio("cost / oracle", "/oracle", Scores::costOverOracle, NO_ORACLE));
    EqualRisk risk = new EqualRisk(riskTarget);
    columns.add(equalRisk("knob", "knob", risk, Trial::knob, Numbers::amount, Mark.NONE));
    columns.add(
        equalRisk(
            "alloc / use",
            "alloc",
            risk,
            trial -> trial.scores().allocOverUse(),
            Numbers::ratio,
            Mark.BEST_AND_BAR));
    columns.add(equalRiskShare("violations", "viol", risk, Scores::violationRate));
    columns.add(equalRiskShare("p90", "p90", risk, Scores::violationRateP90));
    columns.add(equalRiskShare("unmet", "unmet", risk, Scores::unmetShare));
    return List.copyOf(columns);
  }

  private static Column equalRiskShare(
      String heading, String brief, EqualRisk risk, ToDoubleFunction<Scores> score) {
    return equalRisk(
        heading,
        brief,
        risk,
        trial -> score.applyAsDouble(trial.scores()),
        Numbers::percent,
        Mark.NONE);
  }

  private static boolean anyOutOfMemory(ResourceResult result) {
    return result.policies().stream()
        .anyMatch(policy -> !Double.isNaN(policy.standard().scores().outOfMemoryPerInstanceDay()));
  }

  private static Column ratio(
      String heading, String brief, ToDoubleFunction<Scores> score, String missing) {
    return column(heading, brief, score, Numbers::ratio, missing);
  }

  private static Column share(
      String heading, String brief, ToDoubleFunction<Scores> score, String missing) {
    return column(heading, brief, score, Numbers::percent, missing);
  }

  private static Column column(
      String heading,
      String brief,
      ToDoubleFunction<Scores> score,
      DoubleFunction<String> format,
      String missing) {
    return new Column(
        DEFAULTS,
        heading,
        brief,
        policy -> score.applyAsDouble(policy.standard().scores()),
        format,
        policy -> missing,
        Mark.BEST);
  }

  private static Column equalRisk(
      String heading,
      String brief,
      EqualRisk risk,
      ToDoubleFunction<Trial> value,
      DoubleFunction<String> format,
      Mark mark) {
    return new Column(
        EQUAL_RISK,
        heading,
        brief,
        policy -> risk.isReached(policy) ? value.applyAsDouble(policy.equalRisk()) : Double.NaN,
        format,
        risk::whyNot,
        mark);
  }
}
