package io.foreshape.replay.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1392388200, 1392388200",
    "1392388200.9, 1392388200",
    "1392388200123, 1392388200",
    "2014-02-14T14:30:00Z, 1392388200",
    "2014-02-14T14:30:00.5Z, 1392388200",
    "2014-02-14T15:30:00+01:00, 1392388200",
    "2014-02-14T14:30:00, 1392388200",
    "2014-02-14 14:30:00, 1392388200",
    "2014-02-14 14:30:00.000000, 1392388200",
    "2014-02-14 14:30, 1392388200",
    "1970-01-01T00:00:00Z, 0",
    "2016-02-29 00:00:00, 1456704000"
  })
  void acceptedForms(String text, long epochSecond) {
    assertThat(parse(text)).isEqualTo(epochSecond);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "NaN",
        "-1",
        "1e14",
        "1969-12-31T23:59:59Z",
        "2015-02-29 00:00:00",
        "2014-13-01 00:00:00",
        "2014-02-14",
        "14.02.2014 14:30:00",
        "+999999999-01-01T00:00:00Z",
        "yesterday",
        "2014-02-14T14:30:00Z and then some more text"
      })
  void otherText_isRefused(String text) {
    assertThat(parse(text)).isNegative();
  }

  private static long parse(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Timestamps.parse(bytes, 0, bytes.length);
  }
}
