package io.foreshape.bench;

import java.io.IOException;
import java.util.Map;

/** Measures one forecaster at a time. */
interface Board {

  /**
   * Measures a forecaster.
   *
   * @return the figures by name: numbers, or maps of them
   * @throws IOException if the data cannot be read
   */
  Map<String, Object> measure(Candidate candidate) throws IOException;

  /**
   * The tables of what has been measured, as docs/boards.md has them.
   *
   * @param figures by forecaster, at least one
   */
  String markdown(Map<String, Map<String, Object>> figures);

  /** Figures of methods that are none of ours, by name; none by default. */
  default Map<String, Object> references() {
    return Map.of();
  }
}
