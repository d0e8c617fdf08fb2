package io.foreshape.bench;

import io.foreshape.solver.spi.placement.DomainView;
import io.foreshape.solver.spi.placement.Place;
import io.foreshape.solver.spi.placement.PlacementEvaluation;
import io.foreshape.solver.spi.placement.PlacementProblem;
import io.foreshape.solver.spi.placement.Tenant;
import io.foreshape.solver.spi.placement.Tenant.Cores;
import io.jenetics.DoubleChromosome;
import io.jenetics.DoubleGene;
import io.jenetics.Genotype;
import io.jenetics.engine.Engine;
import io.jenetics.engine.EvolutionResult;
import io.jenetics.util.RandomRegistry;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * A genetic algorithm for placements, as one would write it with Jenetics: each tenant has a gene
 * for its turn and one for the domain that it would like. In turn, each gets one CPU, and then what
 * it wants as far as there is room: in its domain, then in the others of its socket, then
 * elsewhere. Its memory goes where most of its CPUs are, if it fits there.
 *
 * <p>Not thread-safe.
 */
final class PlacementGenetics {

  private static final int POPULATION = 100;

  private final PlacementProblem problem;
  private final DomainView view;
  private final int tenants;
  private final int domains;
  private final int threads;

  PlacementGenetics(PlacementProblem problem) {
    this.problem = problem;
    view = DomainView.of(problem);
    tenants = problem.tenants().size();
    domains = view.domains();
    threads = view.threadsPerCore();
  }

  /** Evolves for as long as it may; the least cost found, infinite if nothing fitted. */
  double evolve(long seed, BooleanSupplier mayGoOn) {
    return RandomRegistry.with(new SplittableRandom(seed), random -> best(mayGoOn));
  }

  private double best(BooleanSupplier mayGoOn) {
    Iterator<EvolutionResult<DoubleGene, Double>> generations =
        Engine.builder(this::cost, DoubleChromosome.of(0, 1, 2 * tenants))
            .minimizing()
            .populationSize(POPULATION)
            .executor(Runnable::run)
            .build()
            .stream()
            .iterator();
    double best = Double.POSITIVE_INFINITY;
    while (mayGoOn.getAsBoolean()) {
      best = Math.min(best, generations.next().bestFitness());
    }
    return best;
  }

  private double cost(Genotype<DoubleGene> genotype) {
    double[] genes = genotype.chromosome().as(DoubleChromosome.class).toArray();
    int[][] counts = new int[tenants][domains];
    int[] order =
        IntStream.range(0, tenants)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> genes[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int tenant : order) {
      fill(counts, tenant, liked(genes, tenant), 1);
    }
    for (int tenant : order) {
      fill(counts, tenant, liked(genes, tenant), problem.tenants().get(tenant).cpus());
    }
    int[] memory = memory(counts, order);
    if (memory.length == 0 || Arrays.stream(counts).anyMatch(row -> sum(row) == 0)) {
      return Double.POSITIVE_INFINITY;
    }
    List<Place> places = view.places(counts, memory);
    return PlacementEvaluation.cost(problem, places);
  }

  private int liked(double[] genes, int tenant) {
    return Math.min(domains - 1, (int) (genes[tenants + tenant] * domains));
  }

  private void fill(int[][] counts, int tenant, int liked, int upTo) {
    int missing = upTo - sum(counts[tenant]);
    for (int round = 0; round < 2 && missing > 0; round++) {
      for (int step = 0; step < domains && missing > 0; step++) {
        int domain = (liked + step) % domains;
        boolean isNear = view.socket(domain) == view.socket(liked);
        while (isNear == (round == 0) && missing > 0 && fitsOneMore(counts, tenant, domain)) {
          missing--;
        }
      }
    }
  }

  /** Adds a CPU if the domain's cores allow it. */
  private boolean fitsOneMore(int[][] counts, int tenant, int domain) {
    counts[tenant][domain]++;
    int used = 0;
    int halves = 0;
    for (int i = 0; i < tenants; i++) {
      Tenant other = problem.tenants().get(i);
      used += (counts[i][domain] + threads - 1) / threads;
      halves += counts[i][domain] % threads == 1 && other.cores() == Cores.SHARED ? 1 : 0;
    }
    boolean fits = used - halves / 2 <= view.cores(domain);
    counts[tenant][domain] -= fits ? 0 : 1;
    return fits;
  }

  /** Per tenant, its memory node; empty if it does not fit. */
  private int[] memory(int[][] counts, int[] order) {
    long[] free = problem.memory().stream().mapToLong(node -> node.bytes()).toArray();
    int[] memory = new int[tenants];
    for (int tenant : order) {
      int[] local = new int[free.length];
      for (int domain = 0; domain < domains; domain++) {
        if (view.localMemory(domain) >= 0) {
          local[view.localMemory(domain)] += counts[tenant][domain];
        }
      }
      int best = -1;
      for (int node = 0; node < free.length; node++) {
        boolean fits = problem.tenants().get(tenant).memBytes() <= free[node];
        best = fits && (best < 0 || local[node] > local[best]) ? node : best;
      }
      if (best < 0) {
        return new int[0];
      }
      memory[tenant] = best;
      free[best] -= problem.tenants().get(tenant).memBytes();
    }
    return memory;
  }

  private static int sum(int[] row) {
    return Arrays.stream(row).sum();
  }
}
