package io.foreshape.replay.report;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.foreshape.replay.score.PolicyResult;
import io.foreshape.replay.score.ReplayResult;
import io.foreshape.replay.score.ResourceResult;
import io.foreshape.replay.score.Scores;
import io.foreshape.replay.score.Trial;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The scores of a replay as JSON, for a program: per resource and policy the scores at the policy's
 * defaults ({@code default}) and at equal risk ({@code atOnePercent}). What is not a number is
 * null.
 *
 * <p>Stateless and thread-safe.
 */
public final class JsonReport {

  private JsonReport() {}

  /**
   * Writes the scores to a file, in UTF-8; an existing file is replaced.
   *
   * @param result the replay
   * @param file the file
   * @throws IOException if the file cannot be written
   */
  public static void write(ReplayResult result, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      write(result, out);
    }
  }

  static void write(ReplayResult result, OutputStream out) throws IOException {
    JsonFactory factory = JsonFactory.builder().build();
    try (JsonGenerator json = factory.createGenerator(out, JsonEncoding.UTF8)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      writeText(json, "trace", result.trace());
      json.writeNumberField("instances", Facts.instances(result));
      json.writeNumberField("steps", Facts.steps(result));
      json.writeObjectFieldStart("resources");
      for (ResourceResult resource : result.resources()) {
        json.writeObjectFieldStart(Names.paired(resource.resource().name()));
        for (PolicyResult policy : resource.policies()) {
          writePolicy(json, policy);
        }
        json.writeEndObject();
      }
      json.writeEndObject();
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private static void writePolicy(JsonGenerator json, PolicyResult policy) throws IOException {
    json.writeObjectFieldStart(Names.paired(policy.policy()));
    json.writeObjectFieldStart("default");
    writeScores(json, policy.standard().scores());
    json.writeEndObject();
    json.writeObjectFieldStart("atOnePercent");
    Trial trial = policy.equalRisk();
    writeNumber(json, "knob", trial.knob());
    writeNumber(json, "allocOverUse", trial.scores().allocOverUse());
    writeNumber(json, "violationRate", trial.scores().violationRate());
    writeNumber(json, "violationRateP90", trial.scores().violationRateP90());
    writeNumber(json, "unmetShare", trial.scores().unmetShare());
    json.writeEndObject();
    writeText(json, "remark", policy.remark());
    json.writeEndObject();
  }

  private static void writeScores(JsonGenerator json, Scores scores) throws IOException {
    writeNumber(json, "allocOverUse", scores.allocOverUse());
    writeNumber(json, "violationRate", scores.violationRate());
    writeNumber(json, "violationRateP90", scores.violationRateP90());
    writeNumber(json, "unmetShare", scores.unmetShare());
    writeNumber(json, "changesPerInstanceDay", scores.changesPerInstanceDay());
    writeNumber(json, "relativeSlack", scores.relativeSlackMedian());
    writeNumber(json, "outOfMemoryPerInstanceDay", scores.outOfMemoryPerInstanceDay());
    writeNumber(json, "cost", scores.cost());
    writeNumber(json, "costOverOracle", scores.costOverOracle());
  }

  static void writeNumber(JsonGenerator json, String field, double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumberField(field, value);
    } else {
      json.writeNullField(field);
    }
  }

  static void writeText(JsonGenerator json, String field, String text) throws IOException {
    json.writeStringField(field, Names.paired(text));
  }
}
