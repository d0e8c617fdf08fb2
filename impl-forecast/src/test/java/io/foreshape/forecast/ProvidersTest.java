package io.foreshape.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foreshape.api.forecast.ProfilerProvider;
import io.foreshape.api.forecast.QuantileLevels;
import io.foreshape.api.provider.ConfigurationException;
import io.foreshape.api.provider.Providers;
import io.foreshape.api.provider.Settings;
import io.foreshape.forecast.spi.ForecastWindow;
import io.foreshape.forecast.spi.Forecaster;
import io.foreshape.forecast.spi.ForecasterContext;
import io.foreshape.forecast.spi.ForecasterProvider;
import java.time.Duration;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProvidersTest {

  private static final ForecasterContext CONTEXT =
      ForecasterContext.daily(Duration.ofMinutes(5), QuantileLevels.standard());

  private static Providers<ForecasterProvider> forecasters() {
    return Providers.of("forecaster", ServiceLoader.load(ForecasterProvider.class));
  }

  @Test
  void serviceLoaderFindsThemAll() {
    assertThat(forecasters().ids())
        .containsExactly(
            "autoregression",
            "ensemble",
            "histogram",
            "holt-winters",
            "prophet",
            "quantile-regression",
            "seasonal-naive",
            "seasonal-peak",
            "theta",
            "window-max");
    assertThat(forecasters().preferred().id()).isEqualTo("ensemble");
    assertThat(Providers.of("profiler", ServiceLoader.load(ProfilerProvider.class)).ids())
        .containsExactly("default");
  }

  @Test
  void misspeltSettingsAreRefused() {
    Settings misspelt = new Settings(new TreeMap<>(Map.of("windw", "PT1H")));
    for (String id : forecasters().ids()) {
      assertThatThrownBy(() -> forecasters().byId(id).create(CONTEXT, misspelt))
          .as(id)
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("windw");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "window-max,window,P9999D",
    "window-max,window,PT-1H",
    "seasonal-naive,period,0",
    "seasonal-naive,period,2147483647",
    "histogram,half-life,PT0S",
    "quantile-regression,context,maybe"
  })
  void settingsOutOfRangeAreRefused(String id, String key, String value) {
    Settings settings = new Settings(new TreeMap<>(Map.of(key, value)));
    assertThatThrownBy(() -> forecasters().byId(id).create(CONTEXT, settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(key);
  }

  @ParameterizedTest
  @CsvSource({
    "window-max,window,PT1S",
    "window-max,window,P7D",
    "seasonal-naive,period,1",
    "quantile-regression,context,off",
    "histogram,half-life,PT0.000001S",
    "histogram,half-life,P1000000000D"
  })
  void settingsAtTheEdgeWork(String id, String key, String value) {
    Settings settings = new Settings(new TreeMap<>(Map.of(key, value)));
    try (Forecaster forecaster = forecasters().byId(id).create(CONTEXT, settings)) {
      int slot = forecaster.open(0);
      for (int i = 0; i < 400; i++) {
        forecaster.observe(slot, 5);
      }
      double[] out = new double[CONTEXT.levels().count()];
      assertThat(forecaster.forecast(slot, new ForecastWindow(0, 1, 1), out)).isTrue();
      assertThat(out[0]).isBetween(4.9, 5.3);
    }
  }
}
