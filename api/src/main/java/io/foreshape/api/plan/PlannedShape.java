package io.foreshape.api.plan;

import static java.util.Objects.requireNonNull;

import io.foreshape.api.host.HostId;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.workload.InstanceId;
import java.util.List;
import java.util.Optional;

/**
 * What one instance shall get, and why.
 *
 * <p>Immutable and thread-safe.
 *
 * @param instance who
 * @param host where it runs
 * @param shape what it gets
 * @param reasons why, one per resource that was decided
 * @param intent what it is to get after that, one shape per step of {@link
 *     AllocationRequest#later}: what costs least if the forecast holds and its host has room. No
 *     promise, for later plans decide anew; empty where nothing later is known
 * @param cpuPlacement why these CPUs, or why none of its own; empty where its CPUs are left alone
 */
public record PlannedShape(
    InstanceId instance,
    HostId host,
    Shape shape,
    List<Reason> reasons,
    List<Shape> intent,
    Optional<CpuPlacement> cpuPlacement) {

  /** Copies the lists. */
  public PlannedShape {
    requireNonNull(instance, "instance");
    requireNonNull(host, "host");
    requireNonNull(shape, "shape");
    reasons = List.copyOf(reasons);
    intent = List.copyOf(intent);
    requireNonNull(cpuPlacement, "cpuPlacement");
  }

  /**
   * A shape that leaves CPUs alone.
   *
   * @param instance who
   * @param host where it runs
   * @param shape what it gets
   * @param reasons why, one per resource that was decided
   * @param intent what it is to get after that
   */
  public PlannedShape(
      InstanceId instance, HostId host, Shape shape, List<Reason> reasons, List<Shape> intent) {
    this(instance, host, shape, reasons, intent, Optional.empty());
  }

  /**
   * A shape that leaves CPUs alone, of a plan that does not look further.
   *
   * @param instance who
   * @param host where it runs
   * @param shape what it gets
   * @param reasons why, one per resource that was decided
   */
  public PlannedShape(InstanceId instance, HostId host, Shape shape, List<Reason> reasons) {
    this(instance, host, shape, reasons, List.of(), Optional.empty());
  }
}
