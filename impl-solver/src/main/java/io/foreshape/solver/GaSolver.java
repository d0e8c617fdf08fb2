package io.foreshape.solver;

import io.foreshape.solver.spi.Evaluation;
import io.foreshape.solver.spi.ShapingProblem;
import io.foreshape.solver.spi.Solver;
import io.foreshape.solver.spi.SolverBudget;
import io.foreshape.solver.spi.SolverResult;
import io.foreshape.solver.spi.SolverResult.Status;
import io.jenetics.DoubleChromosome;
import io.jenetics.DoubleGene;
import io.jenetics.EliteSelector;
import io.jenetics.Genotype;
import io.jenetics.Phenotype;
import io.jenetics.TournamentSelector;
import io.jenetics.UniformCrossover;
import io.jenetics.engine.Engine;
import io.jenetics.engine.EvolutionResult;
import io.jenetics.util.RandomRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import java.util.stream.DoubleStream;

/**
 * Evolves divisions; one iteration is one generation. The first population holds the answer of the
 * dual to all costs that it knows (all but the black box), divisions near to it and some anywhere;
 * the answer is the cheapest division ever seen, giving everybody the least among them. Where the
 * dual's answer is the optimum there is nothing to look for, and it is the answer at once.
 *
 * <p>Single-threaded, so the same seed and work give the same answer. Not thread-safe.
 */
final class GaSolver implements Solver {

  /** Shares, found by trial: new in each generation; crossed; genes of these; mutated. */
  private static final double OFFSPRING = 0.8;

  private static final double CROSSED = 0.3;
  private static final double EXCHANGED = 0.3;
  private static final double MUTATED = 0.8;

  private final int generations;
  private final int population;
  private final LongSupplier nanoTicker;

  GaSolver(int generations, int population, LongSupplier nanoTicker) {
    this.generations = generations;
    this.population = population;
    this.nanoTicker = nanoTicker;
  }

  @Override
  public SolverResult solve(ShapingProblem problem, SolverBudget budget) {
    Filled seed =
        problem.hasFixedCharges()
            ? ChargedFilling.of(problem, budget.gap(), work -> true)
            : WaterFilling.of(problem).filled();
    if (isOptimal(problem, seed)) {
      return new SolverResult(
          Status.OPTIMAL, seed.amounts(), seed.prices(), 0, false, Duration.ZERO);
    }
    DivisionCode code = new DivisionCode(problem);
    // The registry is a process-wide default: it is set for this call and thread alone.
    return RandomRegistry.with(
        new SplittableRandom(budget.seed()),
        random -> evolve(problem, code, seed.amounts(), budget));
  }

  /** What costs least by all that is known does so altogether if the black box adds nothing. */
  private static boolean isOptimal(ShapingProblem problem, Filled seed) {
    double known = Evaluation.cost(problem.withBlackBox(null), seed.amounts());
    return seed.isExact() && Evaluation.cost(problem, seed.amounts()) <= known;
  }

  private SolverResult evolve(
      ShapingProblem problem, DivisionCode code, double[][] seed, SolverBudget budget) {
    long start = nanoTicker.getAsLong();
    double[][] best = seed;
    double bestCost = Evaluation.cost(problem, seed);
    double[][] least = code.divide(new double[code.claims()]);
    double leastCost = Evaluation.cost(problem, least);
    if (leastCost < bestCost) {
      best = least;
      bestCost = leastCost;
    }
    long most = Math.min(generations, budget.work());
    long done = 0;
    Iterator<EvolutionResult<DoubleGene, Double>> evolution =
        engine(problem, code).stream(firstGenotypes(code.genes(seed))).iterator();
    while (done < most && isWithin(budget.wall(), nanoTicker.getAsLong() - start)) {
      Phenotype<DoubleGene, Double> fittest = evolution.next().bestPhenotype();
      if (fittest.fitness() < bestCost) {
        best = code.divide(genes(fittest.genotype()));
        bestCost = fittest.fitness();
      }
      done++;
    }
    return new SolverResult(Status.FEASIBLE, best, done, done < generations);
  }

  private Engine<DoubleGene, Double> engine(ShapingProblem problem, DivisionCode code) {
    return Engine.builder(
            (Genotype<DoubleGene> genotype) ->
                Evaluation.cost(problem, code.divide(genes(genotype))),
            DoubleChromosome.of(0, 1, code.claims()))
        .minimizing()
        .populationSize(population)
        .offspringFraction(OFFSPRING)
        .survivorsSelector(new EliteSelector<>())
        .offspringSelector(new TournamentSelector<>())
        .alterers(new UniformCrossover<>(CROSSED, EXCHANGED), new ScaledMutator(MUTATED))
        .executor(Runnable::run)
        .build();
  }

  /** The seed and, for half of the population, what differs from it by one mutation. */
  private List<Genotype<DoubleGene>> firstGenotypes(double[] seed) {
    ScaledMutator mutator = new ScaledMutator(1);
    List<Genotype<DoubleGene>> first = new ArrayList<>();
    first.add(genotype(seed));
    while (first.size() < population / 2) {
      first.add(Genotype.of(mutator.mutated(first.get(0).chromosome(), RandomRegistry.random())));
    }
    return first;
  }

  private static boolean isWithin(Duration wall, long elapsedNanos) {
    return Duration.ofNanos(elapsedNanos).compareTo(wall) < 0;
  }

  private static Genotype<DoubleGene> genotype(double[] genes) {
    return Genotype.of(
        DoubleChromosome.of(
            DoubleStream.of(genes)
                .mapToObj(gene -> DoubleGene.of(gene, 0, 1))
                .toArray(DoubleGene[]::new)));
  }

  private static double[] genes(Genotype<DoubleGene> genotype) {
    return genotype.chromosome().as(DoubleChromosome.class).toArray();
  }
}
