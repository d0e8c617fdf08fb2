package io.foreshape.solver;

import io.foreshape.api.provider.Settings;
import io.foreshape.solver.spi.Coupling;
import io.foreshape.solver.spi.ShapingProblem;
import io.foreshape.solver.spi.Solver;
import io.foreshape.solver.spi.SolverProvider;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Solvers to choose from by what a problem asks of them; each is made when it is first needed.
 *
 * <p>Not thread-safe.
 */
final class SolverChoice implements AutoCloseable {

  private final List<SolverProvider> providers;
  private final Settings settings;
  private final Map<String, Solver> made = new HashMap<>();

  /**
   * A choice.
   *
   * @param providers at least one, the preferred first
   * @param settings of each of them
   */
  SolverChoice(List<SolverProvider> providers, Settings settings) {
    this.providers = List.copyOf(providers);
    this.settings = settings;
  }

  /**
   * The first that takes a problem; the first of all where none does.
   *
   * @param coupling how its budgets couple its blocks
   */
  SolverProvider provider(ShapingProblem problem, Coupling coupling) {
    return providers.stream()
        .filter(each -> takes(each, problem, coupling))
        .findFirst()
        .orElse(providers.get(0));
  }

  /** Whether a provider's solvers take a problem. */
  static boolean takes(SolverProvider provider, ShapingProblem problem, Coupling coupling) {
    return provider.coupling().compareTo(coupling) >= 0
        && (provider.takesFixedCharges() || !problem.hasFixedCharges())
        && (provider.takesTiers() || problem.tiers().isEmpty())
        && (provider.takesBlackBox() || problem.blackBox() == null);
  }

  /** The solver of a provider of this choice. */
  Solver solver(SolverProvider provider) {
    return made.computeIfAbsent(provider.id(), unknown -> provider.create(settings));
  }

  @Override
  public void close() {
    made.values().forEach(Solver::close);
  }
}
