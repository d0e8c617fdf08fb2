package io.foreshape.solver;

import io.foreshape.api.host.LogicalCpu;
import io.foreshape.api.shape.IdSet;
import io.foreshape.solver.spi.placement.Place;
import io.foreshape.solver.spi.placement.PlacementProblem;
import io.foreshape.solver.spi.placement.Tenant.Cores;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Brings single hardware threads of those who want whole cores together. A placement keeps the
 * other thread of such a core free, but does not count it: so of two cores with one thread each it
 * takes both of one, and frees the other.
 */
final class WholeCores {

  private final Map<Integer, LogicalCpu> cpus = new HashMap<>();
  private final Map<Integer, TreeSet<Integer>> cores = new TreeMap<>();

  private WholeCores(PlacementProblem problem) {
    for (LogicalCpu cpu : problem.cpus()) {
      cpus.put(cpu.cpu(), cpu);
      cores.computeIfAbsent(cpu.core(), unknown -> new TreeSet<>()).add(cpu.cpu());
    }
  }

  /** Places, of which those are whole whose tenants want that and have an even number of CPUs. */
  static List<Place> of(PlacementProblem problem, List<Place> places) {
    if (problem.threadsPerCore() == 1 || places.size() != problem.tenants().size()) {
      return places;
    }
    WholeCores whole = new WholeCores(problem);
    List<Place> all = new ArrayList<>(places);
    for (int i = 0; i < places.size(); i++) {
      if (problem.tenants().get(i).cores() == Cores.WHOLE) {
        all.set(i, whole.joined(places.get(i)));
      }
    }
    return all;
  }

  private Place joined(Place place) {
    TreeSet<Integer> mine = new TreeSet<>(place.cpus().ids());
    List<Integer> single = new ArrayList<>();
    for (TreeSet<Integer> core : cores.values()) {
      if (core.stream().filter(mine::contains).count() == 1) {
        core.stream().filter(mine::contains).forEach(single::add);
      }
    }
    // Those stay that have most others of its CPUs around them.
    single.sort(
        Comparator.comparingLong((Integer cpu) -> -around(cpu, place.cpus().ids()))
            .thenComparing(Comparator.naturalOrder()));
    for (int from = 0, to = single.size() - 1; from < to; from++, to--) {
      mine.remove(single.get(to));
      LogicalCpu stays = cpus.get(single.get(from));
      mine.addAll(cores.getOrDefault(stays == null ? -1 : stays.core(), new TreeSet<>()));
    }
    return new Place(new IdSet(mine), place.memoryNode());
  }

  /** How many of some CPUs share cache and node with one. */
  private long around(int cpu, Set<Integer> others) {
    LogicalCpu one = cpus.get(cpu);
    return others.stream()
        .map(cpus::get)
        .filter(
            other ->
                one != null
                    && other != null
                    && other.lastLevelCache() == one.lastLevelCache()
                    && other.numaNode() == one.numaNode())
        .count();
  }
}
