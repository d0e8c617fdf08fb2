/** The default allocator and the bundled solvers. */
module io.foreshape.solver {
  requires io.jenetics.base;
  requires transitive io.foreshape.api;
  requires transitive io.foreshape.solver.spi;
  requires static transitive org.jspecify;
  requires ojalgo;
  requires org.slf4j;

  exports io.foreshape.solver;

  uses io.foreshape.solver.spi.SolverProvider;
  uses io.foreshape.solver.spi.placement.PlacementSolverProvider;

  provides io.foreshape.api.plan.AllocatorProvider with
      io.foreshape.solver.DefaultAllocatorProvider;
  provides io.foreshape.solver.spi.SolverProvider with
      io.foreshape.solver.DualSolverProvider,
      io.foreshape.solver.GaSolverProvider,
      io.foreshape.solver.LpSolverProvider;
  provides io.foreshape.solver.spi.placement.PlacementSolverProvider with
      io.foreshape.solver.placement.LocalSearchPlacementProvider;
}
