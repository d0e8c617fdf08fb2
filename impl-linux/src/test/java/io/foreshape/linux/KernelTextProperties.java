package io.foreshape.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.workload.InstanceId;
import io.foreshape.api.workload.UsageSource;
import io.foreshape.shaper.spi.Actuator;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Files of any content are survived: what is not clear is left out. */
class KernelTextProperties {

  private static final List<String> FILES =
      List.of(
          "cpu.max",
          "cpu.weight",
          "cpu.idle",
          "cpu.max.burst",
          "cpuset.cpus",
          "io.weight",
          "pids.max",
          "memory.swap.max",
          "memory.max",
          "memory.high",
          "memory.min",
          "memory.current",
          "memory.stat",
          "memory.events",
          "io.max",
          "io.stat",
          "cpu.stat",
          "cpu.pressure");

  private static final Pattern DEVICE = Pattern.compile("^([0-9]{1,9}):([0-9]{1,9})( |$)");

  private static Path root = Path.of("");

  @BeforeContainer
  static void makeTree() throws IOException {
    root = Tree.v2(Files.createTempDirectory("foreshape-texts"), "a");
  }

  @AfterContainer
  static void removeTree() throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(
            "max",
            " ",
            "\n",
            "0",
            "-1",
            "99999999999999999999",
            "18446744073709551615",
            "4096",
            "0-3",
            ",",
            "7-99999999",
            "default 0",
            "254:0",
            "rbps=",
            "rbytes=7",
            "usage_usec",
            "total=",
            "some",
            "oom_kill",
            "\u0660",
            "NaN",
            "1e9",
            "\u0000",
            "=",
            "inactive_file")
        .list()
        .ofMaxSize(8)
        .map(list -> String.join("", list));
  }

  @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
  void anyText_isSurvived(@ForAll("texts") String one, @ForAll("texts") String other)
      throws IOException {
    for (int i = 0; i < FILES.size(); i++) {
      Files.writeString(root.resolve("scope/a").resolve(FILES.get(i)), i % 2 == 0 ? one : other);
    }
    try (Actuator actuator =
            new CgroupActuatorProvider().create(Tree.settings(root, "device", "254:0"));
        UsageSource source = new CgroupUsageSourceProvider().create(Tree.settings(root))) {
      assertThat(actuator.read(new InstanceId("a"))).isPresent();
      source.samples(Instant.EPOCH);
      source.samples(Instant.EPOCH.plusSeconds(1));
    }
  }

  /** The same as plain strings make of it. */
  @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
  void numbers_inBytesAreThoseInStrings(@ForAll("texts") String any) throws IOException {
    KernelText text = new KernelText();
    Path file = Files.writeString(root.resolve("any"), any);
    try (FileChannel channel = FileChannel.open(file)) {
      text.fill(channel);
    }
    assertThat(text.string()).isEqualTo(any.strip());
    assertThat(text.unsigned()).isEqualTo(Numbers.unsigned(any.strip()));
    for (String key : List.of("oom_kill", "max", "inactive_file")) {
      assertThat(number(text, text.hasKey(key))).isEqualTo(Numbers.ofKey(any, key));
    }
    long sum = 0;
    long ends = 0;
    for (String line : any.split("\n", -1)) {
      sum += Numbers.ofAssignment(line, "rbytes").orElse(0);
      int at = line.indexOf("some");
      ends += at < 0 ? 0 : Numbers.unsigned(line.substring(at + 4).strip()).orElse(0);
    }
    assertThat(text.sumOfWords("rbytes=")).isEqualTo(sum);
    assertThat(text.sumOfEnds("some")).isEqualTo(ends);
    OptionalLong total =
        any.lines()
            .filter(line -> line.startsWith("some "))
            .map(line -> Numbers.ofAssignment(line, "total"))
            .findFirst()
            .orElse(OptionalLong.empty());
    assertThat(number(text, text.hasWord("some ", "total="))).isEqualTo(total);
  }

  private static OptionalLong number(KernelText text, boolean isFound) {
    return isFound ? OptionalLong.of(text.number()) : OptionalLong.empty();
  }

  /** Of lines that begin with a device, which are told from those that don't. */
  @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
  void devices_inBytesAreThoseInStrings(@ForAll("lines") List<String> lines) throws IOException {
    KernelText text = new KernelText();
    Path file = Files.writeString(root.resolve("lines"), String.join("\n", lines));
    try (FileChannel channel = FileChannel.open(file)) {
      text.fill(channel);
    }
    int from = 0;
    for (String line : lines) {
      Matcher device = DEVICE.matcher(line);
      boolean isDevice = device.find();
      assertThat(text.hasLine(from) && text.hasDevice(from)).as(line).isEqualTo(isDevice);
      if (isDevice) {
        long major = Long.parseLong(device.group(1));
        assertThat(text.number()).isEqualTo((major << 32) | Long.parseLong(device.group(2)));
        assertThat(number(text, text.hasWord("rbps=", from)))
            .isEqualTo(Numbers.ofAssignment(line, "rbps"));
      }
      from = text.nextLine(from);
    }
    assertThat(text.hasLine(from)).isFalse();
  }

  @Provide
  Arbitrary<List<String>> lines() {
    return Arbitraries.of(
            "8:16 rbps=1000 wbps=max",
            "1:0 rbps=7",
            "254:0 1000",
            "254:0",
            "254 0 rbps=1",
            ":1 rbps=1",
            "1: rbps=1",
            "1:2:3 rbps=1",
            "-1:2 rbps=1",
            "9999999999:1 rbps=1",
            "1:9999999999 rbps=1",
            "Total 5",
            "x")
        .list()
        .ofMaxSize(5);
  }

  @Example
  void lists_ofRealTexts() {
    assertThat(IdList.parsed("0-3,8")).containsExactly(0, 1, 2, 3, 8);
    assertThat(IdList.parsed("5\n")).containsExactly(5);
    for (String text : List.of("", "\n", "3-1", "-1", "1-", "a", "0-99999999", "1,,2")) {
      assertThat(IdList.parsed(text)).as(text).isEmpty();
    }
  }

  @Example
  void numbers_ofRealTexts() {
    String stat = "usage_usec 38581112517\nuser_usec 36775601997\nnice_usec 11716417138\n";
    assertThat(Numbers.ofKey(stat, "user_usec")).hasValue(36_775_601_997L);
    assertThat(Numbers.ofKey(stat, "usec")).isEmpty();
    assertThat(Numbers.ofKey("total_rss 5\nrss 7", "rss")).hasValue(7);
    assertThat(Numbers.ofAssignment("some avg10=2.99 avg60=1.54 total=85137582", "total"))
        .hasValue(85_137_582);
    assertThat(Numbers.unsigned("18446744073709551615")).hasValue(-1);
    assertThat(List.of("18446744073709551616", "-1", "", "+1", "1.5", "\u0661"))
        .extracting(Numbers::unsigned)
        .containsOnly(OptionalLong.empty());
  }
}
