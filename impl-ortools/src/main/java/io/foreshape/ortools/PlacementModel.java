package io.foreshape.ortools;

import io.foreshape.solver.spi.placement.DomainView;
import io.foreshape.solver.spi.placement.PlacementCosts;
import io.foreshape.solver.spi.placement.PlacementProblem;
import io.foreshape.solver.spi.placement.Tenant;
import io.foreshape.solver.spi.placement.Tenant.Cores;
import java.util.Arrays;

/**
 * A placement as a mixed-integer program over cache domains.
 *
 * <p>Per tenant i and domain g: {@code a = t f + h} CPUs, of which f cores whole and h (0 or 1,
 * with t = 2 threads per core) half; b says whether the domain is used, z whether a socket is, w
 * where the memory is. Per domain, {@code sum (f + h) - P <= cores} and {@code 2 P <= sum of h that
 * share}, where P counts shared cores. Memory is in shares of the largest node: solvers lose digits
 * on raw bytes.
 */
final class PlacementModel {

  private static final double INFINITE = Double.POSITIVE_INFINITY;

  private final PlacementProblem problem;
  private final DomainView view;
  private final PlacementCosts costs;
  private final Model model = new Model();
  private final int tenants;
  private final int domains;
  private final int sockets;
  private final int memories;
  private final int[][] cpus;
  private final int[][] full;
  private final int[][] half;
  private final int[][] used;
  private final int[][] home;

  PlacementModel(PlacementProblem problem, DomainView view) {
    this.problem = problem;
    this.view = view;
    costs = problem.costs();
    tenants = problem.tenants().size();
    domains = view.domains();
    sockets = view.socket(domains - 1) + 1;
    memories = problem.memory().size();
    cpus = new int[tenants][domains];
    full = new int[tenants][domains];
    half = new int[tenants][domains];
    used = new int[tenants][domains];
    home = new int[tenants][memories];
    for (int i = 0; i < tenants; i++) {
      addTenant(i);
    }
    for (int domain = 0; domain < domains; domain++) {
      addDomain(domain);
    }
    addMemory();
  }

  Model model() {
    return model;
  }

  /** Per tenant and domain, the CPUs of a solution. */
  int[][] counts(double[] values) {
    int[][] counts = new int[tenants][domains];
    for (int i = 0; i < tenants; i++) {
      for (int domain = 0; domain < domains; domain++) {
        counts[i][domain] = (int) Math.round(values[cpus[i][domain]]);
      }
    }
    return counts;
  }

  /** Per tenant, the memory node of a solution. */
  int[] homes(double[] values) {
    int[] homes = new int[tenants];
    Arrays.setAll(
        homes,
        i -> {
          int best = 0;
          for (int memory = 1; memory < memories; memory++) {
            best = values[home[i][memory]] > values[home[i][best]] ? memory : best;
          }
          return best;
        });
    return homes;
  }

  private int most(int tenant, int domain) {
    return Math.min(
        problem.tenants().get(tenant).cpus(), view.cores(domain) * view.threadsPerCore());
  }

  private void addTenant(int i) {
    Tenant tenant = problem.tenants().get(i);
    // A CPU that it gets is not unmet.
    model.offset += tenant.unmetCost() * tenant.cpus() - costs.extraDomain() - costs.extraSocket();
    for (int memory = 0; memory < memories; memory++) {
      home[i][memory] = model.addColumn(0, 1, view.memoryCost(i, memory), true);
    }
    for (int domain = 0; domain < domains; domain++) {
      addCell(i, domain, tenant);
    }
    model.addRow(1, tenant.cpus());
    for (int domain = 0; domain < domains; domain++) {
      model.addTerm(cpus[i][domain], 1);
    }
    model.addRow(1, 1);
    for (int memory = 0; memory < memories; memory++) {
      model.addTerm(home[i][memory], 1);
    }
    addSockets(i);
    addRemote(i, tenant);
  }

  private void addCell(int i, int domain, Tenant tenant) {
    int most = most(i, domain);
    int threads = view.threadsPerCore();
    int now = view.current(i, domain);
    cpus[i][domain] = model.addColumn(0, most, -tenant.unmetCost(), true);
    int wholeCores = most / threads;
    full[i][domain] = model.addColumn(0, wholeCores, 0, true);
    half[i][domain] = model.addColumn(0, threads - 1, 0, true);
    used[i][domain] = model.addColumn(0, 1, costs.extraDomain(), true);
    model.addRow(0, 0);
    model.addTerm(cpus[i][domain], 1);
    model.addTerm(full[i][domain], -threads);
    model.addTerm(half[i][domain], -1);
    model.addRow(-INFINITE, 0);
    model.addTerm(cpus[i][domain], 1);
    model.addTerm(used[i][domain], -most);
    if (view.movedCpuCost(i) > 0 && now < most) {
      int moved = model.addColumn(0, most, view.movedCpuCost(i), false);
      model.addRow(-INFINITE, now);
      model.addTerm(cpus[i][domain], 1);
      model.addTerm(moved, -1);
    }
  }

  private void addSockets(int i) {
    int[] columns = new int[sockets];
    for (int socket = 0; socket < sockets; socket++) {
      columns[socket] = model.addColumn(0, 1, costs.extraSocket(), true);
    }
    for (int domain = 0; domain < domains; domain++) {
      model.addRow(-INFINITE, 0);
      model.addTerm(used[i][domain], 1);
      model.addTerm(columns[view.socket(domain)], -1);
    }
  }

  /** Per memory node, what runs beside it is remote unless the memory is there. */
  private void addRemote(int i, Tenant tenant) {
    for (int memory = -1; memory < memories && costs.remoteCpu() > 0; memory++) {
      int remote = model.addColumn(0, tenant.cpus(), costs.remoteCpu(), false);
      model.addRow(-INFINITE, 0);
      model.addTerm(remote, -1);
      for (int domain = 0; domain < domains; domain++) {
        if (view.localMemory(domain) == memory) {
          model.addTerm(cpus[i][domain], 1);
        }
      }
      if (memory >= 0) {
        model.addTerm(home[i][memory], -tenant.cpus());
      }
    }
  }

  private void addDomain(int domain) {
    int shared = model.addColumn(0, view.cores(domain), costs.sharedCore(), false);
    model.addRow(-INFINITE, view.cores(domain));
    for (int i = 0; i < tenants; i++) {
      model.addTerm(full[i][domain], 1);
      model.addTerm(half[i][domain], 1);
    }
    model.addTerm(shared, -1);
    model.addRow(-INFINITE, 0);
    model.addTerm(shared, 2);
    for (int i = 0; i < tenants; i++) {
      if (problem.tenants().get(i).cores() == Cores.SHARED) {
        model.addTerm(half[i][domain], -1);
      }
    }
    int overload = model.addColumn(0, INFINITE, costs.cacheOverload(), false);
    model.addRow(-INFINITE, 1);
    model.addTerm(overload, -1);
    for (int i = 0; i < tenants; i++) {
      model.addTerm(cpus[i][domain], problem.tenants().get(i).cacheLoad());
    }
  }

  private void addMemory() {
    double unit = 1;
    for (int memory = 0; memory < memories; memory++) {
      unit = Math.max(unit, (double) problem.memory().get(memory).bytes());
    }
    for (int memory = 0; memory < memories; memory++) {
      model.addRow(-INFINITE, problem.memory().get(memory).bytes() / unit);
      for (int i = 0; i < tenants; i++) {
        model.addTerm(home[i][memory], problem.tenants().get(i).memBytes() / unit);
      }
    }
  }
}
