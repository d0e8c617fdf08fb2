package io.foreshape.replay.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class NamesProperties {

  @Property
  void shorten_keepsShortNamesAndBoundsLongOnes(
      @ForAll String name, @ForAll @IntRange(min = 4, max = 50) int longest) {
    String shown = Names.shorten(name, longest);
    int count = name.codePointCount(0, name.length());
    if (count <= longest) {
      assertThat(shown).isEqualTo(name);
    } else {
      assertThat(shown.codePointCount(0, shown.length())).isLessThanOrEqualTo(longest);
    }
  }

  @Property
  void printable_hasNoControlCharacterAndKeepsTheLength(@ForAll String name) {
    String printable = Names.printable(name);
    assertThat(printable.codePoints().noneMatch(Character::isISOControl)).isTrue();
    assertThat(printable.lines().count()).isLessThanOrEqualTo(1);
    assertThat(printable.codePointCount(0, printable.length()))
        .isEqualTo(name.codePointCount(0, name.length()));
  }

  @Property
  void paired_survivesUtf8(@ForAll String name) {
    String paired = Names.paired(name);
    byte[] bytes = paired.getBytes(StandardCharsets.UTF_8);
    assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(paired);
  }
}
