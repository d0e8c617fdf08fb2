package io.foreshape.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foreshape.api.provider.ConfigurationException;
import io.foreshape.api.provider.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.constraints.LongRange;

/** Settings are read with their type, and what is wrong is said with key and value. */
@PropertyDefaults(tries = 200)
class SettingsProperties {

  private static Settings of(Object value) {
    return Settings.of(Map.of("key", String.valueOf(value)));
  }

  @Property
  void textIsGivenAsItIs(@ForAll String text) {
    assertThat(of(text).text("key", "standard")).isEqualTo(text);
    assertThat(of(text).text("other", "standard")).isEqualTo("standard");
  }

  @Property
  void wholeNumbersAreReadAndBounded(@ForAll int number, @ForAll int least) {
    if (number >= least) {
      assertThat(of(number).wholeNumber("key", 0, least)).isEqualTo(number);
    } else {
      assertFault(() -> of(number).wholeNumber("key", 0, least), number);
    }
  }

  @Property
  void numbersAreReadAndBounded(@ForAll double number) {
    if (number >= -10 && number <= 10) {
      assertThat(of(number).number("key", 0, -10, 10)).isEqualTo(number);
    } else {
      assertFault(() -> of(number).number("key", 0, -10, 10), number);
    }
  }

  @Property
  void durationsAreReadAndPositive(@ForAll @LongRange(min = -1_000, max = 1_000) long seconds) {
    Duration duration = Duration.ofSeconds(seconds);
    if (seconds > 0) {
      assertThat(of(duration).duration("key", Duration.ZERO)).isEqualTo(duration);
    } else {
      assertFault(() -> of(duration).duration("key", duration), duration);
    }
  }

  @Property
  void otherTextsAreFaults(@ForAll String text) {
    Assume.that(!text.strip().matches("(?s).*[0-9].*|NaN|[+-]?Infinity|P.*"));
    assertFault(() -> of(text).wholeNumber("key", 0, 0), text);
    assertFault(() -> of(text).number("key", 0, 0, 1), text);
    assertFault(() -> of(text).duration("key", Duration.ZERO), text);
  }

  @Example
  void notANumberAndHugeNumbersAreFaults() {
    for (String text : List.of("NaN", "Infinity", "-Infinity", "1e999", "")) {
      assertThatThrownBy(() -> of(text).number("key", 0, 0, 1))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("key");
    }
    assertFault(() -> of("\u0660").wholeNumber("key", 0, 0), "\u0660");
    assertFault(() -> of("99999999999").wholeNumber("key", 0, 0), "99999999999");
    assertFault(
        () -> of("PT99999999999999999999H").duration("key", Duration.ZERO),
        "PT99999999999999999999H");
  }

  @Property
  void unknownKeysAreFaults(@ForAll String key) {
    Assume.that(!key.equals("known"));
    Settings settings = Settings.of(Map.of("known", "1", key, "2"));
    assertThatThrownBy(() -> settings.requireKnown(List.of("known", "spare")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("(" + key + ")")
        .hasMessageContaining("[known, spare]");
    settings.requireKnown(List.of("known", key));
    Settings.none().requireKnown(List.of());
  }

  private static void assertFault(Runnable reading, Object bad) {
    assertThatThrownBy(reading::run)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("key")
        .hasMessageContaining("(" + bad + ")");
  }

  @Property
  void switchesAreOnOrOff(@ForAll boolean standard, @ForAll String text) {
    assertThat(Settings.none().isOn("key", standard)).isEqualTo(standard);
    assertThat(of("on").isOn("key", standard)).isTrue();
    assertThat(of("off").isOn("key", standard)).isFalse();
    Assume.that(!text.equals("on") && !text.equals("off"));
    assertFault(() -> of(text).isOn("key", standard), text);
  }
}
