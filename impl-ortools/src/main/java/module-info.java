/** Solvers of OR-Tools. */
@SuppressWarnings("requires-automatic") // OR-Tools has no module descriptor
module io.foreshape.ortools {
  requires transitive io.foreshape.api;
  requires transitive io.foreshape.solver.spi;
  requires static transitive org.jspecify;
  requires ortools.java;

  exports io.foreshape.ortools;

  provides io.foreshape.solver.spi.SolverProvider with
      io.foreshape.ortools.ClpSolverProvider,
      io.foreshape.ortools.GlopSolverProvider;
  provides io.foreshape.solver.spi.placement.PlacementSolverProvider with
      io.foreshape.ortools.HighsPlacementProvider;
}
