package io.foreshape.solver.spi.placement;

import io.foreshape.api.host.LogicalCpu;
import io.foreshape.solver.spi.placement.Tenant.Cores;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What places cost, and what is wrong with them: computed from the problem and the places alone,
 * whatever a solver said.
 *
 * <p>Cost: {@code sum of unmetCost missing CPUs + sharedCore cores with two tenants + extraDomain
 * (domains - 1) + extraSocket (sockets - 1) + remoteCpu CPUs away from the memory + cacheOverload
 * (load of a domain - 1)⁺ + movedCpu (CPUs in a domain - those now)⁺ + movedGib GiB that move}.
 */
public final class PlacementEvaluation {

  private static final int FREE = -1;

  private PlacementEvaluation() {}

  /**
   * What places cost.
   *
   * @param problem the problem
   * @param places per tenant, without fault
   * @return the cost, in the unit of the problem's costs
   */
  public static double cost(PlacementProblem problem, List<Place> places) {
    DomainView view = DomainView.of(problem);
    double[] loads = new double[view.domains()];
    double cost = 0;
    for (int i = 0; i < places.size(); i++) {
      int[] counts = view.counts(places.get(i).cpus());
      cost += tenantCost(problem, view, i, places.get(i), counts);
      for (int domain = 0; domain < loads.length; domain++) {
        loads[domain] += problem.tenants().get(i).cacheLoad() * counts[domain];
      }
    }
    for (double load : loads) {
      cost += problem.costs().cacheOverload() * Math.max(0, load - 1);
    }
    return cost + problem.costs().sharedCore() * sharedCores(problem, places);
  }

  /** What a tenant's place costs but for its neighbours. */
  private static double tenantCost(
      PlacementProblem problem, DomainView view, int tenant, Place place, int[] counts) {
    PlacementCosts costs = problem.costs();
    Tenant who = problem.tenants().get(tenant);
    int memory = 0;
    while (problem.memory().get(memory).node() != place.memoryNode()) {
      memory++;
    }
    double cost = who.unmetCost() * (who.cpus() - place.cpus().ids().size());
    int domains = 0;
    int sockets = 0;
    int lastSocket = FREE;
    for (int domain = 0; domain < counts.length; domain++) {
      if (counts[domain] > 0) {
        domains++;
        sockets += view.socket(domain) == lastSocket ? 0 : 1;
        lastSocket = view.socket(domain);
        cost += view.localMemory(domain) == memory ? 0 : costs.remoteCpu() * counts[domain];
        cost +=
            view.movedCpuCost(tenant) * Math.max(0, counts[domain] - view.current(tenant, domain));
      }
    }
    return cost
        + costs.extraDomain() * (domains - 1)
        + costs.extraSocket() * (sockets - 1)
        + view.memoryCost(tenant, memory);
  }

  private static int sharedCores(PlacementProblem problem, List<Place> places) {
    Map<Integer, Integer> owners = owners(places);
    Map<Integer, Integer> ownerOfCore = new HashMap<>();
    int shared = 0;
    for (LogicalCpu cpu : problem.cpus()) {
      Integer owner = owners.get(cpu.cpu());
      if (owner != null) {
        Integer other = ownerOfCore.putIfAbsent(cpu.core(), owner);
        shared += other == null || other.equals(owner) ? 0 : 1;
      }
    }
    return shared;
  }

  private static Map<Integer, Integer> owners(List<Place> places) {
    Map<Integer, Integer> owners = new HashMap<>();
    for (int i = 0; i < places.size(); i++) {
      for (int cpu : places.get(i).cpus().ids()) {
        owners.put(cpu, i);
      }
    }
    return owners;
  }

