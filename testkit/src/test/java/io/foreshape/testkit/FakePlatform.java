package io.foreshape.testkit;

import io.foreshape.api.resource.Resource;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.IdSet;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.shape.Weight;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.shaper.spi.Actuation;
import io.foreshape.shaper.spi.Actuation.Status;
import io.foreshape.shaper.spi.Actuator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/**
 * A platform in memory with two instances, and the plainest actuator of it that keeps every rule.
 */
class FakePlatform implements Actuator {

  static final InstanceId A = new InstanceId("a");
  static final InstanceId B = new InstanceId("b");
  static final Shape TARGET =
      Shape.untouched()
          .with(Dimension.CPU_QUOTA, Limit.of(1.5))
          .with(Dimension.CPU_WEIGHT, new Weight(500))
          .with(Dimension.CPU_PINNED, IdSet.of(List.of(1, 2)))
          .with(Dimension.MEMORY_HARD, Limit.of(0x1p31));
  static final ShapeChange<IdSet> IMPOSSIBLE =
      new ShapeChange<>(Dimension.CPU_PINNED, null, IdSet.of(List.of(4_096)));

  final Map<InstanceId, Shape> shapes = new TreeMap<>();

  FakePlatform() {
    Shape start =
        Shape.untouched()
            .with(Dimension.CPU_WEIGHT, Weight.NORMAL)
            .with(Dimension.MEMORY_HARD, Limit.unlimited());
    shapes.put(A, start);
    shapes.put(B, start);
  }

  @Override
  public Set<Dimension<?>> capabilities() {
    return Set.copyOf(TARGET.dimensions());
  }

  @Override
  public Optional<Shape> read(InstanceId instance) {
    return Optional.ofNullable(shapes.get(instance));
  }

  @Override
  public OptionalDouble inUse(InstanceId instance, Resource resource) {
    return shapes.containsKey(instance) && resource.equals(Resource.MEMORY)
        ? OptionalDouble.of(0x1p29)
        : OptionalDouble.empty();
  }

  @Override
  public Actuation apply(InstanceId instance, ShapeChange<?> change) {
    if (!shapes.containsKey(instance)) {
      return new Actuation(Status.GONE, "no such instance");
    }
    if (!capabilities().contains(change.dimension())) {
      return new Actuation(Status.REFUSED, "no such dimension");
    }
    if (Objects.equals(change.to(), IMPOSSIBLE.to())) {
      return new Actuation(Status.FAILED, "no such CPU");
    }
    set(instance, List.of(change));
    return Actuation.done();
  }

  final void set(InstanceId instance, List<ShapeChange<?>> changes) {
    shapes.computeIfPresent(instance, (id, shape) -> shape.apply(changes));
  }

  final void unset(InstanceId instance, Dimension<?> dimension) {
    shapes.computeIfPresent(instance, (id, shape) -> shape.without(dimension));
  }
}
