package io.foreshape.samples.cli.live;

import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.ResourceVector;
import io.foreshape.api.workload.InstanceId;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The workloads, what each mainly uses, and what somebody would order for it once and for all. */
@SuppressWarnings("ImmutableEnumChecker") // resources are immutable, which the check can't see
enum Workload {
  WEB(Curve.WEB, Resource.CPU, 0.2),
  CACHE(Curve.CACHE, Resource.MEMORY, 192 * Workload.MIB),
  LOG(Curve.LOG, Resource.DISK_WRITE_THROUGHPUT, 2e6),
  FEED(Curve.FEED, Resource.NETWORK_EGRESS, 2e6);

  static final double MIB = 1 << 20;

  /** What is planned for. */
  static final List<Resource> RESOURCES =
      List.of(
          Resource.CPU, Resource.MEMORY, Resource.DISK_WRITE_THROUGHPUT, Resource.NETWORK_EGRESS);

  /** What each has of what it uses little of. */
  private static final ResourceVector LITTLE =
      ResourceVector.of(
          Map.of(
              Resource.CPU, 0.1,
              Resource.MEMORY, 96 * MIB,
              Resource.DISK_WRITE_THROUGHPUT, 5e5,
              Resource.NETWORK_EGRESS, 5e5));

  /** The least of everything: a process has to breathe between two looks at it. */
  private static final ResourceVector FLOOR =
      ResourceVector.of(
          Map.of(
              Resource.CPU, 0.03,
              Resource.MEMORY, 48 * MIB,
              Resource.DISK_WRITE_THROUGHPUT, 1e5,
              Resource.NETWORK_EGRESS, 1e5));

  private final Curve curve;
  private final Resource resource;
  private final double ordered;

  Workload(Curve curve, Resource resource, double ordered) {
    this.curve = curve;
    this.resource = resource;
    this.ordered = ordered;
  }

  Curve curve() {
    return curve;
  }

  /** What it mainly uses. */
  Resource resource() {
    return resource;
  }

  /** How much of that is ordered, in the resource's unit. */
  double ordered() {
    return ordered;
  }

  /** All that is ordered: what the fixed twin has, and the most that the shaped one gets. */
  ResourceVector order() {
    return LITTLE.with(resource, ordered);
  }

  static ResourceVector floor() {
    return FLOOR;
  }

  InstanceId id() {
    return new InstanceId(curve.name().toLowerCase(Locale.ROOT));
  }
}
