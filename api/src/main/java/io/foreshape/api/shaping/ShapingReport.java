package io.foreshape.api.shaping;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/**
 * What came of applying a plan.
 *
 * <p>Immutable and thread-safe.
 *
 * @param at when
 * @param results a result per instance
 */
public record ShapingReport(Instant at, List<ShapingResult> results) {

  /** Copies the list. */
  public ShapingReport {
    requireNonNull(at, "at");
    results = List.copyOf(results);
  }

  /**
   * How many instances had an outcome.
   *
   * @param outcome the outcome
   * @return the number of results with it
   */
  public int count(ShapingOutcome outcome) {
    int count = 0;
    for (ShapingResult result : results) {
      if (result.outcome() == outcome) {
        count++;
      }
    }
    return count;
  }
}
