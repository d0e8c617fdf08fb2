/** What the author of a solver implements. */
module io.foreshape.solver.spi {
  requires transitive io.foreshape.api;
  requires static transitive org.jspecify;

  exports io.foreshape.solver.spi;
  exports io.foreshape.solver.spi.placement;
}
