package io.foreshape.api.workload;

import static java.util.Objects.requireNonNull;

import io.foreshape.api.host.HostId;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.ResourceVector;

/**
 * An instance that can be shaped: a VM, a container or a cgroup.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id its name
 * @param workload what it runs, as far as that is known
 * @param host where it runs
 * @param phase where it stands in its life
 * @param priority who is served first in a shortage: a larger number goes first; any integer
 * @param floor the least it must have, per resource; absent means 0
 * @param ceiling the most it may have, per resource; absent means no limit
 * @param cpuPolicy on which CPUs it runs
 */
public record Instance(
    InstanceId id,
    WorkloadKey workload,
    HostId host,
    Phase phase,
    int priority,
    ResourceVector floor,
    ResourceVector ceiling,
    CpuPolicy cpuPolicy) {

  /**
   * Checks that no floor is above its ceiling.
   *
   * @throws IllegalArgumentException if one is; the message names resource and amounts
   */
  public Instance {
    requireNonNull(id, "id");
    requireNonNull(workload, "workload");
    requireNonNull(host, "host");
    requireNonNull(phase, "phase");
    requireNonNull(floor, "floor");
    requireNonNull(ceiling, "ceiling");
    requireNonNull(cpuPolicy, "cpuPolicy");
    for (Resource resource : floor.resources()) {
      double most = ceiling.getOrDefault(resource, Double.POSITIVE_INFINITY);
      if (floor.get(resource) > most) {
        throw new IllegalArgumentException(
            "The floor of "
                + resource
                + " ("
                + floor.get(resource)
                + ") is above its ceiling ("
                + most
                + ") for instance "
                + id);
      }
    }
  }

  /**
   * An instance whose CPUs are left alone.
   *
   * @param id its name
   * @param workload what it runs, as far as that is known
   * @param host where it runs
   * @param phase where it stands in its life
   * @param priority who is served first in a shortage: a larger number goes first
   * @param floor the least it must have, per resource
   * @param ceiling the most it may have, per resource
   * @throws IllegalArgumentException if a floor is above its ceiling
   */
  public Instance(
      InstanceId id,
      WorkloadKey workload,
      HostId host,
      Phase phase,
      int priority,
      ResourceVector floor,
      ResourceVector ceiling) {
    this(id, workload, host, phase, priority, floor, ceiling, CpuPolicy.UNMANAGED);
  }

  /**
   * A serving instance of priority 0 without floors and ceilings.
   *
   * @param id its name
   * @param workload what it runs
   * @param host where it runs
   * @return the instance
   */
  public static Instance serving(InstanceId id, WorkloadKey workload, HostId host) {
    return new Instance(
        id, workload, host, Phase.SERVING, 0, ResourceVector.empty(), ResourceVector.empty());
  }

  /**
   * This instance with other bounds.
   *
   * @param newFloor the least it must have
   * @param newCeiling the most it may have
   * @return a new instance
   * @throws IllegalArgumentException if a floor is above its ceiling
   */
  public Instance withBounds(ResourceVector newFloor, ResourceVector newCeiling) {
    return new Instance(id, workload, host, phase, priority, newFloor, newCeiling, cpuPolicy);
  }

  /**
   * This instance with another priority.
   *
   * @param newPriority a larger number goes first in a shortage
   * @return a new instance
   */
  public Instance withPriority(int newPriority) {
    return new Instance(id, workload, host, phase, newPriority, floor, ceiling, cpuPolicy);
  }

  /**
   * This instance in another phase.
   *
   * @param newPhase where it stands now
   * @return a new instance
   */
  public Instance withPhase(Phase newPhase) {
    return new Instance(id, workload, host, newPhase, priority, floor, ceiling, cpuPolicy);
  }

  /**
   * This instance on other CPUs.
   *
   * @param newPolicy on which CPUs it shall run; with CPUs of its own it gets a whole number of
   *     them, between floor and ceiling
   * @return a new instance
   */
  public Instance withCpuPolicy(CpuPolicy newPolicy) {
    return new Instance(id, workload, host, phase, priority, floor, ceiling, newPolicy);
  }
}
