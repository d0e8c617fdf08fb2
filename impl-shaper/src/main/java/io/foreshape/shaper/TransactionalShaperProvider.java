package io.foreshape.shaper;

import io.foreshape.api.provider.ConfigurationException;
import io.foreshape.api.provider.Providers;
import io.foreshape.api.provider.Settings;
import io.foreshape.api.shaping.Shaper;
import io.foreshape.api.shaping.ShaperProvider;
import io.foreshape.shaper.spi.Actuator;
import io.foreshape.shaper.spi.ActuatorProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/**
 * Makes a {@link TransactionalShaper}, by the name {@code transactional}.
 *
 * <p>Settings: {@code actuator}, the id of the actuator's provider, which has no default, since
 * somebody's instances are written to; {@code actuator.<key>}, handed on to it as {@code <key>};
 * {@code journal}, a directory for the journal, without which nothing outlives the process; {@code
 * foreign-changes}, {@code respect} (the default) or {@code enforce}; {@code step.most-rise} and
 * {@code step.most-fall}, what a limit is multiplied with at the most and the least in one step;
 * {@code rate.instances-per-minute}; {@code rate.pause}, how long an instance is left alone after a
 * change, such as {@code PT5M}. Steps and rates are not limited unless set.
 *
 * <p>Immutable and thread-safe.
 */
public final class TransactionalShaperProvider implements ShaperProvider {

  private static final String ACTUATOR = "actuator";
  private static final String JOURNAL = "journal";
  private static final String FOREIGN_CHANGES = "foreign-changes";
  private static final String MOST_RISE = "step.most-rise";
  private static final String MOST_FALL = "step.most-fall";
  private static final String PER_MINUTE = "rate.instances-per-minute";
  private static final String PAUSE = "rate.pause";
  private static final List<String> KNOWN =
      List.of(ACTUATOR, JOURNAL, FOREIGN_CHANGES, MOST_RISE, MOST_FALL, PER_MINUTE, PAUSE);
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
    Settings mine = Settings.of(own);
    mine.requireKnown(KNOWN);
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
    return shaper(mine, actuators.byId(id).create(Settings.of(handedOn)));
  }

  private static Shaper shaper(Settings settings, Actuator actuator) {
    try {
      TransactionalShaper.Builder builder =
          TransactionalShaper.builder(actuator)
              .foreignChanges(foreignChanges(settings.text(FOREIGN_CHANGES, "respect")))
              .stepLimits(
                  settings.number(
                      MOST_RISE, Double.POSITIVE_INFINITY, 1.001, Double.POSITIVE_INFINITY),
                  settings.number(MOST_FALL, 0, 0, 0.999))
              .rateLimits(
                  settings.wholeNumber(PER_MINUTE, Integer.MAX_VALUE, 1),
                  settings.values().containsKey(PAUSE)
                      ? settings.duration(PAUSE, Duration.ofMinutes(1))
                      : Duration.ZERO);
      String journal = settings.text(JOURNAL, "");
      return (journal.isEmpty() ? builder : builder.journal(Path.of(journal))).build();
    } catch (RuntimeException e) {
      actuator.close();
      throw e;
    }
  }

  private static ForeignChanges foreignChanges(String text) {
    return switch (text) {
      case "respect" -> ForeignChanges.RESPECT;
      case "enforce" -> ForeignChanges.ENFORCE;
      default ->
          throw new ConfigurationException(
              "Setting " + FOREIGN_CHANGES + " is respect or enforce, got (" + text + ")");
    };
  }
}
