package io.foreshape.bench;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** Writes nested maps of texts and numbers as JSON; what is no number is null. */
final class JsonFigures {

  private JsonFigures() {}

  /** Writes to a stream, which stays open. */
  static void write(Map<String, ?> figures, OutputStream out) throws IOException {
    JsonFactory factory = JsonFactory.builder().build();
    JsonGenerator json = factory.createGenerator(out, JsonEncoding.UTF8);
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    json.useDefaultPrettyPrinter();
    writeMap(json, figures);
    json.writeRaw('\n');
    json.close();
  }

  private static void writeMap(JsonGenerator json, Map<?, ?> figures) throws IOException {
    json.writeStartObject();
    for (Map.Entry<?, ?> figure : figures.entrySet()) {
      json.writeFieldName(String.valueOf(figure.getKey()));
      writeValue(json, figure.getValue());
    }
    json.writeEndObject();
  }

  private static void writeValue(JsonGenerator json, Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      writeMap(json, map);
    } else if (value instanceof Integer count) {
      json.writeNumber(count);
    } else if (value instanceof Double number && Double.isFinite(number)) {
      json.writeNumber(number);
    } else if (value instanceof Double) {
      json.writeNull();
    } else {
      json.writeString(String.valueOf(value));
    }
  }
}
