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
 * @param writes every write that was asked for, in its order, those that took something back
 *     included; in a dry run every write that would be asked for
 */
public record ShapingReport(Instant at, List<ShapingResult> results, List<ShapingWrite> writes) {

  /** Copies the lists. */
  public ShapingReport {
    requireNonNull(at, "at");
    results = List.copyOf(results);
    writes = List.copyOf(writes);
  }

  /**
   * A report of a shaper that does not tell its writes.
   *
   * @param at when
   * @param results a result per instance
   */
  public ShapingReport(Instant at, List<ShapingResult> results) {
    this(at, results, List.of());
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
