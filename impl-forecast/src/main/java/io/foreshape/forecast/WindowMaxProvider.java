package io.foreshape.forecast;

import io.foreshape.api.provider.ConfigurationException;
import io.foreshape.api.provider.Settings;
import io.foreshape.forecast.spi.Forecaster;
import io.foreshape.forecast.spi.ForecasterCapabilities;
import io.foreshape.forecast.spi.ForecasterCapabilities.Trait;
import io.foreshape.forecast.spi.ForecasterContext;
import io.foreshape.forecast.spi.ForecasterProvider;
import java.time.Duration;
import java.util.Set;

/** The largest of the last values; setting {@code window} is a duration, an hour if not set. */
public final class WindowMaxProvider implements ForecasterProvider {

  /** A week of seconds. */
  private static final int MOST_STEPS = 604_800;

  /** For the service loader. */
  public WindowMaxProvider() {}

  @Override
  public String id() {
    return "window-max";
  }

  @Override
  public ForecasterCapabilities capabilities() {
    return new ForecasterCapabilities(Set.of(Trait.SCALE_EQUIVARIANT, Trait.SNAPSHOT));
  }

  @Override
  public Forecaster create(ForecasterContext context, Settings settings) {
    settings.requireKnown(Set.of("window"));
    Duration window = settings.duration("window", Duration.ofHours(1));
    double steps = Math.max(1, Steps.in(window, context.step()));
    if (steps > MOST_STEPS) {
      throw new ConfigurationException(
          "Setting window is at most "
              + MOST_STEPS
              + " steps of "
              + context.step()
              + ", got ("
              + window
              + ")");
    }
    return new ResidualForecaster(new WindowMax((int) steps), context);
  }
}
