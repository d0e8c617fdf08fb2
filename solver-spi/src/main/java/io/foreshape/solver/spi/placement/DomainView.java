package io.foreshape.solver.spi.placement;

import io.foreshape.api.host.LogicalCpu;
import io.foreshape.api.shape.IdSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A placement seen by cache domains: how many CPUs of each domain a tenant has, not which.
 *
 * <p>A <em>cache domain</em> is the cores that share last-level cache, NUMA node and socket. Cores
 * of a domain are alike, so the counts decide what a placement costs; which core it is is left out,
 * and with it a symmetry that a search would drown in. A tenant's CPUs in a domain lie on as few
 * cores as they can.
 *
 * <p>Tenants, domains, sockets and memory nodes have numbers from 0, tenants and memory nodes in
 * the problem's order, domains socket by socket. Immutable and thread-safe.
 */
public final class DomainView {

  private static final double GIB = 1L << 30;
  private static final Comparator<LogicalCpu> BY_DOMAIN =
      Comparator.comparingInt(LogicalCpu::socket)
          .thenComparingInt(LogicalCpu::numaNode)
          .thenComparingInt(LogicalCpu::lastLevelCache);

  private final PlacementProblem problem;
  private final int threadsPerCore;
  private final List<CacheDomain> domains = new ArrayList<>();
  private final Map<Integer, Integer> domainOfCpu = new HashMap<>();
  private final int[][] current;

  private DomainView(PlacementProblem problem) {
    this.problem = problem;
    threadsPerCore = problem.threadsPerCore();
    TreeMap<LogicalCpu, List<LogicalCpu>> byDomain = new TreeMap<>(BY_DOMAIN);
    for (LogicalCpu cpu : problem.cpus()) {
      byDomain.computeIfAbsent(cpu, unknown -> new ArrayList<>()).add(cpu);
    }
    for (List<LogicalCpu> cpus : byDomain.values()) {
      cpus.forEach(cpu -> domainOfCpu.put(cpu.cpu(), domains.size()));
      int last = domains.size() - 1;
      boolean isNewSocket = last >= 0 && cpus.get(0).socket() != domains.get(last).osSocket();
      int socket = last < 0 ? 0 : domains.get(last).socket() + (isNewSocket ? 1 : 0);
      domains.add(new CacheDomain(cpus, socket, memoryNumber(cpus.get(0).numaNode())));
    }
    current = new int[problem.tenants().size()][];
    for (int i = 0; i < current.length; i++) {
      Place place = problem.tenants().get(i).current();
      current[i] = place == null ? new int[domains.size()] : counts(place.cpus());
    }
  }

  /**
   * The view of a problem.
   *
   * @param problem the problem
   * @return its view
   */
  public static DomainView of(PlacementProblem problem) {
    return new DomainView(problem);
  }

  /**
   * Whether two CPUs are in one cache domain: whether they share cache, node and socket.
   *
   * @param one one of them
   * @param other the other
   * @return whether they do
   */
  public static boolean isSameDomain(LogicalCpu one, LogicalCpu other) {
    return BY_DOMAIN.compare(one, other) == 0;
  }

  /**
   * How many cache domains there are.
   *
   * @return at least 1
   */
  public int domains() {
    return domains.size();
  }

  /**
   * How many hardware threads a core has.
   *
   * @return 1 or 2
   */
  public int threadsPerCore() {
    return threadsPerCore;
  }

  /**
   * How many cores a domain has.
   *
   * @param domain from 0
   * @return at least 1
   */
  public int cores(int domain) {
    return domains.get(domain).cores().size();
  }

  /**
   * Which socket a domain is on.
   *
   * @param domain from 0
   * @return the socket's number, from 0; it does not descend from one domain to the next
   */
  public int socket(int domain) {
    return domains.get(domain).socket();
  }

  /**
   * Which memory is local to a domain.
   *
   * @param domain from 0
   * @return the memory node's number in the problem's list, −1 where no listed one is local
   */
  public int localMemory(int domain) {
    return domains.get(domain).memory();
  }

  /**
   * How many of a domain's CPUs a tenant has now.
   *
   * @param tenant from 0
   * @param domain from 0
   * @return 0 also where the tenant is new
   */
  public int current(int tenant, int domain) {
    return current[tenant][domain];
  }

  /**
   * What it costs to have a tenant's memory somewhere.
   *
   * @param tenant from 0
   * @param memory the memory node's number in the problem's list
   * @return 0 where it is there already or the tenant is new
   */
  public double memoryCost(int tenant, int memory) {
    Tenant who = problem.tenants().get(tenant);
    Place place = who.current();
    return place == null || place.memoryNode() == problem.memory().get(memory).node()
        ? 0
        : problem.costs().movedGib() * (who.memBytes() / GIB);
  }

  /**
   * What each CPU costs that a tenant gets in a domain beyond those it has there.
   *
   * @param tenant from 0
   * @return 0 where the tenant is new
   */
  public double movedCpuCost(int tenant) {
    return problem.tenants().get(tenant).current() == null ? 0 : problem.costs().movedCpu();
  }

  /**
   * A tenant's CPUs by domain.
   *
   * @param cpus logical CPUs; those that the problem does not have do not count
   * @return how many, per domain
   */
  public int[] counts(IdSet cpus) {
    int[] counts = new int[domains.size()];
    for (int cpu : cpus.ids()) {
      Integer domain = domainOfCpu.get(cpu);
      if (domain != null) {
        counts[domain]++;
      }
    }
    return counts;
  }

  /**
   * Chooses CPUs, where possible those that a tenant has already.
   *
   * @param counts how many CPUs, per tenant and domain; they fit
   * @param memory per tenant, the memory node's number in the problem's list
   * @return a place per tenant
   * @throws IllegalArgumentException if a domain has fewer CPUs, or a tenant gets none
   */
  public List<Place> places(int[][] counts, int[] memory) {
    List<SortedSet<Integer>> cpus = new ArrayList<>();
    problem.tenants().forEach(tenant -> cpus.add(new TreeSet<>()));
    for (int domain = 0; domain < domains.size(); domain++) {
      int[] wanted = new int[counts.length];
      for (int i = 0; i < wanted.length; i++) {
        wanted[i] = counts[i][domain];
      }
      new CoreAssignment(problem, domains.get(domain), wanted).assign(cpus);
    }
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < memory.length; i++) {
      places.add(new Place(new IdSet(cpus.get(i)), problem.memory().get(memory[i]).node()));
    }
    return places;
  }

  private int memoryNumber(int node) {
    for (int i = 0; i < problem.memory().size(); i++) {
      if (problem.memory().get(i).node() == node) {
        return i;
      }
    }
    return -1;
  }
}
