package io.foreshape.replay.trace;

import static io.foreshape.replay.trace.TraceFiles.GRID_WORKLOADS_HEADER;
import static io.foreshape.replay.trace.TraceFiles.PACKED_HEADER;
import static io.foreshape.replay.trace.TraceFiles.gzip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a file holds, the answer is a TraceException with file and line. */
class HostileTraceTest {

  private static final String TIDY_HEADER = "series_id,timestamp,resource,value,unit\n";
  private static final String NUMENTA_HEADER = "timestamp,value\n";
  private static final String JSON_START =
      "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[";

  @TempDir Path folder;

  static Stream<Arguments> packed() {
    return Stream.of(
        bad(2, "start_epoch_s is a whole number", "a,cpu_pct,percent,x,300,1,1"),
        bad(2, "start_epoch_s is a whole number", "a,cpu_pct,percent,-1,300,1,1"),
        bad(2, "start_epoch_s is a whole number", "a,cpu_pct,percent,1e300,300,1,1"),
        bad(2, "step_s is a whole number", "a,cpu_pct,percent,0,0,1,1"),
        bad(2, "step_s is a whole number", "a,cpu_pct,percent,0,1.5,1,1"),
        bad(2, "step_s is a whole number", "a,cpu_pct,percent,0,999999999,1,1"),
        bad(2, "n is a whole number", "a,cpu_pct,percent,0,300,0,"),
        bad(2, "n is a whole number", "a,cpu_pct,percent,0,300,-5,1"),
        bad(2, "n is a whole number", "a,cpu_pct,percent,0,300,999999999999,1"),
        bad(2, "n is 16777216, but there are fewer", "a,cpu_pct,percent,0,300,16777216,1"),
        bad(2, "n is 3, but there are 2 values", "a,cpu_pct,percent,0,300,3,1;2"),
        bad(2, "n is 2, but there are more", "a,cpu_pct,percent,0,300,2,1;2;3"),
        bad(2, "got (NaN) as value 2", "a,cpu_pct,percent,0,300,3,1;NaN;2"),
        bad(2, "got (x) as value 1", "a,cpu_pct,percent,0,300,3,x;1;2"),
        bad(2, "got (-1) as value 3", "a,cpu_pct,percent,0,300,3,0;1;-1"),
        bad(2, "got (Infinity)", "a,cpu_pct,percent,0,300,1,Infinity"),
        bad(2, "got (1e999)", "a,cpu_pct,percent,0,300,1,1e999"),
        bad(2, "got ( 1)", "a,cpu_pct,percent,0,300,1, 1"),
        bad(2, "too large", "a,mem_kb,KB,0,300,1,3e38"),
        bad(2, "has 3 columns, the header has 7", "a,cpu_pct,percent"),
        bad(2, "has 6 columns, the header has 7", "a,cpu_pct,percent,0,300,1"),
        bad(2, "series_id is empty", ",cpu_pct,percent,0,300,1,1"),
        bad(2, "resource is empty", "a,,percent,0,300,1,1"),
        bad(2, "series_id is longer than", "a".repeat(1025) + ",cpu_pct,percent,0,300,1,1"),
        bad(2, "control characters (a?[31m)", "a\u001b[31m,cpu_pct,percent,0,300,1,1"),
        bad(2, "quote that is not closed", "\"a,cpu_pct,percent,0,300,1,1"),
        bad(
            3,
            "(a/cpu_pct) is there twice",
            "a,cpu_pct,percent,0,300,1,1\na,cpu_pct,percent,0,300,1,2"),
        bad(5, "got (x)", "a,cpu_pct,percent,0,300,1,1\n\n\nb,cpu_pct,percent,0,300,1,x"));
  }

  @ParameterizedTest
  @MethodSource("packed")
  void packed(int line, String fault, String rows) {
    assertRefused("p.csv", PACKED_HEADER + rows + "\n", line, fault);
  }

