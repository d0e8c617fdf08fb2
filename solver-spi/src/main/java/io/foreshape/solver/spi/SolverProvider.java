package io.foreshape.solver.spi;

import io.foreshape.api.provider.Provider;
import io.foreshape.api.provider.Settings;

/** Makes a {@link Solver}. Found by {@link java.util.ServiceLoader}. */
public interface SolverProvider extends Provider {

  /**
   * The most general coupling of blocks that its solvers take.
   *
   * @return {@link Coupling#NONE} unless they know budgets
   */
  default Coupling coupling() {
    return Coupling.NONE;
  }

  /**
   * Whether its solvers take claims with a {@link FixedCharge}.
   *
   * @return false unless they know what is not convex
   */
  default boolean takesFixedCharges() {
    return false;
  }

  /**
   * Whether its solvers take {@link Tiers}.
   *
   * @return false unless they know them
   */
  default boolean takesTiers() {
    return false;
  }

  /**
   * Whether its solvers take problems with a {@link BlackBoxCost}.
   *
   * @return false unless they search
   */
  default boolean takesBlackBox() {
    return false;
  }

  /**
   * Makes a solver.
   *
   * @param settings the host's settings for it
   * @return the solver, which the caller closes
   * @throws io.foreshape.api.provider.ConfigurationException if a setting is wrong
   */
  Solver create(Settings settings);
}
