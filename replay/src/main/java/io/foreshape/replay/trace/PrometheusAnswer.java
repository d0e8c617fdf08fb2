package io.foreshape.replay.trace;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One pass over one Prometheus answer.
 *
 * <p>Not thread-safe.
 */
final class PrometheusAnswer implements FaultPlace {

  private static final int MAX_LABELS = 256;

  private final Path file;
  private final JsonParser json;
  private final Predicate<String> wanted;
  private final Consumer<Series> sink;
  private final MemoryBudget budget = MemoryBudget.ofHeap();
  private final SeriesNames names = new SeriesNames(budget);
  private final SampleGrid grid = new SampleGrid(budget);
  private String status = "";
  private String error = "";
  private boolean any;

  PrometheusAnswer(Path file, JsonParser json, Predicate<String> wanted, Consumer<Series> sink) {
    this.file = file;
    this.json = json;
    this.wanted = wanted;
    this.sink = sink;
  }

  @Override
  public TraceException fault(String what) {
    var location = json.currentLocation();
    return new TraceException(
        file, location.getLineNr(), what + " (at column " + location.getColumnNr() + ")");
  }

  void read() throws IOException {
    json.nextToken();
    require(JsonToken.START_OBJECT, "the answer");
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      switch (nextField()) {
        case "status" -> status = text("status");
        case "error" -> error = text("error");
        case "data" -> data();
        default -> json.skipChildren();
      }
    }
    if (status.isEmpty()) {
      throw fault("is JSON, but not the answer to a range query: it has no status");
    }
    if (!status.equals("success")) {
      throw fault(
          "the answer's status is "
              + FaultPlace.excerpt(status)
              + ": "
              + FaultPlace.printable(error));
    }
    if (!any) {
      throw fault("the answer has no series; does the query match anything?");
    }
    if (json.nextToken() != null) {
      throw fault("there is more behind the end of the answer");
    }
  }

  private void data() throws IOException {
    require(JsonToken.START_OBJECT, "data");
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      switch (nextField()) {
        case "resultType" -> {
          String type = text("resultType");
          if (!type.equals("matrix")) {
            throw fault(
                "the resultType is "
                    + FaultPlace.excerpt(type)
                    + ", a range query (query_range) gives a matrix");
          }
        }
        case "result" -> result();
        default -> json.skipChildren();
      }
    }
  }

  private void result() throws IOException {
    require(JsonToken.START_ARRAY, "result");
    while (json.nextToken() != JsonToken.END_ARRAY) {
      any = true;
      series();
    }
  }

  private void series() throws IOException {
    require(JsonToken.START_OBJECT, "a series");
    PrometheusLabels labels = null;
    Samples samples = new Samples(budget, this);
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      switch (nextField()) {
        case "metric" -> labels = labels();
        case "values" -> {
          if (labels == null || wanted.test(labels.resource())) {
            values(samples);
          } else {
            json.skipChildren();
          }
        }
        default -> json.skipChildren();
      }
    }
    close(labels, samples);
    samples.release();
  }

  private void close(@Nullable PrometheusLabels labels, Samples samples) {
    if (labels == null) {
      throw fault("a series has no labels (\"metric\")");
    }
    if (!wanted.test(labels.resource())) {
      return;
    }
    String id = Names.required(labels.instanceId(), "instance", this);
    if (samples.size() == 0) {
      throw fault("the series " + FaultPlace.excerpt(id) + " has no values");
    }
    if (!names.add(id, labels.resource(), this)) {
      throw fault(
          "the series "
              + FaultPlace.excerpt(id + "/" + labels.resource())
              + " is there twice; aggregate in the query, such as sum by (pod) (...)");
    }
    sink.accept(grid.series(id, labels.traceResource(this), samples, this));
  }

  private PrometheusLabels labels() throws IOException {
    require(JsonToken.START_OBJECT, "metric");
    SortedMap<String, String> labels = new TreeMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = nextField();
      labels.put(name, text("a label"));
      if (labels.size() > MAX_LABELS) {
        throw fault("a series has more than " + MAX_LABELS + " labels");
      }
    }
    return new PrometheusLabels(labels);
  }

  private void values(Samples samples) throws IOException {
    require(JsonToken.START_ARRAY, "values");
    while (json.nextToken() != JsonToken.END_ARRAY) {
      require(JsonToken.START_ARRAY, "a sample");
      json.nextToken();
      if (!json.currentToken().isNumeric()) {
        throw fault("a sample's time is not a number");
      }
      long time = Timestamps.ofNumber(json.getDoubleValue());
      if (time < 0) {
        throw fault(Timestamps.FORMS + ", got " + FaultPlace.excerpt(json.getText()));
      }
      json.nextToken();
      samples.add(time, value(), this);
      json.nextToken();
      require(JsonToken.END_ARRAY, "the end of a sample");
    }
  }

  private double value() throws IOException {
    String text = text("a sample's value");
    if (text.equals("NaN")) {
      return Double.NaN;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    double value = Decimals.parse(bytes, 0, bytes.length);
    if (!(value >= 0 && value <= Float.MAX_VALUE)) {
      throw fault(Values.FORM + " (NaN), got " + FaultPlace.excerpt(text));
    }
    return value;
  }

  private String nextField() throws IOException {
    String name = json.currentName();
    json.nextToken();
    return name;
  }

  private String text(String what) throws IOException {
    require(JsonToken.VALUE_STRING, what);
    return json.getText();
  }

  private void require(JsonToken expected, String what) {
    if (json.currentToken() != expected) {
      throw fault(what + " is not there or not of its JSON type");
    }
  }
}
