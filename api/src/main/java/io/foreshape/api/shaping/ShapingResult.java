package io.foreshape.api.shaping;

import static java.util.Objects.requireNonNull;

import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.workload.InstanceId;
import java.util.List;

/**
 * What came of shaping one instance.
 *
 * <p>Immutable and thread-safe.
 *
 * @param instance who
 * @param outcome what
 * @param changes what was changed, or was to be
 * @param cause why it is not APPLIED, or not all that was planned, or what was measured of it, for
 *     a person to read; empty if there is nothing to say
 */
public record ShapingResult(
    InstanceId instance, ShapingOutcome outcome, List<ShapeChange<?>> changes, String cause) {

  /** Copies the list. */
  public ShapingResult {
    requireNonNull(instance, "instance");
    requireNonNull(outcome, "outcome");
    changes = List.copyOf(changes);
    requireNonNull(cause, "cause");
  }
}