  /**
   * What is wrong with places.
   *
   * @param problem the problem
   * @param places per tenant
   * @return the first fault found, or empty where they can be had
   */
  public static Optional<String> fault(PlacementProblem problem, List<Place> places) {
    if (places.size() != problem.tenants().size()) {
      return Optional.of(
          "there are (" + places.size() + ") places for " + problem.tenants().size() + " tenants");
    }
    return cpuFault(problem, places)
        .or(() -> coreFault(problem, places))
        .or(() -> memoryFault(problem, places));
  }

  private static Optional<String> cpuFault(PlacementProblem problem, List<Place> places) {
    Map<Integer, Integer> owners = new HashMap<>();
    problem.cpus().forEach(cpu -> owners.put(cpu.cpu(), FREE));
    for (int i = 0; i < places.size(); i++) {
      Tenant tenant = problem.tenants().get(i);
      for (int cpu : places.get(i).cpus().ids()) {
        Integer owner = owners.put(cpu, i);
        if (owner == null || owner != FREE) {
          return Optional.of(
              tenant.instance() + " gets CPU (" + cpu + "), which is not there or someone else's");
        }
      }
      int count = places.get(i).cpus().ids().size();
      if (count > tenant.cpus()) {
        return Optional.of(
            tenant.instance() + " gets (" + count + ") CPUs and wants " + tenant.cpus());
      }
    }
    return Optional.empty();
  }

  private static Optional<String> coreFault(PlacementProblem problem, List<Place> places) {
    Map<Integer, Integer> owners = owners(places);
    Map<Integer, Integer> ownerOfCore = new HashMap<>();
    for (LogicalCpu cpu : problem.cpus()) {
      Integer owner = owners.get(cpu.cpu());
      Integer other = owner == null ? null : ownerOfCore.putIfAbsent(cpu.core(), owner);
      if (owner != null && other != null && !other.equals(owner)) {
        for (int tenant : new int[] {owner, other}) {
          if (problem.tenants().get(tenant).cores() == Cores.WHOLE) {
            return Optional.of(
                problem.tenants().get(tenant).instance() + " shares core (" + cpu.core() + ")");
          }
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> memoryFault(PlacementProblem problem, List<Place> places) {
    SortedMap<Integer, Long> free = new TreeMap<>();
    problem.memory().forEach(memory -> free.put(memory.node(), memory.bytes()));
    for (int i = 0; i < places.size(); i++) {
      int node = places.get(i).memoryNode();
      Tenant tenant = problem.tenants().get(i);
      if (!free.containsKey(node)) {
        return Optional.of(tenant.instance() + " gets node (" + node + "), which is not there");
      }
      if (free.merge(node, -tenant.memBytes(), Math::addExact) < 0) {
        return Optional.of("the memory of node (" + node + ") does not suffice");
      }
    }
    return Optional.empty();
  }

  /**
   * Why there are no places without fault, where that can be seen at once: too few cores for one
   * CPU each, or too little memory. Memory that does not fit because of its pieces is not seen.
   *
   * @param problem the problem
   * @return the witness, or empty where there is none
   */
  public static Optional<String> infeasibility(PlacementProblem problem) {
    long whole = problem.tenants().stream().filter(each -> each.cores() == Cores.WHOLE).count();
    long sharing = problem.tenants().size() - whole;
    int threads = problem.threadsPerCore();
    long cores = problem.cpus().size() / threads;
    long needed = whole + (sharing + threads - 1) / threads;
    if (needed > cores) {
      return Optional.of("one CPU each takes (" + needed + ") cores of " + cores);
    }
    long most = problem.memory().stream().mapToLong(MemoryNode::bytes).max().orElse(0);
    double available = problem.memory().stream().mapToDouble(MemoryNode::bytes).sum();
    double wanted = 0;
    for (Tenant tenant : problem.tenants()) {
      wanted += tenant.memBytes();
      if (tenant.memBytes() > most) {
        return Optional.of(tenant.instance() + " is larger than any memory node");
      }
    }
    return wanted > available
        ? Optional.of("memory of (" + wanted + ") bytes is wanted of " + available)
        : Optional.empty();
  }
}
