package io.foreshape.solver;

import io.jenetics.Chromosome;
import io.jenetics.DoubleGene;
import io.jenetics.Genotype;
import io.jenetics.Mutator;
import io.jenetics.MutatorResult;
import io.jenetics.Phenotype;
import io.jenetics.util.ISeq;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Mutates one gene to half of all genes, by Gaussian steps from a thousandth of the range to a
 * third of it: how many and how far are drawn for each division, evenly over their logarithms.
 * Large and small steps take turns that way, with no schedule to tune.
 */
final class ScaledMutator extends Mutator<DoubleGene, Double> {

  private static final double LEAST_STEP = 1e-3;
  private static final double MOST_STEP = 0.3;
  private static final double MOST_GENES = 0.5;

  private final double share;

  /**
   * A mutator.
   *
   * @param share of the population that it mutates
   */
  ScaledMutator(double share) {
    super(share);
    this.share = share;
  }

  @Override
  protected MutatorResult<Phenotype<DoubleGene, Double>> mutate(
      Phenotype<DoubleGene, Double> phenotype, long generation, double p, RandomGenerator random) {
    if (random.nextDouble() >= share) {
      return new MutatorResult<>(phenotype, 0);
    }
    Chromosome<DoubleGene> mutated = mutated(phenotype.genotype().chromosome(), random);
    return new MutatorResult<>(Phenotype.of(Genotype.of(mutated), generation), mutated.length());
  }

  /** A mutation of a chromosome. */
  Chromosome<DoubleGene> mutated(Chromosome<DoubleGene> chromosome, RandomGenerator random) {
    int genes = chromosome.length();
    double rate = logUniform(Math.min(MOST_GENES, 1.0 / genes), MOST_GENES, random);
    double step = logUniform(LEAST_STEP, MOST_STEP, random);
    int one = random.nextInt(genes);
    ISeq<DoubleGene> mutated =
        ISeq.of(
            IntStream.range(0, genes)
                .mapToObj(
                    i ->
                        i == one || random.nextDouble() < rate
                            ? moved(chromosome.get(i), step, random)
                            : chromosome.get(i))
                .toList());
    return chromosome.newInstance(mutated);
  }

  private static DoubleGene moved(DoubleGene gene, double step, RandomGenerator random) {
    double value = gene.allele() + step * random.nextGaussian();
    return gene.newInstance(Math.max(0, Math.min(1, value)));
  }

  private static double logUniform(double least, double most, RandomGenerator random) {
    return least * Math.pow(most / least, random.nextDouble());
  }
}
