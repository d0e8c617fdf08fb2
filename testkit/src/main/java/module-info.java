/** Contract tests for anybody's plug-in, and arbitraries of the domain. */
module io.foreshape.testkit {
  requires transitive io.foreshape.api;
  requires transitive io.foreshape.forecast.spi;
  requires transitive io.foreshape.shaper.spi;
  requires transitive io.foreshape.solver.spi;
  requires jdk.management;
  requires transitive net.jqwik.api;
  requires org.assertj.core;
  requires static transitive org.jspecify;
  requires transitive org.junit.jupiter.api;

  exports io.foreshape.testkit;
}
