package io.foreshape.replay.trace;

import static io.foreshape.replay.trace.TraceFiles.text;
import static io.foreshape.replay.trace.TraceFiles.values;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is written in a format comes back from it, to the last bit of every value. */
class RoundTripProperties {

  private static final int TRIES = 60;

  /** How a file may be dressed without meaning anything else. */
  enum Dress {
    PLAIN,
    CRLF,
    BYTE_ORDER_MARK,
    NO_LAST_LINE_END,
    GZIP;

    byte[] on(String content) {
      String dressed =
          switch (this) {
            case CRLF -> content.replace("\n", "\r\n");
            case BYTE_ORDER_MARK -> "\uFEFF" + content;
            case NO_LAST_LINE_END -> content.stripTrailing();
            default -> content;
          };
      byte[] bytes = dressed.getBytes(StandardCharsets.UTF_8);
      return this == GZIP ? TraceFiles.gzip(bytes) : bytes;
    }
  }

  @Provide
  Arbitrary<List<Recorded>> fleet() {
    return Recorded.several();
  }

  @Provide
  Arbitrary<Recorded> recorded() {
    return Recorded.any();
  }

  @Provide
  Arbitrary<List<String>> columns() {
    return Arbitraries.of("timestamp", "timestamp_epoch_s")
        .flatMap(
            time -> Arbitraries.shuffle("series_id", time, "resource", "value", "unit", "region"));
  }

  @Property(tries = TRIES)
  void packed(@ForAll("fleet") List<Recorded> fleet, @ForAll Dress dress) {
    String rows =
        fleet.stream()
            .map(
                s ->
                    String.join(
                        ",",
                        s.id(),
                        "cpu_pct",
                        "percent",
                        Long.toString(s.start()),
                        Integer.toString(s.step()),
                        Integer.toString(s.length()),
                        joined(s.values())))
            .collect(Collectors.joining("\n"));

    List<Series> read =
        TraceFiles.read("any.name", dress.on(TraceFiles.PACKED_HEADER + rows + "\n"));

    assertSame(read, fleet, "cpu_pct", 0.01);
  }

  @Property(tries = TRIES)
  void tidy_grouped(
      @ForAll("fleet") List<Recorded> fleet,
      @ForAll("columns") List<String> columns,
      @ForAll Dress dress) {
    List<String> rows = new ArrayList<>();
    for (Recorded s : fleet) {
      IntStream.range(0, s.length()).forEach(i -> rows.add(tidyRow(s, i, columns)));
    }
    String content = String.join(",", columns) + "\n" + String.join("\n", rows) + "\n";

    assertSame(TraceFiles.read("t.csv", dress.on(content)), fleet, "requests", 1);
  }

  /** By position in the series: every series begins on one of the first lines. */
  @Property(tries = TRIES)
  void tidy_interleaved(
      @ForAll("fleet") List<Recorded> fleet, @ForAll("columns") List<String> columns) {
    List<String> rows = new ArrayList<>();
    int longest = fleet.stream().mapToInt(s -> s.length()).max().orElseThrow();
    for (int i = 0; i < longest; i++) {
      for (Recorded s : fleet) {
        if (i < s.length()) {
          rows.add(tidyRow(s, i, columns));
        }
      }
    }
    String content = String.join(",", columns) + "\n" + String.join("\n", rows) + "\n";

    assertSame(TraceFiles.read("t.csv", content), fleet, "requests", 1);
  }

  /** The rows of every other fourth step at most are left out altogether. */
  @Property(tries = TRIES)
  void tidy_leftOutRows(@ForAll("recorded") Recorded s) {
    List<Float> expected = new ArrayList<>(s.values());
    StringBuilder content = new StringBuilder("series_id,timestamp,resource,value,unit\n");
    for (int i = 0; i < s.length(); i++) {
      if (i % 4 == 2 && i < s.length() - 1) {
        expected.set(i, Float.NaN);
      } else {
        content.append(
            String.format(
                Locale.ROOT, "%s,%d,requests,%s,count\n", s.id(), s.time(i), text(s.value(i))));
      }
    }

    List<Series> read = TraceFiles.read("t.csv", content.toString());

    assertSame(read, List.of(new Recorded(s.id(), s.start(), s.step(), expected)), "requests", 1);
  }

