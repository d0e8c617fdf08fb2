package io.foreshape.solver.spi.placement;

import io.foreshape.solver.spi.placement.Tenant.Cores;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.IntPredicate;

/**
 * Which cores of one domain the tenants get: first whole cores, then single hardware threads of
 * those who share with nobody, then the other single ones, of which two meet on a core only when no
 * core is free any more. Each time, whoever runs there now comes first.
 */
final class CoreAssignment {

  private static final int FREE = -1;

  private static final class Wish {
    private final int tenant;
    private final int core;
    private final int kept;

    Wish(int tenant, int core, int kept) {
      this.tenant = tenant;
      this.core = core;
      this.kept = kept;
    }

    int kept() {
      return kept;
    }
  }

  private final PlacementProblem problem;
  private final CacheDomain domain;
  private final int threads;
  private final int[] wanted;
  private final int[] owner;
  private final boolean[] isHalfFree;
  private final List<Set<Integer>> current = new ArrayList<>();

  CoreAssignment(PlacementProblem problem, CacheDomain domain, int[] wanted) {
    this.problem = problem;
    this.domain = domain;
    this.wanted = wanted.clone();
    threads = domain.cores().get(0).size();
    owner = new int[domain.cores().size()];
    Arrays.fill(owner, FREE);
    isHalfFree = new boolean[owner.length];
    for (Tenant tenant : problem.tenants()) {
      Place place = tenant.current();
      current.add(place == null ? Set.of() : place.cpus().ids());
    }
  }

  /**
   * Adds the CPUs.
   *
   * @param cpus per tenant, what it has got
   */
  void assign(List<SortedSet<Integer>> cpus) {
    give(i -> wanted[i] >= threads, threads, cpus);
    if (threads > 1) {
      give(i -> wanted[i] == 1 && problem.tenants().get(i).cores() == Cores.WHOLE, 1, cpus);
      give(i -> wanted[i] == 1, 1, cpus);
      meet(cpus);
    }
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i] > 0) {
        throw new IllegalArgumentException(
            "A domain has the cores that its tenants get, got ("
                + wanted[i]
                + ") CPUs too many for "
                + problem.tenants().get(i).instance());
      }
    }
  }

  /** Gives free cores to those who want some: first where they run now, then any. */
  private void give(IntPredicate wants, int count, List<SortedSet<Integer>> cpus) {
    List<Wish> wishes = new ArrayList<>();
    for (int i = 0; i < wanted.length; i++) {
      for (int core = 0; wants.test(i) && core < owner.length; core++) {
        wishes.add(new Wish(i, core, kept(i, core)));
      }
    }
    // A stable sort: among equals, the first tenant gets the first core.
    wishes.sort(Comparator.comparingInt(Wish::kept).reversed());
    for (Wish wish : wishes) {
      if (owner[wish.core] == FREE && wants.test(wish.tenant)) {
        owner[wish.core] = wish.tenant;
        isHalfFree[wish.core] =
            count < threads && problem.tenants().get(wish.tenant).cores() == Cores.SHARED;
        take(wish.tenant, wish.core, count, cpus);
      }
    }
  }

  /** Single threads that have found no free core meet others, whose first choice stays theirs. */
  private void meet(List<SortedSet<Integer>> cpus) {
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i] != 1) {
        continue;
      }
      int best = FREE;
      for (int core = 0; core < owner.length; core++) {
        if (isHalfFree[core] && (best == FREE || kept(i, core) > kept(i, best))) {
          best = core;
        }
      }
      if (best != FREE) {
        isHalfFree[best] = false;
        Set<Integer> first = cpus.get(owner[best]);
        for (int cpu : domain.cores().get(best)) {
          if (!first.contains(cpu)) {
            cpus.get(i).add(cpu);
          }
        }
        wanted[i] = 0;
      }
    }
  }

  private int kept(int tenant, int core) {
    int kept = 0;
    for (int cpu : domain.cores().get(core)) {
      kept += current.get(tenant).contains(cpu) ? 1 : 0;
    }
    return kept;
  }

  private void take(int tenant, int core, int count, List<SortedSet<Integer>> cpus) {
    List<Integer> all = domain.cores().get(core);
    int first = all.get(0);
    if (count == 1 && !current.get(tenant).contains(first)) {
      int last = all.get(all.size() - 1);
      first = current.get(tenant).contains(last) ? last : first;
    }
    if (count == 1) {
      cpus.get(tenant).add(first);
    } else {
      cpus.get(tenant).addAll(all);
    }
    wanted[tenant] -= count;
  }
}
