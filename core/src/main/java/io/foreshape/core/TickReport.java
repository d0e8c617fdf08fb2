package io.foreshape.core;

import static java.util.Objects.requireNonNull;

import io.foreshape.api.forecast.Deviation;
import io.foreshape.api.plan.ShapePlan;
import io.foreshape.api.shaping.ShapingOutcome;
import io.foreshape.api.shaping.ShapingReport;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What one tick did. Its text is a few lines that a person can read.
 *
 * <p>Immutable and thread-safe.
 *
 * @param at the instant of the tick
 * @param instances how many instances there were
 * @param samples how many samples were taken in
 * @param deviations what was used against what had been predicted
 * @param plan the plan, if this tick replanned
 * @param shaping what came of the plan (in RECOMMEND mode: what would), if there is one
 */
public record TickReport(
    Instant at,
    int instances,
    int samples,
    List<Deviation> deviations,
    Optional<ShapePlan> plan,
    Optional<ShapingReport> shaping) {

  /** Copies the list. */
  public TickReport {
    requireNonNull(at, "at");
    deviations = List.copyOf(deviations);
    requireNonNull(plan, "plan");
    requireNonNull(shaping, "shaping");
  }

  /**
   * How many deviations went above the predicted quantile.
   *
   * @return between 0 and the number of deviations
   */
  public int exceeded() {
    int exceeded = 0;
    for (Deviation deviation : deviations) {
      if (deviation.isExceeded()) {
        exceeded++;
      }
    }
    return exceeded;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(at).append(": ").append(instances).append(" instances, ");
    text.append(samples).append(" samples");
    if (!deviations.isEmpty()) {
      text.append(", ").append(exceeded()).append(" of ").append(deviations.size());
      text.append(" above their predicted quantile");
    }
    plan.ifPresent(made -> appendPlan(text, made));
    shaping.ifPresent(report -> appendShaping(text, report));
    return text.toString();
  }

  private static void appendPlan(StringBuilder text, ShapePlan plan) {
    text.append(
        String.format(
            Locale.ROOT,
            "\n  plan from %s: %d shapes, %s by %s, %.6g per hour, gap %.2g",
            plan.effectiveFrom(),
            plan.shapes().size(),
            plan.certificate().status(),
            plan.certificate().solver(),
            plan.certificate().objectivePerHour(),
            plan.certificate().gap()));
    plan.shortfalls()
        .forEach(
            shortfall ->
                text.append(
                    String.format(
                        Locale.ROOT,
                        "\n  short of %s on %s: %.6g wanted, %.6g there",
                        shortfall.resource(),
                        shortfall.host(),
                        shortfall.wanted(),
                        shortfall.available())));
  }

  private static void appendShaping(StringBuilder text, ShapingReport report) {
    text.append("\n  shaping:");
    for (ShapingOutcome outcome : ShapingOutcome.values()) {
      int count = report.count(outcome);
      if (count > 0) {
        text.append(' ').append(count).append(' ').append(outcome);
      }
    }
  }
}