  @Property(tries = TRIES)
  void numenta(@ForAll("recorded") Recorded s, @ForAll Dress dress) {
    String rows =
        IntStream.range(0, s.length())
            .mapToObj(
                i ->
                    Instant.ofEpochSecond(s.time(i)).toString().replace("T", " ").replace("Z", "")
                        + ","
                        + text(s.value(i)))
            .collect(Collectors.joining("\n"));

    List<Series> read =
        TraceFiles.read("rds_cpu_utilization_1.csv", dress.on("timestamp,value\n" + rows + "\n"));

    Recorded named = new Recorded("rds_cpu_utilization_1", s.start(), s.step(), s.values());
    assertSame(read, List.of(named), "cpu_pct", 0.01);
  }

  @Property(tries = TRIES)
  void gridWorkloads(@ForAll("recorded") Recorded s, @ForAll Dress dress) {
    StringBuilder content = new StringBuilder(TraceFiles.GRID_WORKLOADS_HEADER);
    for (int i = 0; i < s.length(); i++) {
      String v = text(s.value(i));
      content.append(
          String.join(
              ";\t", Long.toString(s.time(i)), "2", "5851.9", v, v, "8218624.0", v, v, v, v, v));
      content.append('\n');
    }

    List<Series> read = TraceFiles.read("17.csv.gz", dress.on(content.toString()));

    Recorded named = new Recorded("17", s.start(), s.step(), s.values());
    List<String> names =
        List.of("cpu_pct", "cpu_mhz", "mem_kb", "disk_read", "disk_write", "net_rx", "net_tx");
    double[] factors = {0.01, 0.001, 1024, 1024, 1024, 1024, 1024};
    assertThat(read).hasSize(names.size());
    for (int i = 0; i < names.size(); i++) {
      assertSame(read.subList(i, i + 1), List.of(named), names.get(i), factors[i]);
    }
  }

  @Property(tries = TRIES)
  void prometheus(@ForAll("fleet") List<Recorded> fleet, @ForAll boolean labelsLast) {
    String result =
        fleet.stream().map(s -> prometheusSeries(s, labelsLast)).collect(Collectors.joining(","));
    String content =
        "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":["
            + result
            + "]},\"warnings\":[\"x\"]}";

    List<Series> read = TraceFiles.read("answer", Dress.GZIP.on(content));

    assertSame(read, fleet, "node_memory_used_bytes", 1);
  }

  private static String prometheusSeries(Recorded s, boolean labelsLast) {
    String metric =
        "\"metric\":{\"__name__\":\"node_memory_used_bytes\",\"instance\":\"" + s.id() + "\"}";
    String values =
        IntStream.range(0, s.length())
            .mapToObj(i -> "[" + s.time(i) + ".25,\"" + s.value(i) + "\"]")
            .collect(Collectors.joining(",", "\"values\":[", "]"));
    return "{" + (labelsLast ? values + "," + metric : metric + "," + values) + "}";
  }

  private static String tidyRow(Recorded s, int i, List<String> columns) {
    return columns.stream()
        .map(
            column ->
                switch (column) {
                  case "series_id" -> "\"" + s.id() + "\"";
                  case "timestamp" -> Instant.ofEpochSecond(s.time(i)).toString();
                  case "timestamp_epoch_s" -> Long.toString(s.time(i));
                  case "resource" -> "requests";
                  case "value" -> text(s.value(i));
                  case "unit" -> "count";
                  default -> "\"eu, \"\"1\"\"\"";
                })
        .collect(Collectors.joining(","));
  }

  private static String joined(List<Float> values) {
    return values.stream().map(TraceFiles::text).collect(Collectors.joining(";"));
  }

  private static void assertSame(
      List<Series> read, List<Recorded> written, String resource, double factor) {
    assertThat(read).hasSameSizeAs(written);
    assertThat(read.stream().map(Series::instanceId))
        .containsExactlyElementsOf(written.stream().map(Recorded::id).toList());
    for (int i = 0; i < read.size(); i++) {
      Series series = read.get(i);
      Recorded expected = written.get(i);
      assertThat(series.resource().name()).isEqualTo(resource);
      assertThat(series.startEpochSecond()).isEqualTo(expected.start());
      assertThat(series.stepSeconds()).isEqualTo(expected.step());
      assertThat(values(series)).isEqualTo(expected.times(factor));
    }
  }
}
