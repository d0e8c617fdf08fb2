package io.foreshape.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {

  private static final String HEADER = "series_id,resource,unit,start_epoch_s,step_s,n,values\n";

  @TempDir Path folder;

  /** What a command left behind. */
  private record Outcome(int exitCode, String out, String err) {

    void isFault(String... parts) {
      assertThat(exitCode).as(err).isEqualTo(2);
      // The last line is the message; before it there may be how far the replay had come.
      List<String> lines = err.lines().filter(line -> !line.matches(" *\\d+ % .*")).toList();
      assertThat(lines).as(err).hasSize(1);
      assertThat(lines.get(0)).startsWith("foreshape: ").contains(parts);
      assertThat(err).doesNotContain("\tat ", "Exception in");
    }
  }

  @Test
  void help_explainsTheOptionsAndTheirDefaults() {
    Outcome main = run("--help");
    assertThat(main.exitCode()).isZero();
    assertThat(main.out()).contains("foreshape", "replay", "live");
    assertThat(run("--version").out()).contains("foreshape ");

    Outcome replay = run("replay", "--help");

    assertThat(replay.exitCode()).isZero();
    assertThat(replay.err()).isEmpty();
    assertThat(replay.out())
        .contains("--trace", "--resources", "--policies", "--json", "--markdown", "--report")
        .contains("PT336H", "PT1H", "PT5M", "target/replay.html")
        .contains("foreshape", "vpa", "oracle");
    assertThat(run("live", "--help").out()).contains("--duration", "PT4M", "cgroups");
  }

  @Test
  void noCommand_showsTheUsage() {
    Outcome outcome = run();

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.out()).contains("Usage: foreshape", "replay", "live");
  }

  @Test
  void badOptions_areToldInOneLine() {
    run("reply").isFault("reply", "see ./foreshape --help");
    run("replay", "--polices", "vpa").isFault("--polices", "see ./foreshape replay --help");
    run("replay", "--warmup", "14d").isFault("--warmup", "14d");
    run("replay", "--trace").isFault("--trace");
    run("replay", "--warmup", "PT-1H").isFault("(PT-1H, PT5M, PT1H)");
    run("replay", "--replan", "PT0S").isFault("PT0S");
    run("replay", "--policies", "vpa,crane").isFault("(crane)", "vpa", "oracle-1h");
    run("replay", "surplus").isFault("surplus");
    run("replay", "--scarcity", "0.8").isFault("--hosts");
    run("replay", "--hosts", "2", "--policies", "vpa").isFault("--policies");
    run("live", "--duration", "PT1S").isFault("--duration", "(PT20S)", "(PT1S)");
    run("live", "--duration", "4m").isFault("--duration", "4m");
    run("replay", "--hosts", "2", "--dividers", "coin").isFault("(coin)", "first-come");
  }

  @Test
  void badFiles_areToldInOneLine_withFileAndLine() throws IOException {
    replay(folder.resolve("none.csv")).isFault("none.csv", "no such file");
    replay(folder).isFault("directory");
    replay(file("empty.csv", "")).isFault("empty.csv:1:", "empty");
    replay(file("columns.csv", "a,b,c\n1,2,3\n")).isFault("columns.csv:1:", "header");
    replay(packed("nan.csv", "1;NaN;3")).isFault("nan.csv:2:", "NaN");
    replay(packed("text.csv", "1;two;3")).isFault("text.csv:2:", "two");
    replay(packed("negative.csv", "1;-2;3")).isFault("negative.csv:2:", "-2");
    replay(packed("few.csv", "1;2")).isFault("few.csv:2:");
    replay(file("bare.csv", HEADER)).isFault("bare.csv:");
    String backwards =
        """
        series_id,timestamp,resource,value,unit
        a,2026-01-05T00:10:00Z,cpu,1,cores
        a,2026-01-05T00:05:00Z,cpu,1,cores
        """;
    replay(file("back.csv", backwards)).isFault("back.csv:3:");
    byte[] gzip = gzip(HEADER + "a,cpu,cores,0,3600,3,1;2;3\n".repeat(500));
    replay(bytes("cut.csv.gz", Arrays.copyOf(gzip, gzip.length / 2))).isFault("cut.csv.gz:");
    replay(bytes("odd.bin", new byte[] {0, 1, 2, (byte) 0xff, 27, '[', '2', 'J'}))
        .isFault("odd.bin:1:");
  }

  @Test
  void aRequestThatTheTraceCannotMeet_isToldInOneLine() throws IOException {
    Path trace = good();

    replay(trace, "--warmup", "P30D").isFault("(PT720H)", "--warmup");
    replay(trace, "--resources", "disk").isFault("(disk)", "cpu_pct");
    run("replay", "--trace", trace + "," + trace).isFault("a/cpu_pct");
  }

  @Test
  void anOutputThatCannotBeWritten_isToldBeforeTheWork() throws IOException {
    Path taken = file("taken", "");

    replay(good(), "--json", folder.toString()).isFault("can't write", "folder");
    replay(good(), "--report", taken.resolve("page.html").toString())
        .isFault("can't write", "taken");
  }

  @Test
  void controlCharacters_doNotReachTheTerminal() {
    Outcome outcome = run("replay", "--policies", "\u001b[2Jvpa\nx");

    outcome.isFault("?[2Jvpa?x");
    assertThat(outcome.err()).doesNotContain("\u001b");
  }

  @Test
  void outputsAreWritten_whereTheyWereAskedFor() throws IOException {
    Path json = folder.resolve("new/folder/scores.json");
    Path table = folder.resolve("table.md");
    Path page = folder.resolve("page.html");

    Outcome outcome =
        replay(
            good(),
            "--policies",
            "static,foreshape",
            "--warmup",
            "P2D",
            "--json",
            json.toString(),
            "--markdown",
            table.toString(),
            "--report",
            page.toString());

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("good.csv", "static", "foreshape", "Scores: " + json);
    assertThat(Files.readString(json)).startsWith("{").contains("\"cpu_pct\"", "\"atOnePercent\"");
    assertThat(Files.readString(table)).contains("| static");
    assertThat(Files.readString(page))
        .contains("<html", "./foreshape replay --trace good.csv")
        .doesNotContain(folder.toString());
    assertThat(outcome.err().lines()).allMatch(line -> line.matches(" *\\d+ % .*"));
  }

  @Test
  void onlyWhatIsAskedFor_isWritten() throws IOException {
    Path json = folder.resolve("scores.json");

    Outcome outcome = replay(good(), "--warmup=P2D", "--policies=static", "--json=" + json);

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out()).doesNotContain("Report:", "Table:");
    assertThat(json).isNotEmptyFile();
  }

  @Test
  void onHosts_theShortfallIsReported() throws IOException {
    Path page = folder.resolve("hosts.html");

    Outcome outcome =
        replay(
            good(),
            "--hosts=1",
            "--scarcity=0.8",
            "--dividers=dual,first-come",
            "--warmup=P2D",
            "--report=" + page);

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("At 0.8×", "dual ", "first-come ", "Report: " + page);
    assertThat(Files.readString(page)).contains("Unmet demand by priority");
  }

  private Outcome replay(Path trace, String... more) {
    List<String> args = new ArrayList<>(List.of("replay", "--trace", trace.toString()));
    args.addAll(List.of(more));
    return run(args.toArray(String[]::new));
  }

  private static Outcome run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode = Main.run(args, new PrintWriter(out), new PrintWriter(err));
    return new Outcome(exitCode, out.toString(), err.toString());
  }

  /** Four days of a daily cycle, hour by hour. */
  private Path good() throws IOException {
    StringBuilder text = new StringBuilder(HEADER);
    for (String id : List.of("a", "b")) {
      text.append(id).append(",cpu_pct,percent,0,3600,96,");
      for (int step = 0; step < 96; step++) {
        double use = 50 + 30 * Math.sin(2 * Math.PI * step / 24) + step * 7 % 11;
        text.append(step == 0 ? "" : ";").append(String.format(Locale.ROOT, "%.2f", use));
      }
      text.append('\n');
    }
    return file("good.csv", text.toString());
  }

  private Path packed(String name, String values) throws IOException {
    return file(name, HEADER + "a,cpu_pct,percent,0,3600,3," + values + "\n");
  }

  private Path file(String name, String text) throws IOException {
    return bytes(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private Path bytes(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
