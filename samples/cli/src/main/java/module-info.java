/** The command {@code ./foreshape}. */
module io.foreshape.samples.cli {
  requires info.picocli;
  requires io.foreshape.core;
  requires io.foreshape.linux;
  requires io.foreshape.replay;
  requires io.foreshape.shaper;
  requires java.management;
  requires jdk.unsupported;
  requires static org.jspecify;

  uses io.foreshape.api.forecast.ProfilerProvider;

  // picocli reads its annotations there.
  opens io.foreshape.samples.cli to
      info.picocli;
}
