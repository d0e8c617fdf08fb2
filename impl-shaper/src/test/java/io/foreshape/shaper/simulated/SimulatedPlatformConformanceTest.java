package io.foreshape.shaper.simulated;

import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.IdSet;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.shape.TierSplit;
import io.foreshape.api.shape.Weight;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.shaper.spi.Actuator;
import io.foreshape.testkit.ActuatorContract;
import java.util.List;
import java.util.Map;

class SimulatedPlatformConformanceTest implements ActuatorContract {

  private static final InstanceId A = new InstanceId("a");
  private static final Shape ORIGINAL =
      Shape.untouched().with(Dimension.MEMORY_HARD, Limit.of(200));

  private final SimulatedPlatform platform = SimulatedPlatform.create();

  SimulatedPlatformConformanceTest() {
    platform.add(A, ORIGINAL);
  }

  @Override
  public Actuator subject() {
    return platform;
  }

  @Override
  public InstanceId instance() {
    return A;
  }

  @Override
  public Shape target() {
    Shape target = Shape.untouched();
    for (Dimension<?> dimension : platform.capabilities()) {
      target = with(target, dimension);
    }
    return target;
  }

  @Override
  public List<ShapeChange<?>> impossible() {
    return List.of(new ShapeChange<>(Dimension.MEMORY_SOFT, null, Limit.of(300)));
  }

  private static <T> Shape with(Shape shape, Dimension<T> dimension) {
    Map<Class<?>, Object> values =
        Map.of(
            Limit.class, Limit.of(100),
            Weight.class, Weight.NORMAL,
            IdSet.class, IdSet.of(List.of(0, 1)),
            TierSplit.class, TierSplit.of(Map.of("dram", 1.0)),
            String.class, "nvme");
    return shape.with(dimension, dimension.type().cast(values.get(dimension.type())));
  }
}
