package io.foreshape.solver.spi.placement;

import static java.util.Objects.requireNonNull;

import io.foreshape.api.host.LogicalCpu;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Pinning on one host: who gets which logical CPUs, and which NUMA node for their memory.
 *
 * <p>Each CPU belongs to one tenant at most, each tenant has at least one CPU, all memory of a node
 * fits. What it costs is said by {@link PlacementEvaluation}. NP-hard, for it has bin packing in
 * it.
 *
 * <p>Immutable and thread-safe.
 *
 * @param cpus the CPUs to give away; a core has one or two of them, all cores alike
 * @param memory the memory to give away, at least one node
 * @param tenants who wants them, at least one
 * @param costs what is bad
 */
public record PlacementProblem(
    List<LogicalCpu> cpus, List<MemoryNode> memory, List<Tenant> tenants, PlacementCosts costs) {

  private static final int MOST_THREADS_PER_CORE = 2;

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if a list is empty, something stands in it twice, or cores
   *     have different or more than two hardware threads
   */
  public PlacementProblem {
    cpus = List.copyOf(cpus);
    memory = List.copyOf(memory);
    tenants = List.copyOf(tenants);
    requireNonNull(costs, "costs");
    if (cpus.isEmpty() || memory.isEmpty() || tenants.isEmpty()) {
      throw new IllegalArgumentException(
          "A placement has CPUs, memory nodes and tenants, got ("
              + cpus.size()
              + ", "
              + memory.size()
              + ", "
              + tenants.size()
              + ")");
    }
    requireUnique("CPU", cpus, LogicalCpu::cpu);
    requireUnique("memory node", memory, MemoryNode::node);
    requireUnique("tenant", tenants, Tenant::instance);
    requireEqualCores(cpus);
  }

  /**
   * How many hardware threads a core has.
   *
   * @return 1 or 2
   */
  public int threadsPerCore() {
    int core = cpus.get(0).core();
    return (int) cpus.stream().filter(cpu -> cpu.core() == core).count();
  }

  private static void requireEqualCores(List<LogicalCpu> cpus) {
    Map<Integer, LogicalCpu> first = new HashMap<>();
    for (LogicalCpu cpu : cpus) {
      LogicalCpu sibling = first.putIfAbsent(cpu.core(), cpu);
      if (sibling != null && !DomainView.isSameDomain(cpu, sibling)) {
        throw new IllegalArgumentException(
            "Siblings share cache, node and socket, got (" + sibling + ") and (" + cpu + ")");
      }
    }
    Set<Long> sizes =
        new HashSet<>(
            cpus.stream()
                .collect(Collectors.groupingBy(LogicalCpu::core, Collectors.counting()))
                .values());
    if (sizes.size() > 1 || sizes.iterator().next() > MOST_THREADS_PER_CORE) {
      throw new IllegalArgumentException(
          "All cores have one or all have two hardware threads, got cores of ("
              + sizes
              + ")\nMaybe leave the odd ones out.");
    }
  }

  private static <T> void requireUnique(String what, List<T> parts, Function<T, ?> key) {
    Set<Object> seen = new HashSet<>();
    for (T part : parts) {
      if (!seen.add(key.apply(part))) {
        throw new IllegalArgumentException(
            "Each " + what + " stands once, got (" + key.apply(part) + ") twice");
      }
    }
  }
}
