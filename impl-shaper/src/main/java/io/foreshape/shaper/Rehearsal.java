package io.foreshape.shaper;

import io.foreshape.api.resource.Resource;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.shaper.spi.Actuation;
import io.foreshape.shaper.spi.Actuator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads from an actuator and keeps to itself what is written, so that a preview takes exactly the
 * decisions that applying would take.
 *
 * <p>Not thread-safe.
 */
final class Rehearsal implements Actuator {

  private final Actuator actuator;
  private final Map<InstanceId, Shape> written = new HashMap<>();

  Rehearsal(Actuator actuator) {
    this.actuator = actuator;
  }

  @Override
  public Set<Dimension<?>> capabilities() {
    return actuator.capabilities();
  }

  @Override
  public Optional<Shape> read(InstanceId instance) {
    Shape shape = written.get(instance);
    return shape != null ? Optional.of(shape) : actuator.read(instance);
  }

  @Override
  public Optional<Shape> read(InstanceId instance, Set<Dimension<?>> dimensions) {
    Shape shape = written.get(instance);
    return shape != null ? Optional.of(shape) : actuator.read(instance, dimensions);
  }

  @Override
  public OptionalDouble inUse(InstanceId instance, Resource resource) {
    return actuator.inUse(instance, resource);
  }

  @Override
  public Actuation apply(InstanceId instance, ShapeChange<?> change) {
    return write(instance, read(instance).map(shape -> shape.apply(List.of(change))).orElse(null));
  }

  @Override
  public <T> T held(InstanceId instance, Dimension<T> dimension, T value) {
    return actuator.held(instance, dimension, value);
  }

  @Override
  public <T> boolean mayDrift(Dimension<T> dimension, @Nullable T from, @Nullable T to) {
    return actuator.mayDrift(dimension, from, to);
  }

  @Override
  public String incarnation(InstanceId instance) {
    return actuator.incarnation(instance);
  }

  private Actuation write(InstanceId instance, @Nullable Shape shape) {
    if (shape == null) {
      return new Actuation(Actuation.Status.GONE, "it does not exist");
    }
    written.put(instance, shape);
    return Actuation.done();
  }
}
