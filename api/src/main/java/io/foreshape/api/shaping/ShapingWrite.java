package io.foreshape.api.shaping;

import static java.util.Objects.requireNonNull;

import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.workload.InstanceId;

/**
 * One write that a shaper asked a platform for, or would ask for.
 *
 * <p>Immutable and thread-safe.
 *
 * @param instance who
 * @param change what
 */
public record ShapingWrite(InstanceId instance, ShapeChange<?> change) {

  /** Checks that the parts are there. */
  public ShapingWrite {
    requireNonNull(instance, "instance");
    requireNonNull(change, "change");
  }
}
