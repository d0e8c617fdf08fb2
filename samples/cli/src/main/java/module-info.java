/** The command {@code ./foreshape}. */
module io.foreshape.samples.cli {
  requires info.picocli;
  requires io.foreshape.replay;
  requires static org.jspecify;

  // picocli reads its annotations there.
  opens io.foreshape.samples.cli to
      info.picocli;
}