  static Stream<Arguments> tidy() {
    return Stream.of(
        bad(2, "got (NaN)", "a,0,cpu_pct,NaN,percent"),
        bad(2, "got (abc)", "a,0,cpu_pct,abc,percent"),
        bad(2, "got (-0.1)", "a,0,cpu_pct,-0.1,percent"),
        bad(2, "got (+Inf)", "a,0,cpu_pct,+Inf,percent"),
        bad(2, "got (1e39)", "a,0,cpu_pct,1e39,percent"),
        bad(2, "got (soon)", "a,soon,cpu_pct,1,percent"),
        bad(2, "has 4 columns, the header has 5", "a,0,cpu_pct,1"),
        bad(2, "more columns than the header", "a,0,cpu_pct,1,percent,x"),
        bad(2, "text behind a closing quote", "\"a\"b,0,cpu_pct,1,percent"),
        bad(2, "quote that is not closed", "a,0,cpu_pct,1,\"percent"),
        bad(
            3,
            "time goes back from 600 to 300",
            "a,600,cpu_pct,1,percent\na,300,cpu_pct,1,percent"),
        bad(5, "time goes back from 300 to 299", "a,0,x,1,u\nb,0,x,1,u\na,300,x,1,u\na,299,x,1,u"),
        bad(4, "changes from (u) to (v)", "a,0,x,1,u\nb,0,x,1,u\na,300,x,1,v"),
        bad(
            4,
            "a/x spans 33333334 steps of 300 s with only 3 samples",
            "a,0,x,1,u\na,300,x,1,u\na,10000000000,x,1,u"),
        bad(3, "has steps of 99999999 s", "a,0,x,1,u\na,99999999,x,1,u"));
  }

  @ParameterizedTest
  @MethodSource("tidy")
  void tidy(int line, String fault, String rows) {
    assertRefused("t.csv", TIDY_HEADER + rows + "\n", line, fault);
  }

  static Stream<Arguments> numenta() {
    return Stream.of(
        bad(2, "got (nan)", "2014-02-14 14:30:00,nan"),
        bad(2, "got (2014-02-30 14:30:00)", "2014-02-30 14:30:00,1"),
        bad(3, "time goes back", "2014-02-14 14:30:00,1\n2014-02-14 14:25:00,1"),
        bad(2, "has 1 columns", "2014-02-14 14:30:00"));
  }

  @ParameterizedTest
  @MethodSource("numenta")
  void numenta(int line, String fault, String rows) {
    assertRefused("n.csv", NUMENTA_HEADER + rows + "\n", line, fault);
  }

  static Stream<Arguments> gridWorkloads() {
    return Stream.of(
        bad(2, "has 2 columns", "1372629804;\t2"),
        bad(2, "got (x)", "1372629804;1;1;1;1;1;1;x;1;1;1"),
        bad(2, "got (-3)", "1372629804;1;1;1;1;1;1;1;1;1;-3"),
        bad(2, "got (today)", "today;1;1;1;1;1;1;1;1;1;1"));
  }

  @ParameterizedTest
  @MethodSource("gridWorkloads")
  void gridWorkloads(int line, String fault, String rows) {
    assertRefused("1.csv", GRID_WORKLOADS_HEADER + rows + "\n", line, fault);
  }

