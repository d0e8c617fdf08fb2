package io.foreshape.replay.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.FloatRange;

class DecimalsProperties {

  @Provide
  Arbitrary<String> decimals() {
    Arbitrary<String> signs = Arbitraries.of("", "", "+", "-");
    Arbitrary<String> digits = Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(24);
    Arbitrary<String> fractions =
        Arbitraries.strings().numeric().ofMaxLength(24).map(f -> "." + f).injectNull(0.4);
    Arbitrary<String> exponents =
        Arbitraries.integers().between(-400, 400).map(e -> "e" + e).injectNull(0.6);
    return Combinators.combine(signs, digits, fractions, exponents)
        .as((s, d, f, e) -> s + d + (f == null ? "" : f) + (e == null ? "" : e));
  }

  /** Texts that are nearly numbers in Java's eyes, and some that are. */
  @Provide
  Arbitrary<String> nearDecimals() {
    return Arbitraries.strings().withChars("01279+-.eEdDfFxXNaInfity _\t").ofMaxLength(8);
  }

  /** As Java parses it, to the last bit; not only where a float would be the same. */
  @Property(tries = 2000)
  void everyDecimal_isThatOfTheJdk(@ForAll("decimals") String text) {
    assertThat(parse(text)).isEqualTo(Double.parseDouble(text));
  }

  @Property(tries = 2000)
  void everyFloat_comesBack(@ForAll @FloatRange(max = Float.MAX_VALUE) float value) {
    assertThat((float) parse(Float.toString(value))).isEqualTo(value);
    assertThat((float) parse(Float.toString(value)))
        .isEqualTo(Float.parseFloat(Float.toString(value)));
  }

  @Property(tries = 2000)
  void shortDecimals_areTheFloatsOfTheJdk(@ForAll int digits, @ForAll("places") int places) {
    String text = Math.abs((long) digits) + "e-" + places;

    assertThat((float) parse(text)).isEqualTo(Float.parseFloat(text));
  }

  @Provide
  Arbitrary<Integer> places() {
    return Arbitraries.integers().between(0, 12);
  }

  @Property(tries = 2000)
  void otherText_isNaN(@ForAll("nearDecimals") String text) {
    if (text.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?")) {
      assertThat(parse(text)).isEqualTo(Double.parseDouble(text));
    } else {
      assertThat(parse(text)).isNaN();
    }
  }

  @Example
  void limits() {
    assertThat(parse("9007199254740993")).isEqualTo(0x1p53);
    assertThat(parse("9223372036854775808")).isEqualTo(0x1p63);
    assertThat(parse("1e99999999999999")).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(parse("1e-99999999999999")).isZero();
    assertThat(parse("1e0000000000000001")).isEqualTo(10);
    assertThat(parse("1".repeat(Decimals.MAX_BYTES))).isEqualTo(1.1111111111111112e127);
    assertThat(parse("1".repeat(Decimals.MAX_BYTES + 1))).isNaN();
    assertThat(parse("")).isNaN();
    assertThat(parse("NaN")).isNaN();
    assertThat(parse("Infinity")).isNaN();
  }

  /** Within a longer buffer, so that the range matters. */
  private static double parse(String text) {
    byte[] bytes = ("7" + text + "7").getBytes(StandardCharsets.ISO_8859_1);
    return Decimals.parse(bytes, 1, bytes.length - 1);
  }
}
