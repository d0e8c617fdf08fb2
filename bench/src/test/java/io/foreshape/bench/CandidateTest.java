package io.foreshape.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.forecast.QuantileLevels;
import io.foreshape.api.provider.ConfigurationException;
import io.foreshape.api.provider.Providers;
import io.foreshape.forecast.spi.ForecastWindow;
import io.foreshape.forecast.spi.Forecaster;
import io.foreshape.forecast.spi.ForecasterContext;
import io.foreshape.forecast.spi.ForecasterProvider;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class CandidateTest {

  static final Providers<ForecasterProvider> PROVIDERS =
      Providers.of("forecaster", ServiceLoader.load(ForecasterProvider.class));

  @Test
  void parse_readsSettingsBehindTheId() {
    Candidate plain = Candidate.parse("window-max", PROVIDERS);
    assertThat(plain.provider().id()).isEqualTo("window-max");
    assertThat(plain.settings().values()).isEmpty();
    Candidate set = Candidate.parse("window-max:window=PT2H:other=a=b", PROVIDERS);
    assertThat(set.name()).isEqualTo("window-max:window=PT2H:other=a=b");
    assertThat(set.settings().values())
        .containsExactlyInAnyOrderEntriesOf(Map.of("window", "PT2H", "other", "a=b"));
  }

  @Test
  void parse_takesThePreferredOneFirst() {
    String preferred = PROVIDERS.preferred().id();
    assertThat(Candidate.parse(List.of(), PROVIDERS))
        .extracting(Candidate::name)
        .containsExactly(preferred);
    assertThat(Candidate.parse(List.of("all", "window-max:window=PT2H"), PROVIDERS))
        .extracting(Candidate::name)
        .startsWith(preferred)
        .endsWith("window-max:window=PT2H")
        .hasSize(PROVIDERS.ids().size() + 1)
        .containsAll(PROVIDERS.ids());
  }

  @Test
  void parse_refusesOtherForms() {
    for (String text : new String[] {"window-max:", "window-max:=1", "window-max:a=1:a=2"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Candidate.parse(text, PROVIDERS))
          .withMessageContaining("(" + text + ")");
    }
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> Candidate.parse("none", PROVIDERS));
  }

  @Test
  void requireSettings_refusesThoseThatTheForecasterDoesNotKnow() {
    Candidate.parse("window-max:window=PT2H", PROVIDERS).requireSettings();
    Candidate wrong = Candidate.parse("window-max:widow=PT2H", PROVIDERS);
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(wrong::requireSettings)
        .withMessageContaining("widow");
  }

  @Test
  void parse_takesTheProfilerToo() {
    ForecasterContext context =
        ForecasterContext.daily(Duration.ofMinutes(5), QuantileLevels.standard());
    ForecastWindow window = new ForecastWindow(0, 12, 2);
    double[] out = new double[window.cells() * context.levels().count()];
    try (Forecaster profiler = Candidate.parse("profiler", PROVIDERS).create(context);
        Forecaster alone = Candidate.parse("ensemble", PROVIDERS).create(context)) {
      int slot = profiler.open(1_000);
      int other = alone.open(1_000);
      assertThat(profiler.forecast(slot, window, out)).isFalse();
      for (int step = 0; step < 890; step++) {
        double value = step % 100 == 99 ? Double.NaN : 1 + step % 12;
        profiler.observe(slot, value);
        alone.observe(other, value);
      }
      assertThat(profiler.forecast(slot, window, out)).isTrue();
      double[] expected = new double[out.length];
      alone.forecast(other, window, expected);
      assertThat(out).containsExactly(expected, within(1e-9));
    }
    Candidate.parse("profiler:calibration=on", PROVIDERS).requireSettings();
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> Candidate.parse("profiler:calm=on", PROVIDERS).requireSettings());
  }
}
