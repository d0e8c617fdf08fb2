/** Back-tests of right-sizing policies on recorded usage: traces, policies, scores, reports. */
module io.foreshape.replay {
  requires com.fasterxml.jackson.core;
  requires commons.math3;
  requires transitive io.foreshape.api;
  requires io.foreshape.core;
  requires io.foreshape.shaper;
  requires io.foreshape.shaper.spi;
  requires static transitive org.jspecify;

  exports io.foreshape.replay.foreshape;
  exports io.foreshape.replay.hosts;
  exports io.foreshape.replay.policy;
  exports io.foreshape.replay.report;
  exports io.foreshape.replay.score;
  exports io.foreshape.replay.simulate;
  exports io.foreshape.replay.trace;

  uses io.foreshape.api.forecast.ProfilerProvider;
  uses io.foreshape.api.plan.AllocatorProvider;
}
