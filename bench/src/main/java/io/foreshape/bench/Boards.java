package io.foreshape.bench;

import io.foreshape.api.provider.ConfigurationException;
import io.foreshape.api.provider.Providers;
import io.foreshape.forecast.spi.ForecasterProvider;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** The command behind {@code bench/run}: measures forecasters and writes the figures as JSON. */
public final class Boards {

  private Boards() {}

  /**
   * Runs a board.
   *
   * @param arguments see {@code bench/run}
   * @throws IOException if a file cannot be read or written
   */
  public static void main(String[] arguments) throws IOException {
    try {
      run(Options.of(arguments));
    } catch (IllegalArgumentException | ConfigurationException e) {
      System.err.println("bench/run: " + e.getMessage());
      System.exit(2);
    }
  }

  private static void run(Options options) throws IOException {
    if (options.board().equals("solver")) {
      SolverBoard.run(options);
      return;
    }
    Providers<ForecasterProvider> providers =
        Providers.of("forecaster", ServiceLoader.load(ForecasterProvider.class));
    String preferred = providers.preferred().id();
    List<Candidate> candidates = Candidate.parse(options.forecasters(), providers);
    candidates.forEach(Candidate::requireSettings);
    Board board = board(options);
    Map<String, Map<String, Object>> figures = new LinkedHashMap<>();
    for (Candidate candidate : candidates) {
      long start = System.nanoTime();
      figures.put(candidate.name(), board.measure(candidate));
      long seconds = (System.nanoTime() - start) / 1_000_000_000;
      System.err.println(options.board() + " " + candidate.name() + ": " + seconds + " s");
    }
    if (options.markdown() != null) {
      Files.writeString(options.markdown(), board.markdown(figures));
    }
    String top = figures.containsKey(preferred) ? preferred : candidates.get(0).name();
    write(options, figures, top, board.references());
  }

  private static Board board(Options options) throws IOException {
    return switch (options.board()) {
      case "m4" -> M4Board.of(options.requiredData());
      case "cloud" -> CloudBoard.of(options.requiredData());
      case "gift" -> GiftBoard.of(options.requiredData());
      case "forecast-speed" -> new SpeedBoard(options.series());
      case "peers" -> PeersBoard.of(options.requiredData());
      default ->
          throw new IllegalArgumentException(
              "There is no board (" + options.board() + "): " + Options.USAGE);
    };
  }

  /** The default forecaster's figures stand at the top, those of all by id below them. */
  private static void write(
      Options options,
      Map<String, Map<String, Object>> figures,
      String top,
      Map<String, Object> references)
      throws IOException {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("forecaster", top);
    all.putAll(figures.getOrDefault(top, Map.of()));
    all.putAll(references);
    all.put("forecasters", figures);
    if (options.json() == null) {
      JsonFigures.write(all, System.out);
      return;
    }
    try (OutputStream out = Files.newOutputStream(options.json())) {
      JsonFigures.write(all, out);
    }
  }
}