  static Stream<Arguments> prometheus() {
    String labels = "{\"metric\":{\"instance\":\"a\"},\"values\":";
    String end = "]}}";
    return Stream.of(
        bad(1, "not well-formed JSON", "{"),
        bad(1, "not well-formed JSON", "{\"status\":success}"),
        bad(1, "not well-formed JSON", "{".repeat(100)),
        bad(1, "not well-formed JSON", "{\"a\":" + "[".repeat(100)),
        bad(1, "not well-formed JSON", "{\"status\":\"" + "x".repeat(100_000) + "\"}"),
        bad(1, "has no status", "{}"),
        bad(1, "status is (error): too slow", "{\"status\":\"error\",\"error\":\"too slow\"}"),
        bad(1, "status is not there", "{\"status\":1}"),
        bad(1, "has no series", "{\"status\":\"success\"}"),
        bad(1, "has no series", JSON_START + end),
        bad(1, "data is not there", "{\"status\":\"success\",\"data\":[]}"),
        bad(
            1,
            "resultType is (vector)",
            "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}"),
        bad(2, "has no labels", JSON_START + "\n{\"values\":[[0,\"1\"]]}" + end),
        bad(2, "has no values", JSON_START + "\n" + labels + "[]}" + end),
        bad(2, "got (-1)", JSON_START + "\n" + labels + "[[0,\"-1\"]]}" + end),
        bad(2, "got (+Inf)", JSON_START + "\n" + labels + "[[0,\"+Inf\"]]}" + end),
        bad(2, "got (one)", JSON_START + "\n" + labels + "[[0,\"one\"]]}" + end),
        bad(2, "value is not there", JSON_START + "\n" + labels + "[[0,1]]}" + end),
        bad(2, "value is not there", JSON_START + "\n" + labels + "[[0]]}" + end),
        bad(2, "end of a sample", JSON_START + "\n" + labels + "[[0,\"1\",2]]}" + end),
        bad(2, "time is not a number", JSON_START + "\n" + labels + "[[\"0\",\"1\"]]}" + end),
        bad(2, "time is not a number", JSON_START + "\n" + labels + "[[]]}" + end),
        bad(2, "got (-5)", JSON_START + "\n" + labels + "[[-5,\"1\"]]}" + end),
        bad(2, "got (1e999)", JSON_START + "\n" + labels + "[[1e999,\"1\"]]}" + end),
        bad(2, "time goes back", JSON_START + "\n" + labels + "[[9,\"1\"],[8,\"1\"]]}" + end),
        bad(
            3,
            "(a/value) is there twice",
            JSON_START + "\n" + labels + "[[0,\"1\"]]},\n" + labels + "[[0,\"1\"]]}" + end),
        bad(
            1,
            "(x_total) is by its name a counter",
            JSON_START
                + "{\"metric\":{\"__name__\":\"x_total\",\"instance\":\"a\"},\"values\":[[0,\"1\"]]}"
                + end),
        bad(1, "not well-formed JSON", JSON_START + labels + "[[0,\"1\"]]}"),
        bad(2, "more behind the end", JSON_START + labels + "[[0,\"1\"]]}" + end + "\n{}"));
  }

  @ParameterizedTest
  @MethodSource("prometheus")
  void prometheus(int line, String fault, String content) {
    assertRefused("q.json", content, line, fault);
  }

  static Stream<Arguments> whole() {
    byte[] good = gzip(PACKED_HEADER + randomRows());
    byte[] flipped = good.clone();
    flipped[good.length / 2] ^= 0x55;
    byte[] badSum = good.clone();
    badSum[good.length - 6] ^= 0x55;
    byte[] junk = new byte[100_000];
    new Random(1).nextBytes(junk);
    byte[] gzippedJunk = junk.clone();
    gzippedJunk[0] = 0x1f;
    gzippedJunk[1] = (byte) 0x8b;
    return Stream.of(
        Arguments.of(1, "the file is empty", new byte[0]),
        Arguments.of(1, "of no known format", gzip("")),
        Arguments.of(1, "of no known format", bytes("\n\n\n")),
        Arguments.of(1, "of no known format", bytes("x")),
        Arguments.of(1, "(a,b,c) is of no known format", bytes("a,b,c\n1,2,3\n")),
        Arguments.of(1, "of no known format", bytes("series_id,resource,value,unit\na,b,1,c\n")),
        Arguments.of(1, "of no known format", junk),
        Arguments.of(1, "of no known format", gzip(junk)),
        Arguments.of(1, "compressed data", gzippedJunk),
        Arguments.of(1, "compressed data end too early", Arrays.copyOf(good, 15)),
        Arguments.of(2, "compressed data end too early", Arrays.copyOf(good, good.length - 20)),
        Arguments.of(2, "", flipped),
        Arguments.of(3, "compressed data are damaged", badSum),
        Arguments.of(1, "no rows behind the header", bytes(PACKED_HEADER)),
        Arguments.of(1, "no rows behind the header", bytes(TIDY_HEADER)),
        Arguments.of(1, "no rows behind the header", bytes(NUMENTA_HEADER.strip())),
        Arguments.of(1, "no rows behind the header", bytes(GRID_WORKLOADS_HEADER)),
        Arguments.of(2, "", concat(bytes(PACKED_HEADER), junk)),
        Arguments.of(2, "", concat(bytes(TIDY_HEADER), junk)),
        Arguments.of(2, "", concat(bytes(NUMENTA_HEADER), junk)),
        Arguments.of(2, "", concat(bytes(GRID_WORKLOADS_HEADER), junk)),
        Arguments.of(1, "", concat(bytes(JSON_START), junk)));
  }

