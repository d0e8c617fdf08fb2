package io.foreshape.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressBarTest {

  private final StringWriter text = new StringWriter();

  @Test
  void inALog_thereIsALineForEachTenth() {
    try (ProgressBar bar = new ProgressBar(new PrintWriter(text), false)) {
      for (int i = 0; i <= 100; i++) {
        bar.advanced("cpu: vpa " + i, i / 100.0);
      }
    }

    assertThat(text.toString().lines())
        .hasSize(11)
        .startsWith("  0 %  cpu: vpa 0", " 10 %  cpu: vpa 10")
        .endsWith("100 %  cpu: vpa 100");
  }

  @Test
  void onATerminal_oneLineIsDrawnOver_andWipedInTheEnd() {
    try (ProgressBar bar = new ProgressBar(new PrintWriter(text), true)) {
      bar.advanced("cpu: vpa", 0.5);
    }

    String[] drawn = text.toString().split("\r", -1);
    assertThat(drawn[1]).startsWith("█".repeat(15) + "░".repeat(15) + "  50 %  cpu: vpa");
    assertThat(drawn[2]).isBlank().hasSizeGreaterThanOrEqualTo(drawn[1].length());
    assertThat(drawn[3]).isEmpty();
  }

  @Test
  void aNameFromATrace_doesNotSteerTheTerminal() {
    new ProgressBar(new PrintWriter(text), false).advanced("\u001b[2J\u202e", 0);

    assertThat(text.toString().strip()).isEqualTo("0 %  ?[2J?");
  }
}
