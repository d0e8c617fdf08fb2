package io.foreshape.replay.report;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.foreshape.replay.score.DividerResult;
import io.foreshape.replay.score.HostReplayResult;
import io.foreshape.replay.score.PriorityClass;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A replay on hosts as JSON, for a program: the classes, and in {@code results} an object per
 * scarcity and divider. What is not a number is null.
 *
 * <p>Stateless and thread-safe.
 */
public final class HostJsonReport {

  private HostJsonReport() {}

  /**
   * Writes the scores to a file, in UTF-8; an existing file is replaced.
   *
   * @param result the replay
   * @param file the file
   * @throws IOException if the file cannot be written
   */
  public static void write(HostReplayResult result, Path file) throws IOException {
    JsonFactory factory = JsonFactory.builder().build();
    try (OutputStream out = Files.newOutputStream(file);
        JsonGenerator json = factory.createGenerator(out, JsonEncoding.UTF8)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      JsonReport.writeText(json, "trace", result.trace());
      json.writeNumberField("hosts", result.hosts());
      json.writeNumberField("steps", result.steps());
      json.writeArrayFieldStart("resources");
      for (String resource : result.resources()) {
        json.writeString(Names.paired(resource));
      }
      json.writeEndArray();
      writeClasses(json, result.classes());
      json.writeArrayFieldStart("results");
      for (DividerResult divider : result.results()) {
        writeDivider(json, divider, result.classes());
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private static void writeClasses(JsonGenerator json, List<PriorityClass> classes)
      throws IOException {
    json.writeObjectFieldStart("classes");
    for (PriorityClass of : classes) {
      json.writeObjectFieldStart(of.name());
      json.writeNumberField("priority", of.priority());
      json.writeNumberField("penaltyFactor", of.penaltyFactor());
      json.writeNumberField("instances", of.instances());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void writeDivider(
      JsonGenerator json, DividerResult divider, List<PriorityClass> classes) throws IOException {
    json.writeStartObject();
    json.writeNumberField("scarcity", divider.scarcity());
    json.writeStringField("divider", divider.divider());
    JsonReport.writeNumber(json, "cost", divider.cost());
    JsonReport.writeNumber(json, "reservedCost", divider.reservedCost());
    JsonReport.writeNumber(json, "unmetCost", divider.unmetCost());
    json.writeObjectFieldStart("unmetShare");
    for (int i = 0; i < classes.size(); i++) {
      JsonReport.writeNumber(json, classes.get(i).name(), divider.unmetShares().get(i));
    }
    json.writeEndObject();
    json.writeNumberField("samples", divider.samples());
    json.writeNumberField("shortSamples", divider.shortSamples());
    json.writeNumberField("plans", divider.plans());
    json.writeNumberField("degradedPlans", divider.degradedPlans());
    json.writeEndObject();
  }
}