  @ParameterizedTest
  @MethodSource("whole")
  void whole(int line, String fault, byte[] content) {
    assertRefused(TraceFiles.write(folder.resolve("w.csv"), content), line, fault);
  }

  @Test
  void missingFile() {
    Path file = folder.resolve("none.csv");

    assertThatThrownBy(() -> TraceFiles.read(file))
        .isInstanceOf(TraceException.class)
        .hasMessage(file + ": there is no such file");
  }

  @Test
  void folder() {
    assertThatThrownBy(() -> TraceFiles.read(folder))
        .isInstanceOf(TraceException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("regular file");
  }

  /** A few KiB on disk that unpack to an endless line. */
  @ParameterizedTest
  @MethodSource("headers")
  void endlessLine(String header) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(bytes(header + "a,cpu_pct,percent,0,300,1,"));
      byte[] block = bytes("1;".repeat(1 << 19));
      for (int i = 0; i < 20; i++) {
        out.write(block);
      }
    }
    Path file = TraceFiles.write(folder.resolve("bomb.csv.gz"), bytes.toByteArray());

    assertRefused(file, 2, "the line is longer than 16777216 bytes");
  }

  static Stream<String> headers() {
    return Stream.of(PACKED_HEADER, TIDY_HEADER, NUMENTA_HEADER, GRID_WORKLOADS_HEADER);
  }

  @Test
  void seriesBeforeTheFault_areHandedOver() {
    Path file =
        TraceFiles.write(
            folder.resolve("p.csv"), PACKED_HEADER + "a,x,u,0,300,1,1\nb,x,u,0,300,1,?\n");
    var read = new java.util.ArrayList<Series>();

    assertThatThrownBy(() -> TraceFormats.read(file, name -> true, read::add))
        .isInstanceOf(TraceException.class);
    assertThat(read).extracting(Series::instanceId).containsExactly("a");
  }

  @Test
  void messages_areShortAndPrintable() {
    Path file =
        TraceFiles.write(
            folder.resolve("p.csv"),
            PACKED_HEADER + "a,x,u,0,300,1," + "\u001b\u0007\u202e".repeat(10_000) + "\n");

    assertThatThrownBy(() -> TraceFiles.read(file))
        .isInstanceOf(TraceException.class)
        .message()
        .matches("\\P{Cntrl}*")
        .doesNotContain("\u202e")
        .hasSizeLessThan(400);
  }

  private void assertRefused(String name, String content, int line, String fault) {
    assertRefused(TraceFiles.write(folder.resolve(name), content), line, fault);
  }

  private static void assertRefused(Path file, int line, String fault) {
    assertThatThrownBy(() -> TraceFiles.read(file))
        .isInstanceOf(TraceException.class)
        .hasMessageStartingWith(file + ":" + line + ": ")
        .hasMessageContaining(fault);
  }

  private static String randomRows() {
    Random random = new Random(2);
    String values =
        IntStream.range(0, 5000)
            .mapToObj(i -> Integer.toString(random.nextInt(1_000_000)))
            .collect(java.util.stream.Collectors.joining(";"));
    return "a,cpu_pct,percent,0,300,5000," + values + "\n";
  }

  private static Arguments bad(int line, String fault, String rows) {
    return Arguments.of(line, fault, rows);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] concat(byte[] head, byte[] tail) {
    byte[] both = Arrays.copyOf(head, head.length + tail.length);
    System.arraycopy(tail, 0, both, head.length, tail.length);
    return both;
  }
}
