package io.foreshape.samples.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;

class ParagraphProperties {

  @Property
  void noLineIsTooWide_andNoWordIsLost(
      @ForAll
          @CharRange(from = 'a', to = 'c')
          @CharRange(from = ' ', to = ' ')
          @StringLength(max = 400)
          String text) {
    List<String> lines = Paragraph.of(text);

    assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    assertThat(String.join("", lines).replace(" ", "")).isEqualTo(text.replace(" ", ""));
  }
}
