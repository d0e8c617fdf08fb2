package io.foreshape.solver.spi.placement;

import io.foreshape.api.host.LogicalCpu;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Cores that share last-level cache, NUMA node and socket. */
final class CacheDomain {

  private final int osSocket;
  private final int socket;
  private final int memory;
  private final List<List<Integer>> cores;

  /**
   * Sorts CPUs by core.
   *
   * @param cpus of one domain, at least one
   * @param socket the socket's number from 0
   * @param memory the number of its local memory in the problem's list, −1 if it is not listed
   */
  CacheDomain(List<LogicalCpu> cpus, int socket, int memory) {
    osSocket = cpus.get(0).socket();
    this.socket = socket;
    this.memory = memory;
    TreeMap<Integer, List<Integer>> byCore = new TreeMap<>();
    for (LogicalCpu cpu : cpus) {
      byCore.computeIfAbsent(cpu.core(), unknown -> new ArrayList<>()).add(cpu.cpu());
    }
    byCore.values().forEach(core -> core.sort(null));
    cores = List.copyOf(byCore.values());
  }

  /** The operating system's number of the socket. */
  int osSocket() {
    return osSocket;
  }

  int socket() {
    return socket;
  }

  int memory() {
    return memory;
  }

  /** Per core, its logical CPUs, ascending. */
  List<List<Integer>> cores() {
    return cores;
  }
}
