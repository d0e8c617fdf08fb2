package io.foreshape.solver.spi;

/** How budgets couple the blocks of a problem; each kind includes those before it. */
public enum Coupling {
  /** There is no budget: every block stands alone. */
  NONE,
  /**
   * Any two budgets share no block, or one has all the blocks of the other, at weights that are in
   * one proportion: a {@link BudgetForest}.
   */
  NESTED,
  /** Budgets overlap as they like. */
  ANY
}
