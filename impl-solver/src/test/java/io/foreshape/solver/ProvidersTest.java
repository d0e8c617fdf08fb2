package io.foreshape.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foreshape.api.plan.Allocator;
import io.foreshape.api.plan.AllocatorProvider;
import io.foreshape.api.provider.ConfigurationException;
import io.foreshape.api.provider.Providers;
import io.foreshape.api.provider.Settings;
import io.foreshape.solver.spi.SolverProvider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class ProvidersTest {

  @Test
  void providers_areFoundByTheirIds() {
    assertThat(Providers.of("allocator", ServiceLoader.load(AllocatorProvider.class)).ids())
        .contains("default");
    Providers<SolverProvider> solvers =
        Providers.of("solver", ServiceLoader.load(SolverProvider.class));
    assertThat(solvers.ids()).contains("dual", "ga", "lp");
    assertThat(solvers.preferred().id()).isEqualTo("dual");
  }

  @Test
  void moduleAndServiceFiles_sayTheSame() throws IOException, URISyntaxException {
    Path classes =
        Path.of(Allocators.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (InputStream descriptor = Files.newInputStream(classes.resolve("module-info.class"))) {
      for (ModuleDescriptor.Provides provides : ModuleDescriptor.read(descriptor).provides()) {
        assertThat(Files.readAllLines(classes.resolve("META-INF/services/" + provides.service())))
            .containsExactlyInAnyOrderElementsOf(provides.providers());
      }
    }
  }

  @Test
  void settings_areChecked() {
    AllocatorProvider allocators = new DefaultAllocatorProvider();
    try (Allocator allocator =
        allocators.create(Settings.of(Map.of("solver", "ga", "seed", "9", "time-limit", "PT1S")))) {
      assertThat(allocator).isNotNull();
    }
    for (Map<String, String> wrong :
        List.of(
            Map.of("solvr", "lp"),
            Map.of("solver", "simplex"),
            Map.of("seed", "-1"),
            Map.of("time-limit", "1s"))) {
      assertThatThrownBy(() -> allocators.create(Settings.of(wrong)))
          .isInstanceOf(ConfigurationException.class);
    }
    assertThatThrownBy(() -> new LpSolverProvider().create(Settings.of(Map.of("speed", "1"))))
        .isInstanceOf(ConfigurationException.class);
    assertThatThrownBy(() -> new GaSolverProvider().create(Settings.of(Map.of("population", "1"))))
        .isInstanceOf(ConfigurationException.class);
  }
}
