package io.foreshape.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandTextTest {

  @Test
  void foldersAreLeftOut_optionsAreNot() {
    assertText("./foreshape replay", "replay");
    assertText("./foreshape replay --trace a.csv,b.gz", "replay", "--trace", "/x/y/a.csv,z/b.gz");
    assertText("./foreshape replay --json=s.json", "replay", "--json=/home/me/s.json");
    assertText("./foreshape replay --report out", "replay", "--report", "../out/");
    assertText("./foreshape replay --trace a.csv", "replay", "--trace", "C:\\data\\a.csv");
    assertText("./foreshape replay --warmup PT1H", "replay", "--warmup", "PT1H");
  }

  @Test
  void whatAShellWouldTakeApart_isQuoted() {
    assertText("./foreshape replay --trace 'my trace.csv'", "replay", "--trace", "/x/my trace.csv");
    assertText("./foreshape replay --trace 'it'\\''s'", "replay", "--trace", "it's");
    assertText("./foreshape replay --trace ''", "replay", "--trace", "/");
  }

  private static void assertText(String expected, String... args) {
    assertThat(CommandText.of(List.of(args))).isEqualTo(expected);
  }
}
