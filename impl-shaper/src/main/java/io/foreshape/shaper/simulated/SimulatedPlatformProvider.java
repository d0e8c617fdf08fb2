package io.foreshape.shaper.simulated;

import io.foreshape.api.provider.Settings;
import io.foreshape.shaper.spi.Actuator;
import io.foreshape.shaper.spi.ActuatorProvider;
import java.util.List;

/**
 * Makes an empty {@link SimulatedPlatform} without faults, by the name {@code simulated}. It knows
 * no settings. A host that is to add instances makes the platform itself.
 *
 * <p>Immutable and thread-safe.
 */
public final class SimulatedPlatformProvider implements ActuatorProvider {

  /** For the service loader. */
  public SimulatedPlatformProvider() {}

  @Override
  public String id() {
    return "simulated";
  }

  /** The lowest, so that it never stands in for a real platform unasked. */
  @Override
  public int priority() {
    return Integer.MIN_VALUE;
  }

  @Override
  public Actuator create(Settings settings) {
    settings.requireKnown(List.of());
    return SimulatedPlatform.create();
  }
}
