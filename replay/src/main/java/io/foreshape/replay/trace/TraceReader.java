package io.foreshape.replay.trace;

import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Reads one trace format, as a stream of series.
 *
 * <p>A reader holds one series at a time where the file's order allows it (all samples of a series
 * stand together), and otherwise the wanted series of the file.
 *
 * <p>Implementations are immutable and thread-safe.
 */
interface TraceReader {

  /**
   * Hands every wanted series of a file to a consumer, in the file's order.
   *
   * @param file the file, plain or gzip-compressed, which the reader has recognised as its own
   * @param wanted which resource names (as the trace has them) to read; others are skipped
   * @param series receives the series
   * @throws TraceException if the file can't be read or is not well-formed; it names file and line
   */
  void read(Path file, Predicate<String> wanted, Consumer<Series> series);
}
