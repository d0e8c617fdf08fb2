/** The default shaper, and a platform in memory to try shapes on. */
module io.foreshape.shaper {
  requires transitive io.foreshape.api;
  requires transitive io.foreshape.shaper.spi;
  requires static transitive org.jspecify;
  requires org.slf4j;

  exports io.foreshape.shaper;
  exports io.foreshape.shaper.simulated;

  uses io.foreshape.shaper.spi.ActuatorProvider;

  provides io.foreshape.api.shaping.ShaperProvider with
      io.foreshape.shaper.TransactionalShaperProvider;
  provides io.foreshape.shaper.spi.ActuatorProvider with
      io.foreshape.shaper.simulated.SimulatedPlatformProvider;
}
