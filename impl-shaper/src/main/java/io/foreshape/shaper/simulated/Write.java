package io.foreshape.shaper.simulated;

import static java.util.Objects.requireNonNull;

import io.foreshape.api.shape.Shape;
import io.foreshape.api.workload.InstanceId;

/**
 * One write on a {@link SimulatedPlatform}, as it came out.
 *
 * <p>Immutable and thread-safe.
 *
 * @param instance who
 * @param before what it had
 * @param after what it has
 */
public record Write(InstanceId instance, Shape before, Shape after) {

  /** Checks that the parts are there. */
  public Write {
    requireNonNull(instance, "instance");
    requireNonNull(before, "before");
    requireNonNull(after, "after");
  }
}
