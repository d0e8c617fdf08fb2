package io.foreshape.replay.trace;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Reads the answer of a Prometheus server to a range query: JSON with a {@code matrix} of series.
 *
 * <p>{@link PrometheusLabels} tells how instance and resource follow from the labels. A value
 * {@code NaN}, which Prometheus writes for a result that is not there, is a missing sample. Holds
 * one series at a time.
 *
 * <p>Format: prometheus.io/docs/prometheus/latest/querying/api, "Range queries".
 */
final class PrometheusReader implements TraceReader {

  private static final int MAX_STRING_LENGTH = 1 << 16;
  private static final int MAX_NESTING = 32;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          // Label names come from outside: they don't go into tables that outlive the file.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(MAX_STRING_LENGTH)
                  .maxNestingDepth(MAX_NESTING)
                  .build())
          .build();

  @Override
  public void read(Path file, Predicate<String> wanted, Consumer<Series> series) {
    try (JsonParser json = JSON.createParser(TraceInput.open(file))) {
      try {
        new PrometheusAnswer(file, json, wanted, series).read();
      } catch (JsonProcessingException e) {
        String message = FaultPlace.printable(e.getOriginalMessage());
        throw new TraceException(
            file,
            json.currentLocation().getLineNr(),
            "is not well-formed JSON of a range query: " + message,
            e);
      } catch (IOException e) {
        throw TraceInput.fault(file, json.currentLocation().getLineNr(), e);
      }
    } catch (IOException e) {
      throw TraceInput.fault(file, 1, e);
    }
  }
}
