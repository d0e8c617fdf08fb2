package io.foreshape.replay.trace;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Reads recorded resource usage in every format that is known here. The format is told by the
 * content, not by the name; gzip is too.
 *
 * <table>
 *   <caption>Formats</caption>
 *   <tr><th>format</th><th>told by its start</th></tr>
 *   <tr><td>packed: a row per series</td>
 *     <td>{@code series_id,resource,unit,start_epoch_s,step_s,n,values}</td></tr>
 *   <tr><td>tidy: a row per sample</td>
 *     <td>{@code series_id,timestamp,resource,value,unit} in any order; also {@code
 *     timestamp_epoch_s}</td></tr>
 *   <tr><td>Numenta Anomaly Benchmark: a file per series</td><td>{@code timestamp,value}</td></tr>
 *   <tr><td>GWA-T-12 (Bitbrains): a file per VM</td>
 *     <td>{@code Timestamp [ms];CPU cores;CPU capacity provisioned [MHZ];...}</td></tr>
 *   <tr><td>Prometheus, answer to a range query</td><td>an opening brace</td></tr>
 * </table>
 *
 * <p>Values are converted to the unit of {@link TraceResource#resource()}. Samples at irregular
 * times are put on a grid: its step is the distance that most samples have, a bin's value is the
 * mean of its samples, and an empty bin is NaN.
 *
 * <p>A file is not trusted: whatever it holds, the answer is series or a {@link TraceException}.
 * What a reader holds is bounded by a quarter of the largest heap, and a line by 16 MiB; what the
 * consumer keeps is its own affair. Reading a packed file allocates little more than its series'
 * arrays, 4 bytes per value.
 *
 * <p>Immutable and thread-safe.
 */
public final class TraceFormats {

  private TraceFormats() {}

  /**
   * Hands every wanted series of a file to a consumer, in the file's order. A file without any
   * wanted series is no fault.
   *
   * @param file a regular file, plain or gzip-compressed
   * @param wanted which resource names (as the trace has them) to read; others are skipped, and
   *     their values not looked at
   * @param series receives the series; what it throws is passed on
   * @throws TraceException if the file can't be read or is not well-formed; its message names the
   *     file and, but for a file that isn't there, the line. Series before the fault have been
   *     handed over by then
   */
  public static void read(Path file, Predicate<String> wanted, Consumer<Series> series) {
    requireNonNull(wanted, "wanted");
    requireNonNull(series, "series");
    reader(requireNonNull(file, "file")).read(file, wanted, series);
  }

  private static TraceReader reader(Path file) {
    Header header = Header.of(file);
    if (header.text().stripLeading().startsWith("{")) {
      return new PrometheusReader();
    }
    if (PackedReader.recognises(header)) {
      return new PackedReader();
    }
    if (TidyReader.recognises(header)) {
      return new TidyReader(header);
    }
    if (NumentaReader.recognises(header)) {
      return new NumentaReader(header);
    }
    if (GridWorkloadsReader.recognises(header)) {
      return new GridWorkloadsReader();
    }
    throw new TraceException(
        file,
        1,
        "the header "
            + FaultPlace.excerpt(header.text())
            + " is of no known format: packed or tidy CSV, Numenta NAB, GWA-T-12, or a Prometheus"
            + " range query's JSON");
  }
}
