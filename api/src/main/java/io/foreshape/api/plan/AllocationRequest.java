package io.foreshape.api.plan;

import static java.util.Objects.requireNonNull;

import io.foreshape.api.forecast.DemandProfile;
import io.foreshape.api.host.Host;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.api.workload.MissCurve;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * All that an allocator decides upon.
 *
 * <p>Immutable and thread-safe.
 *
 * @param effectiveFrom when the shapes shall take effect
 * @param hosts the hosts; every instance's host is among them
 * @param instances the instances to shape
 * @param profiles what they will need; one without a profile keeps what it has. Where hosts have
 *     tiers of memory, {@link io.foreshape.api.resource.Resource#MEMORY_HOT} tells what should be
 *     in DRAM
 * @param current what they have now; one without a shape is new
 * @param costs what reserving, running short and changing cost
 * @param sharedLimits what hosts share; each name once
 * @param later what they will need after that, one step per plan to come; an allocator may set what
 *     a change costs against having to change back then, and tells what is to follow; one that is
 *     absent is not looked at
 * @param missCurves what the storage cache is worth to them, instead of a profile of {@link
 *     io.foreshape.api.resource.Resource#DISK_CACHE}; looked at where that has a price
 * @param blackBoxes what amounts cost them that no price tells; not looked at for one without a
 *     profile
 */
public record AllocationRequest(
    Instant effectiveFrom,
    List<Host> hosts,
    List<Instance> instances,
    Map<InstanceId, DemandProfile> profiles,
    Map<InstanceId, Shape> current,
    CostModel costs,
    List<SharedLimit> sharedLimits,
    Map<InstanceId, DemandProfile> later,
    Map<InstanceId, MissCurve> missCurves,
    Map<InstanceId, BlackBox> blackBoxes) {

  /** Copies the collections. */
  public AllocationRequest {
    requireNonNull(effectiveFrom, "effectiveFrom");
    hosts = List.copyOf(hosts);
    instances = List.copyOf(instances);
    profiles = Map.copyOf(profiles);
    current = Map.copyOf(current);
    requireNonNull(costs, "costs");
    sharedLimits = List.copyOf(sharedLimits);
    later = Map.copyOf(later);
    missCurves = Map.copyOf(missCurves);
    blackBoxes = Map.copyOf(blackBoxes);
  }

  /**
   * A request of hosts that share nothing, that does not look further than its profiles.
   *
   * @param effectiveFrom when the shapes shall take effect
   * @param hosts the hosts; every instance's host is among them
   * @param instances the instances to shape
   * @param profiles what they will need; one without a profile keeps what it has
   * @param current what they have now; one without a shape is new
   * @param costs what reserving, running short and changing cost
   */
  public AllocationRequest(
      Instant effectiveFrom,
      List<Host> hosts,
      List<Instance> instances,
      Map<InstanceId, DemandProfile> profiles,
      Map<InstanceId, Shape> current,
      CostModel costs) {
    this(
        effectiveFrom,
        hosts,
        instances,
        profiles,
        current,
        costs,
        List.of(),
        Map.of(),
        Map.of(),
        Map.of());
  }

  /**
   * The same request of hosts that share something.
   *
   * @param limits what they share; each name once
   * @return a request with these limits and no others
   */
  public AllocationRequest withSharedLimits(List<SharedLimit> limits) {
    return new AllocationRequest(
        effectiveFrom,
        hosts,
        instances,
        profiles,
        current,
        costs,
        limits,
        later,
        missCurves,
        blackBoxes);
  }

  /**
   * The same request, looking further.
   *
   * @param profilesLater what they will need after its profiles
   * @return a request with these later profiles
   */
  public AllocationRequest withLater(Map<InstanceId, DemandProfile> profilesLater) {
    return new AllocationRequest(
        effectiveFrom,
        hosts,
        instances,
        profiles,
        current,
        costs,
        sharedLimits,
        profilesLater,
        missCurves,
        blackBoxes);
  }

  /**
   * The same request with what the storage cache is worth.
   *
   * @param curves per instance that has one
   * @return a request with these curves
   */
  public AllocationRequest withMissCurves(Map<InstanceId, MissCurve> curves) {
    return new AllocationRequest(
        effectiveFrom,
        hosts,
        instances,
        profiles,
        current,
        costs,
        sharedLimits,
        later,
        curves,
        blackBoxes);
  }

  /**
   * The same request with costs that no price tells.
   *
   * @param boxes per instance that has one
   * @return a request with these black boxes
   */
  public AllocationRequest withBlackBoxes(Map<InstanceId, BlackBox> boxes) {
    return new AllocationRequest(
        effectiveFrom,
        hosts,
        instances,
        profiles,
        current,
        costs,
        sharedLimits,
        later,
        missCurves,
        boxes);
  }
}
