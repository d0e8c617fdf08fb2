package io.foreshape.replay.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|0",
        "0.001|<0.01",
        "0.27|0.27",
        "1.834|1.83",
        "12.34|12.3",
        "1234.5|1,235",
        "NaN|–"
      })
  void ratio(double value, String text) {
    assertThat(Numbers.ratio(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"0|0 %", "0.00001|<0.01 %", "0.0023|0.23 %", "0.123|12.3 %", "1|100.0 %", "NaN|–"})
  void percent(double value, String text) {
    assertThat(Numbers.percent(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|0",
        "0.01234|0.0123",
        "99.94|99.9",
        "12345.6|12,346",
        "1234567|1.23M",
        "5e9|5G",
        "3e20|3.00e+20",
        "0.00000123|1.23e-06",
        "-Infinity|-∞"
      })
  void amount(double value, String text) {
    assertThat(Numbers.amount(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"PT0S,0 s", "PT90S,90 s", "PT5M,5 min", "PT36H,36 h", "P7D,7 d"})
  void duration(Duration value, String text) {
    assertThat(Numbers.duration(value)).isEqualTo(text);
  }

  @Test
  void numbers_areTheSameInEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(Numbers.ratio(1.5)).isEqualTo("1.50");
      assertThat(Numbers.percent(0.015)).isEqualTo("1.50 %");
      assertThat(Numbers.place(10.25)).isEqualTo("10.3");
    } finally {
      Locale.setDefault(before);
    }
  }
}
