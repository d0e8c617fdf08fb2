package io.foreshape.samples.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class FrameProperties {

  @Property
  void fitsTheTerminal_andSteersNothing(
      @ForAll("views") View view,
      @ForAll @IntRange(min = Frame.LEAST_WIDTH, max = 300) int width,
      @ForAll @IntRange(min = Frame.LEAST_HEIGHT, max = 100) int height) {
    List<Line> lines = Frame.of(view, width, height);

    assertThat(lines).hasSizeLessThan(height);
    for (Line line : lines) {
      assertThat(line.plain()).hasSizeLessThanOrEqualTo(width);
      assertThat(line.plain().chars()).noneMatch(Character::isISOControl);
      assertThat(line.inked().replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(line.plain());
    }
  }

  @Property
  void overTheLastPicture_onlyUpAndToTheEndOfLines(@ForAll("views") View view) {
    List<Line> lines = Frame.of(view, 80, 24);

    String plain = TerminalScreen.over(lines.size(), lines, false);

    assertThat(plain).startsWith("\u001b[" + lines.size() + "A\r");
    assertThat(plain.substring(plain.indexOf('\r') + 1).split("\u001b\\[K\n", -1))
        .hasSize(lines.size() + 1);
    assertThat(TerminalScreen.over(0, lines, false)).doesNotContain("A\r");
  }

  @Property
  void aLogsLine_hasNoControlCharacter(@ForAll("views") View view) {
    assertThat(PlainScreen.line(view).chars()).noneMatch(Character::isISOControl);
  }

  @Property
  void anyAnswerOfATerminal_isASize(@ForAll String text) {
    TerminalSize size = TerminalSize.parsed(text);

    assertThat(size.columns()).isPositive();
    assertThat(size.lines()).isPositive();
    assertThat(TerminalSize.parsed("50 132\n")).isEqualTo(new TerminalSize(50, 132));
  }

  @Provide
  Arbitrary<View> views() {
    return Views.views();
  }
}
