/** What the author of a forecaster implements. */
module io.foreshape.forecast.spi {
  requires transitive io.foreshape.api;
  requires static transitive org.jspecify;

  exports io.foreshape.forecast.spi;
}
