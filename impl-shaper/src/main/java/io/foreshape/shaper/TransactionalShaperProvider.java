package io.foreshape.shaper;

import io.foreshape.api.provider.ConfigurationException;
import io.foreshape.api.provider.Providers;
import io.foreshape.api.provider.Settings;
import io.foreshape.api.shaping.Shaper;
import io.foreshape.api.shaping.ShaperProvider;
import io.foreshape.shaper.spi.ActuatorProvider;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/**
 * Makes a {@link TransactionalShaper}, by the name {@code transactional}.
 *
 * <p>Settings: {@code actuator}, the id of the actuator's provider, which has no default, since
 * somebody's instances are written to; {@code actuator.<key>}, handed on to it as {@code <key>}.
 *
 * <p>Immutable and thread-safe.
 */
public final class TransactionalShaperProvider implements ShaperProvider {

  private static final String ACTUATOR = "actuator";
  private static final String HANDED_ON = ACTUATOR + ".";

  /** For the service loader. */
  public TransactionalShaperProvider() {}

  @Override
  public String id() {
    return "transactional";
  }

  @Override
  public Shaper create(Settings settings) {
    Map<String, String> own = new TreeMap<>();
    Map<String, String> handedOn = new TreeMap<>();
    settings
        .values()
        .forEach(
            (key, value) -> {
              if (key.startsWith(HANDED_ON)) {
                handedOn.put(key.substring(HANDED_ON.length()), value);
              } else {
                own.put(key, value);
              }
            });
    Settings.of(own).requireKnown(List.of(ACTUATOR));
    Providers<ActuatorProvider> actuators =
        Providers.of(
            ACTUATOR,
            ServiceLoader.load(
                ActuatorProvider.class, TransactionalShaperProvider.class.getClassLoader()));
    String id = own.get(ACTUATOR);
    if (id == null) {
      throw new ConfigurationException(
          "Setting " + ACTUATOR + " is missing; it is one of (" + actuators.ids() + ")");
    }
    return TransactionalShaper.on(actuators.byId(id).create(Settings.of(handedOn)));
  }
}
