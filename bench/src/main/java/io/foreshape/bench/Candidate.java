package io.foreshape.bench;

import io.foreshape.api.forecast.QuantileLevels;
import io.foreshape.api.provider.Providers;
import io.foreshape.api.provider.Settings;
import io.foreshape.forecast.spi.Forecaster;
import io.foreshape.forecast.spi.ForecasterContext;
import io.foreshape.forecast.spi.ForecasterProvider;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A forecaster to be measured: a provider and the settings that it is measured with.
 *
 * @param name how the figures name it
 * @param provider makes it
 * @param settings the settings; where there are none, every default holds
 */
record Candidate(String name, ForecasterProvider provider, Settings settings) {

  private static final String ALL = "all";
  private static final String FORM = "ID[:SETTING=VALUE...], such as window-max:window=PT2H";

  /** A provider's forecaster with its default settings. */
  static Candidate of(ForecasterProvider provider) {
    return new Candidate(provider.id(), provider, Settings.none());
  }

  /**
   * Reads several: each as {@link #parse(String, Providers)} does, or {@code all} for every
   * forecaster that there is, the preferred one first. The preferred one alone if there are none.
   */
  static List<Candidate> parse(List<String> texts, Providers<ForecasterProvider> providers) {
    String preferred = providers.preferred().id();
    List<String> asked = texts.isEmpty() ? List.of(preferred) : texts;
    Stream<String> each =
        asked.stream()
            .flatMap(
                text ->
                    text.equals(ALL)
                        ? Stream.concat(Stream.of(preferred), providers.ids().stream())
                        : Stream.of(text));
    return each.distinct().map(text -> parse(text, providers)).toList();
  }

  /**
   * Reads {@code ID[:SETTING=VALUE...]}, such as {@code window-max:window=PT2H}, or the default
   * profiler's settings, such as {@code profiler:calibration=on}; the figures name it so too.
   * Whether a setting is one that it knows {@link #requireSettings} finds out.
   *
   * @throws IllegalArgumentException if the text has another form, or sets something twice
   */
  static Candidate parse(String text, Providers<ForecasterProvider> providers) {
    String[] parts = text.split(":", -1);
    TreeMap<String, String> settings = new TreeMap<>();
    for (String setting : Arrays.asList(parts).subList(1, parts.length)) {
      int equals = setting.indexOf('=');
      if (equals < 1
          || settings.put(setting.substring(0, equals), setting.substring(equals + 1)) != null) {
        throw new IllegalArgumentException("A forecaster is " + FORM + ", got (" + text + ")");
      }
    }
    ForecasterProvider provider =
        parts[0].equals(ProfiledProvider.ID) ? new ProfiledProvider() : providers.byId(parts[0]);
    return new Candidate(text, provider, new Settings(settings));
  }

  /**
   * Tries the settings out, so that a wrong one is told before hours of measuring others.
   *
   * @throws io.foreshape.api.provider.ConfigurationException if a setting is wrong
   */
  void requireSettings() {
    create(ForecasterContext.daily(Duration.ofHours(1), QuantileLevels.standard())).close();
  }

  /** Makes a forecaster without series, which the caller closes. */
  Forecaster create(ForecasterContext context) {
    return provider.create(context, settings);
  }
}
