/** What a host of Foreshape sees: the values, and the four stages with their providers. */
module io.foreshape.api {
  requires static transitive org.jspecify;

  exports io.foreshape.api.forecast;
  exports io.foreshape.api.host;
  exports io.foreshape.api.plan;
  exports io.foreshape.api.provider;
  exports io.foreshape.api.resource;
  exports io.foreshape.api.shape;
  exports io.foreshape.api.shaping;
  exports io.foreshape.api.workload;
}
