package io.foreshape.shaper;

import io.foreshape.api.resource.Resource;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.shaper.simulated.SimulatedPlatform;
import io.foreshape.shaper.spi.Actuation;
import io.foreshape.shaper.spi.Actuator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The platform as a process sees it that may be killed before or after any write.
 *
 * @param platform outlives the process
 * @param life of the process
 * @param makesTogether whether it makes several changes at once, between two steps of the life
 */
record MortalActuator(SimulatedPlatform platform, Life life, boolean makesTogether)
    implements Actuator {

  @Override
  public Set<Dimension<?>> capabilities() {
    return platform.capabilities();
  }

  @Override
  public Optional<Shape> read(InstanceId instance) {
    return platform.read(instance);
  }

  @Override
  public Optional<Shape> read(InstanceId instance, Set<Dimension<?>> dimensions) {
    return platform.read(instance, dimensions);
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
  public Optional<Actuation> applyTogether(InstanceId instance, List<ShapeChange<?>> changes) {
    if (!makesTogether) {
      return Optional.empty();
    }
    life.tick();
    try {
      return Optional.of(allOrNone(instance, changes));
    } finally {
      life.tick();
    }
  }

  private Actuation allOrNone(InstanceId instance, List<ShapeChange<?>> changes) {
    for (int i = 0; i < changes.size(); i++) {
      Actuation answer = platform.apply(instance, changes.get(i));
      if (answer.status() != Actuation.Status.DONE) {
        while (i-- > 0) {
          platform.apply(instance, changes.get(i).reversed());
        }
        return answer;
      }
    }
    return Actuation.done();
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
