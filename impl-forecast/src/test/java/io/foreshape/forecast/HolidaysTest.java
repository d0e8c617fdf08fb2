package io.foreshape.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foreshape.api.provider.ConfigurationException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HolidaysTest {

  private static final Duration HOUR = Duration.ofHours(1);

  private static Holidays of(String text) {
    return new Holidays(text, ZoneOffset.UTC, HOUR);
  }

  private static long hour(String date) {
    return LocalDate.parse(date).toEpochDay() * 24;
  }

  private static long hoursOn(Holidays holidays, int effect, String from, String to) {
    return LongStream.range(hour(from), hour(to)).filter(h -> holidays.isOn(effect, h)).count();
  }

  @Test
  void blankHasNone() {
    assertThat(of("").count()).isZero();
    assertThat(of(" \n").count()).isZero();
  }

  @Test
  void eachDayOfAWindowIsAnEffect() {
    Holidays holidays = of(" new-year[-1, 1] = 2025-01-01, 2026-01-01 ;\n late=1969-12-24");
    assertThat(holidays.count()).isEqualTo(4);
    for (int effect = 0; effect < 3; effect++) {
      long day = hour("2025-12-31") + 24L * effect;
      assertThat(holidays.isOn(effect, day - 1)).isFalse();
      assertThat(holidays.isOn(effect, day)).isTrue();
      assertThat(holidays.isOn(effect, day + 23)).isTrue();
      assertThat(holidays.isOn(effect, day + 24)).isFalse();
      assertThat(hoursOn(holidays, effect, "2024-01-01", "2027-01-01")).isEqualTo(48);
    }
    assertThat(holidays.isOn(3, -8 * 24)).isTrue();
    assertThat(holidays.isOn(3, -7 * 24)).isFalse();
  }

  @Test
  void rangesIncludeBothEnds() {
    Holidays holidays = of("sale=2025-02-27/2025-03-01,2025-03-01,2025-02-28/2025-03-02");
    assertThat(holidays.count()).isEqualTo(1);
    assertThat(hoursOn(holidays, 0, "2025-02-01", "2025-04-01")).isEqualTo(4 * 24);
  }

  /** A day of the clock's change has 23 or 25 hours. */
  @Test
  void daysAreThoseOfTheZone() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    Holidays holidays = new Holidays("a=2025-03-30;b=2025-10-26", berlin, HOUR);
    assertThat(hoursOn(holidays, 0, "2025-03-01", "2025-05-01")).isEqualTo(23);
    assertThat(hoursOn(holidays, 1, "2025-10-01", "2025-12-01")).isEqualTo(25);
    assertThat(holidays.isOn(0, hour("2025-03-30") - 1)).isTrue();
  }

  /** A step belongs to the day in which it begins. */
  @Test
  void stepsNeedNotDivideADay() {
    Holidays holidays = new Holidays("a=1970-01-02", ZoneOffset.UTC, Duration.ofHours(7));
    assertThat(LongStream.range(-9, 9).filter(step -> holidays.isOn(0, step)))
        .containsExactly(4L, 5L, 6L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2025-01-01",
        "=2025-01-01",
        "a=",
        "a=2025-13-01",
        "a=2025-1-1",
        "a=2025-01-02/2025-01-01",
        "a=2025-01-01/2025-01-02/2025-01-03",
        "a=2025-01-01;a=2026-01-01",
        "a=2025-01-01;",
        "a[1,2]=2025-01-01",
        "a[-1]=2025-01-01",
        "a[-99,99]=2025-01-01",
        "a=1900-01-01/2025-01-01",
        "a[0,1]=+999999999-12-31",
        "a b=2025-01-01;c=x"
      })
  void whatIsNotUnderstoodIsRefused(String text) {
    assertThatThrownBy(() -> of(text))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("holidays");
  }
}
