package io.foreshape.api.plan;

import static java.util.Objects.requireNonNull;

import io.foreshape.api.host.HostId;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.workload.InstanceId;
import java.util.List;

/**
 * What one instance shall get, and why.
 *
 * <p>Immutable and thread-safe.
 *
 * @param instance who
 * @param host where it runs
 * @param shape what it gets
 * @param reasons why, one per resource that was decided
 */
public record PlannedShape(InstanceId instance, HostId host, Shape shape, List<Reason> reasons) {

  /** Copies the list. */
  public PlannedShape {
    requireNonNull(instance, "instance");
    requireNonNull(host, "host");
    requireNonNull(shape, "shape");
    reasons = List.copyOf(reasons);
  }
}
