package io.foreshape.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foreshape.api.provider.ConfigurationException;
import io.foreshape.api.provider.Provider;
import io.foreshape.api.provider.Providers;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Providers are found by id, and what is wrong with them is said with names. */
@PropertyDefaults(tries = 200)
class ProvidersProperties {

  /** A provider that does nothing but be there. */
  record Named(String id, int priority) implements Provider {}

  /** The same, by another class. */
  record Twin(String id) implements Provider {}

  /** Can't be made. */
  public static final class Broken implements Provider {
    /** Fails. */
    public Broken() {
      throw new IllegalStateException("no licence");
    }

    @Override
    public String id() {
      return "broken";
    }
  }

  @Provide
  Arbitrary<Map<String, Integer>> priorities() {
    return Arbitraries.maps(ResourceArbitraries.ids(), Arbitraries.integers().between(-2, 2))
        .ofMinSize(1)
        .ofMaxSize(8);
  }

  private static List<Named> named(Map<String, Integer> priorities) {
    List<Named> providers = new ArrayList<>();
    priorities.forEach((id, priority) -> providers.add(new Named(id, priority)));
    return providers;
  }

  @Property
  void idsAreSortedAndFound(
      @ForAll("priorities") Map<String, Integer> priorities, @ForAll Random random) {
    List<Named> shuffled = named(priorities);
    Collections.shuffle(shuffled, random);
    Providers<Named> providers = Providers.of("forecaster", shuffled);
    assertThat(providers.ids()).isSorted().containsExactlyInAnyOrderElementsOf(priorities.keySet());
    for (Named each : shuffled) {
      assertThat(providers.byId(each.id())).isSameAs(each);
    }
    assertThatThrownBy(() -> providers.ids().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Property
  void highestPriorityThenFirstIdIsPreferred(
      @ForAll("priorities") Map<String, Integer> priorities) {
    Named preferred = Providers.of("forecaster", named(priorities)).preferred();
    for (Named each : named(priorities)) {
      boolean first =
          each.priority() < preferred.priority()
              || (each.priority() == preferred.priority()
                  && each.id().compareTo(preferred.id()) >= 0);
      assertThat(first).as("%s before %s", preferred, each).isTrue();
    }
  }

  @Property
  void missingIdListsWhatThereIs(
      @ForAll("priorities") Map<String, Integer> priorities, @ForAll String missing) {
    Assume.that(!priorities.containsKey(missing));
    Providers<Named> providers = Providers.of("forecaster", named(priorities));
    assertThatThrownBy(() -> providers.byId(missing))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("forecaster")
        .hasMessageContaining("(" + missing + ")")
        .hasMessageContainingAll(priorities.keySet().toArray(new String[0]));
  }

  @Property
  void doubledIdNamesBothClasses(@ForAll("priorities") Map<String, Integer> priorities) {
    List<Provider> providers = new ArrayList<>(named(priorities));
    String id = priorities.keySet().iterator().next();
    providers.add(new Twin(id));
    assertThatThrownBy(() -> Providers.of("forecaster", providers))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("(" + id + ")")
        .hasMessageContaining(Named.class.getName())
        .hasMessageContaining(Twin.class.getName());
  }

  @Property
  void malformedIdNamesTheClass(@ForAll String id) {
    Assume.that(!id.matches("[a-z][a-z0-9-]{0,62}"));
    assertThatThrownBy(() -> Providers.of("forecaster", List.of(new Twin(id))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("(" + id + ")")
        .hasMessageContaining(Twin.class.getName());
  }

  @Test
  void nullId_namesTheClass() {
    assertThatThrownBy(() -> Providers.of("forecaster", List.of(new Twin(null))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("(null)")
        .hasMessageContaining(Twin.class.getName());
  }

  @Test
  void noProvider_saysWhatToDo() {
    Providers<Named> none = Providers.of("forecaster", List.of());
    assertThat(none.ids()).isEmpty();
    assertThatThrownBy(none::preferred)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("forecaster")
        .hasMessageContaining("add the artifact");
    assertThatThrownBy(() -> none.byId("dual")).hasMessageContaining("(dual)");
  }

  @Test
  void providerThatCannotBeMade_isAConfigurationFault(@TempDir Path place) throws IOException {
    Path services = Files.createDirectories(place.resolve("META-INF/services"));
    Files.writeString(services.resolve(Provider.class.getName()), Broken.class.getName());
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {place.toUri().toURL()}, ProvidersProperties.class.getClassLoader())) {
      ServiceLoader<Provider> found = ServiceLoader.load(Provider.class, loader);
      assertThatThrownBy(() -> Providers.of("forecaster", found))
          .isInstanceOf(ConfigurationException.class)
          .hasCauseInstanceOf(ServiceConfigurationError.class)
          .hasMessageContaining("forecaster")
          .hasMessageContaining(Broken.class.getName());
    }
  }
}
