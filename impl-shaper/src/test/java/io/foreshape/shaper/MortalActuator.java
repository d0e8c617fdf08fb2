package io.foreshape.shaper;

import io.foreshape.api.resource.Resource;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.shaper.simulated.SimulatedPlatform;
import io.foreshape.shaper.spi.Actuation;
import io.foreshape.shaper.spi.Actuator;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The platform as a process sees it that may be killed before or after any write.
 *
 * @param platform outlives the process
 * @param life of the process
 */
record MortalActuator(SimulatedPlatform platform, Life life) implements Actuator {

  @Override
  public Set<Dimension<?>> capabilities() {
    return platform.capabilities();
  }

  @Override
  public Optional<Shape> read(InstanceId instance) {
    return platform.read(instance);
  }

  @Override
  public OptionalDouble inUse(InstanceId instance, Resource resource) {
    return platform.inUse(instance, resource);
  }

  @Override
  public Actuation apply(InstanceId instance, ShapeChange<?> change) {
    life.tick();
    try {
      return platform.apply(instance, change);
    } finally {
      life.tick();
    }
  }

  @Override
  public <T> T held(InstanceId instance, Dimension<T> dimension, T value) {
    return platform.held(instance, dimension, value);
  }

  @Override
  public String incarnation(InstanceId instance) {
    return platform.incarnation(instance);
  }
}
