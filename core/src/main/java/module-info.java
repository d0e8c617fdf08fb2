/** The loop that turns usage into shapes: profile, allocate, shape, compare. */
module io.foreshape.core {
  requires transitive io.foreshape.api;
  requires static transitive org.jspecify;
  requires org.slf4j;

  exports io.foreshape.core;

  uses io.foreshape.api.forecast.ProfilerProvider;
  uses io.foreshape.api.plan.AllocatorProvider;
  uses io.foreshape.api.shaping.ShaperProvider;
  uses io.foreshape.api.workload.UsageSourceProvider;
}
