package io.foreshape.replay.report;

import io.foreshape.replay.score.PolicyResult;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * A column of the score table.
 *
 * @param group the heading above it
 * @param heading its own heading
 * @param brief the heading where room is short
 * @param value the number for a policy; NaN where there is none
 * @param format how the number is written
 * @param missing why there is no number
 * @param mark what is shown besides the number
 */
record Column(
    Group group,
    String heading,
    String brief,
    ToDoubleFunction<PolicyResult> value,
    DoubleFunction<String> format,
    Function<PolicyResult, String> missing,
    Mark mark) {

  /** At which caution the numbers were taken. */
  enum Group {
    DEFAULTS,
    EQUAL_RISK
  }

  /** What a cell shows besides its number. */
  enum Mark {
    NONE,
    BEST,
    BEST_AND_BAR
  }
}
