package io.foreshape.solver;

import io.foreshape.api.host.Host;
import io.foreshape.api.host.LogicalCpu;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.workload.CpuPolicy;
import io.foreshape.api.workload.Instance;
import io.foreshape.solver.spi.placement.DomainView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** A host's logical CPUs as those see them who want some of their own. */
final class HostCpus {

  private static final int MOST_THREADS_PER_CORE = 2;

  private final Host host;
  private final int threadsPerCore;
  private final Optional<String> fault;

  private HostCpus(Host host, int threadsPerCore, Optional<String> fault) {
    this.host = host;
    this.threadsPerCore = threadsPerCore;
    this.fault = fault;
  }

  static HostCpus of(Host host) {
    if (host.cpus().isEmpty()) {
      String fault = "the topology of host " + host.id() + " is not known (it lists no CPU)";
      return new HostCpus(host, 1, Optional.of(fault));
    }
    Map<Integer, List<LogicalCpu>> cores = new TreeMap<>();
    for (LogicalCpu cpu : host.cpus()) {
      cores.computeIfAbsent(cpu.core(), unknown -> new ArrayList<>()).add(cpu);
    }
    TreeSet<Integer> threads = new TreeSet<>();
    for (List<LogicalCpu> core : cores.values()) {
      threads.add(core.size());
      if (!core.stream().allMatch(cpu -> DomainView.isSameDomain(cpu, core.get(0)))) {
        String fault = "the hardware threads of core (" + core + ") are not in one place";
        return new HostCpus(host, 1, Optional.of(fault));
      }
    }
    boolean areAlike = threads.size() == 1 && threads.last() <= MOST_THREADS_PER_CORE;
    return new HostCpus(
        host,
        threads.first(),
        areAlike
            ? Optional.empty()
            : Optional.of(
                "the cores of host "
                    + host.id()
                    + " have "
                    + threads
                    + " hardware threads, and must all have one or all two"));
  }

  /** Why nobody can have CPUs of its own here. */
  Optional<String> fault() {
    return fault;
  }

  /** Why an instance can't have CPUs of its own. */
  Optional<String> refusal(Instance instance) {
    if (fault.isPresent()) {
      return fault;
    }
    WholeUnits units = units(instance.cpuPolicy());
    double least = units.up(instance.floor().getOrDefault(Resource.CPU, 0));
    double most = Bid.ceiling(instance, Resource.CPU);
    return least <= most
        ? Optional.empty()
        : Optional.of(
            "between its floor and its ceiling ("
                + most
                + ") there is no multiple of "
                + threads(instance)
                + ", the hardware threads that it has to have together");
  }

  /** In what steps an instance gets CPU: any amount, unless it can have CPUs of its own. */
  WholeUnits units(Instance instance) {
    return instance.cpuPolicy().isDedicated() && refusal(instance).isEmpty()
        ? units(instance.cpuPolicy())
        : WholeUnits.ANY;
  }

  private WholeUnits units(CpuPolicy policy) {
    int unit = policy == CpuPolicy.DEDICATED_CORES ? threadsPerCore : 1;
    return new WholeUnits(unit, host.cpus().size());
  }

  private int threads(Instance instance) {
    return (int) units(instance.cpuPolicy()).unit();
  }
}
