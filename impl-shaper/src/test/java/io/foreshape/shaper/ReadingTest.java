package io.foreshape.shaper;

import static io.foreshape.shaper.Plans.NOW;
import static io.foreshape.shaper.Plans.plan;
import static io.foreshape.shaper.Plans.planned;
import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.resource.Resource;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.shape.Weight;
import io.foreshape.api.shaping.ShapingOutcome;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.shaper.simulated.SimulatedPlatform;
import io.foreshape.shaper.spi.Actuation;
import io.foreshape.shaper.spi.Actuator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the shaper asks a platform for, which may cost a look at it each time. */
class ReadingTest {

  private static final InstanceId A = new InstanceId("a");
  private static final Shape BEFORE =
      Shape.untouched()
          .with(Dimension.CPU_QUOTA, Limit.of(1))
          .with(Dimension.CPU_WEIGHT, Weight.NORMAL)
          .with(Dimension.MEMORY_HARD, Limit.of(400));

  private final SimulatedPlatform platform = SimulatedPlatform.create();
  private final List<Set<Dimension<?>>> readings = new ArrayList<>();
  private final List<Dimension<?>> roundings = new ArrayList<>();

  private class Listening implements Actuator {

    @Override
    public Set<Dimension<?>> capabilities() {
      return platform.capabilities();
    }

    @Override
    public Optional<Shape> read(InstanceId instance) {
      readings.add(capabilities());
      return platform.read(instance);
    }

    @Override
    public Optional<Shape> read(InstanceId instance, Set<Dimension<?>> dimensions) {
      readings.add(Set.copyOf(dimensions));
      return platform.read(instance, dimensions);
    }

    @Override
    public OptionalDouble inUse(InstanceId instance, Resource resource) {
      return platform.inUse(instance, resource);
    }

    @Override
    public Actuation apply(InstanceId instance, ShapeChange<?> change) {
      return platform.apply(instance, change);
    }

    @Override
    public <T> T held(InstanceId instance, Dimension<T> dimension, T value) {
      roundings.add(dimension);
      return platform.held(instance, dimension, value);
    }
  }

  @Test
  void asksForWhatIsPlannedAndBoundsIt_andThenForWhatChanges() {
    apply(Limit.of(2), ShapingOutcome.APPLIED);
    assertThat(readings)
        .containsExactly(
            Set.of(
                Dimension.CPU_QUOTA,
                Dimension.MEMORY_HARD,
                Dimension.MEMORY_SOFT,
                Dimension.MEMORY_GUARANTEED),
            Set.of(Dimension.CPU_QUOTA),
            Set.of(Dimension.CPU_QUOTA));
    assertThat(roundings).containsExactly(Dimension.CPU_QUOTA);
  }

  @Test
  void whereNothingChanges_readsOnce() {
    apply(Limit.of(1), ShapingOutcome.UNCHANGED);
    assertThat(readings).hasSize(1);
    assertThat(roundings).isEmpty();
  }

  private void apply(Limit quota, ShapingOutcome outcome) {
    platform.add(A, BEFORE);
    Shape target =
        Shape.untouched()
            .with(Dimension.CPU_QUOTA, quota)
            .with(Dimension.MEMORY_HARD, Limit.of(400));
    assertThat(
            TransactionalShaper.on(new Listening())
                .apply(plan(planned(A, target)), NOW)
                .count(outcome))
        .isEqualTo(1);
  }
}
