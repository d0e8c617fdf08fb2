/** What the author of an actuator implements. */
module io.foreshape.shaper.spi {
  requires transitive io.foreshape.api;
  requires static transitive org.jspecify;

  exports io.foreshape.shaper.spi;
}
