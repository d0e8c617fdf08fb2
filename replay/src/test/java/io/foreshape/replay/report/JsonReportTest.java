package io.foreshape.replay.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.foreshape.replay.score.ReplayResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonReportTest {

  @Test
  void write_hasThePromisedKeys(@TempDir Path folder) throws IOException {
    ReplayResult result = SampleReplay.small().result("tiny");
    Path file = folder.resolve("scores.json");
    JsonReport.write(result, file);
    Map<String, Object> values = flatten(Files.readString(file));
    assertThat(values)
        .containsEntry("/trace", "tiny")
        .containsEntry("/instances", 1.0)
        .containsEntry("/steps", 576.0);
    String vpa = "/resources/cpu_pct/vpa";
    assertThat(values.keySet().stream().filter(key -> key.startsWith(vpa + "/")))
        .containsExactly(
            vpa + "/default/allocOverUse",
            vpa + "/default/violationRate",
            vpa + "/default/violationRateP90",
            vpa + "/default/unmetShare",
            vpa + "/default/changesPerInstanceDay",
            vpa + "/default/relativeSlack",
            vpa + "/default/outOfMemoryPerInstanceDay",
            vpa + "/default/cost",
            vpa + "/default/costOverOracle",
            vpa + "/atOnePercent/knob",
            vpa + "/atOnePercent/allocOverUse",
            vpa + "/atOnePercent/violationRate",
            vpa + "/atOnePercent/violationRateP90",
            vpa + "/atOnePercent/unmetShare",
            vpa + "/remark");
  }

  @Test
  void write_keepsEveryDigit_andWritesNaNAsNull() throws IOException {
    ReplayResult result = SampleReplay.small().result("tiny");
    Map<String, Object> values = flatten(write(result));
    assertThat(values)
        .containsEntry(
            "/resources/cpu_pct/vpa/default/allocOverUse",
            result.resources().get(0).policies().get(1).standard().scores().allocOverUse());
    assertThat(values.get("/resources/cpu_pct/vpa/default/outOfMemoryPerInstanceDay")).isNull();
  }

  @Property(tries = 40)
  void anyNames_areReadBackAsTheyWere(@ForAll String trace, @ForAll String policy)
      throws IOException {
    SampleReplay sample = new SampleReplay(1, List.of(policy), List.of("a"), 2, 0);
    Map<String, Object> values = flatten(write(sample.result(trace)));
    assertThat(values).containsEntry("/trace", Names.paired(trace));
    assertThat(values).containsKey("/resources/cpu_pct/" + Names.paired(policy) + "/default/cost");
  }

  private static String write(ReplayResult result) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    JsonReport.write(result, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  /** Every value by the names that lead to it. */
  private static Map<String, Object> flatten(String json) throws IOException {
    Map<String, Object> values = new LinkedHashMap<>();
    List<String> path = new ArrayList<>();
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      String field = "";
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        switch (token) {
          case START_OBJECT -> path.add(path.isEmpty() ? "" : field);
          case END_OBJECT -> path.remove(path.size() - 1);
          case FIELD_NAME -> field = parser.currentName();
          case VALUE_STRING -> values.put(String.join("/", path) + "/" + field, parser.getText());
          case VALUE_NULL -> values.put(String.join("/", path) + "/" + field, null);
          default -> values.put(String.join("/", path) + "/" + field, parser.getDoubleValue());
        }
      }
    }
    return values;
  }
}
