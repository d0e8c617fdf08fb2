package io.foreshape.bench;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the solver board as a JSON list. Each is flushed as it comes: of a run that is cut
 * off everything measured is there, and only the list's end is missing.
 */
final class SolverRows implements AutoCloseable {

  private final JsonGenerator json;

  private SolverRows(JsonGenerator json) {
    this.json = json;
  }

  /** A list in a file, or on standard output where none is named. */
  static SolverRows to(@Nullable Path file) throws IOException {
    OutputStream out = file == null ? System.out : Files.newOutputStream(file);
    JsonGenerator json = new JsonFactory().createGenerator(out, JsonEncoding.UTF8);
    json.configure(JsonGenerator.Feature.AUTO_CLOSE_TARGET, file != null);
    json.useDefaultPrettyPrinter();
    json.writeStartArray();
    json.flush();
    return new SolverRows(json);
  }

  void add(SolverBoard.Row row) {
    try {
      json.writeStartObject();
      json.writeStringField("problem", row.problem());
      json.writeNumberField("n", row.n());
      json.writeStringField("solver", row.solver());
      json.writeNumberField("buildMillis", row.buildMillis());
      json.writeNumberField("solveMillis", row.solveMillis());
      json.writeNumberField("objective", row.objective());
      json.writeNumberField("bound", row.bound());
      json.writeNumberField("gap", (row.objective() - row.bound()) / Math.abs(row.objective()));
      json.writeEndObject();
      json.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    json.writeEndArray();
    json.writeRaw('\n');
    json.close();
  }
}
