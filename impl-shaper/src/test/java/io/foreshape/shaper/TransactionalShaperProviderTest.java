package io.foreshape.shaper;

import static io.foreshape.shaper.Plans.NOW;
import static io.foreshape.shaper.Plans.plan;
import static io.foreshape.shaper.Plans.planned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foreshape.api.provider.ConfigurationException;
import io.foreshape.api.provider.Providers;
import io.foreshape.api.provider.Settings;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shaping.Shaper;
import io.foreshape.api.shaping.ShaperProvider;
import io.foreshape.api.shaping.ShapingOutcome;
import io.foreshape.api.workload.InstanceId;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransactionalShaperProviderTest {

  private final ShaperProvider provider =
      Providers.of("shaper", ServiceLoader.load(ShaperProvider.class)).byId("transactional");

  @Test
  void create_simulated_shapes() {
    try (Shaper shaper = provider.create(Settings.of(Map.of("actuator", "simulated")))) {
      assertThat(
              Plans.only(shaper.apply(plan(planned(new InstanceId("a"), Shape.untouched())), NOW))
                  .outcome())
          .isEqualTo(ShapingOutcome.GONE);
    }
  }

  @Test
  void create_withoutActuator_namesThoseThatThereAre() {
    assertThatThrownBy(() -> provider.create(Settings.none()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("actuator is missing")
        .hasMessageContaining("simulated");
  }

  @Test
  void create_unknownActuator_namesThoseThatThereAre() {
    assertThatThrownBy(() -> provider.create(Settings.of(Map.of("actuator", "nobody"))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("(nobody)")
        .hasMessageContaining("simulated");
  }

  @Test
  void create_allSettings_keepsAJournal(@TempDir Path directory) {
    Map<String, String> settings = new HashMap<>();
    settings.put("actuator", "simulated");
    settings.put("journal", directory.toString());
    settings.put("foreign-changes", "enforce");
    settings.put("step.most-rise", "2");
    settings.put("step.most-fall", "0.5");
    settings.put("rate.instances-per-minute", "10");
    settings.put("rate.pause", "PT1M");
    provider.create(Settings.of(settings)).close();
    assertThat(directory.resolve("journal")).isNotEmptyFile();
    settings.put("foreign-changes", "maybe");
    assertThatThrownBy(() -> provider.create(Settings.of(settings)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("(maybe)");
  }

  @Test
  void create_misspeltSetting_fails() {
    assertThatThrownBy(
            () -> provider.create(Settings.of(Map.of("actuator", "simulated", "actuater", "x"))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("actuater");
  }

  @Test
  void create_settingOfTheActuator_isHandedOn() {
    assertThatThrownBy(
            () -> provider.create(Settings.of(Map.of("actuator", "simulated", "actuator.x", "1"))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("Unknown settings (x)");
  }
}
