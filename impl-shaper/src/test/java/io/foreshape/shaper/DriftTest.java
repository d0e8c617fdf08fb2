package io.foreshape.shaper;

import static io.foreshape.shaper.Plans.NOW;
import static io.foreshape.shaper.Plans.only;
import static io.foreshape.shaper.Plans.plan;
import static io.foreshape.shaper.Plans.planned;
import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.resource.Resource;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.IdSet;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.shaping.ShapingOutcome;
import io.foreshape.api.shaping.ShapingResult;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.shaper.spi.Actuation;
import io.foreshape.shaper.spi.Actuation.Status;
import io.foreshape.shaper.spi.Actuator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A value that changes by itself, and can't be had without another one. */
class DriftTest {

  private static final InstanceId A = new InstanceId("a");
  private static final Dimension<String> THREADS = Dimension.of("test.threads", String.class);
  private static final Dimension<String> FAILING = Dimension.of("test.will-fail", String.class);

  /** What is added to a value as it drifts. */
  private static final String DRIFT = "~";

  private static final Shape BEFORE =
      Shape.untouched()
          .with(Dimension.CPU_PINNED, IdSet.of(List.of(0, 1, 2, 3)))
          .with(THREADS, "0")
          .with(FAILING, "no");

  private Shape shape = BEFORE;
  private boolean driftsAtOnce;

  /** Threads that are pinned to a CPU, which must be one that the instance has. */
  private class Drifting implements Actuator {

    @Override
    public Set<Dimension<?>> capabilities() {
      return Set.of(Dimension.CPU_PINNED, THREADS, FAILING);
    }

    @Override
    public Optional<Shape> read(InstanceId instance) {
      return instance.equals(A) ? Optional.of(shape) : Optional.empty();
    }

    @Override
    public OptionalDouble inUse(InstanceId instance, Resource resource) {
      return OptionalDouble.empty();
    }

    @Override
    public Actuation apply(InstanceId instance, ShapeChange<?> change) {
      boolean isThere =
          !(change.to() instanceof String cpu && change.dimension().equals(THREADS))
              || shape.get(Dimension.CPU_PINNED).orElseThrow().ids().contains(Integer.valueOf(cpu));
      if (!isThere || change.dimension().equals(FAILING)) {
        return new Actuation(Status.FAILED, "it can't be");
      }
      shape = shape.apply(List.of(change));
      if (driftsAtOnce && change.dimension().equals(THREADS)) {
        drift();
      }
      return Actuation.done();
    }

    @Override
    public <T> boolean mayDrift(Dimension<T> dimension, @Nullable T from, @Nullable T to) {
      return dimension.equals(THREADS) && (from + DRIFT).equals(to);
    }
  }

  private final TransactionalShaper shaper = TransactionalShaper.on(new Drifting());

  private void drift() {
    shape = shape.with(THREADS, shape.get(THREADS).orElseThrow() + DRIFT);
  }

  private ShapingResult apply(Shape target) {
    return only(shaper.apply(plan(planned(A, target)), NOW));
  }

  @Test
  void drift_isNobodysChange_andIsSetRight() {
    Shape target = Shape.untouched().with(THREADS, "2");
    assertThat(apply(target).outcome()).isEqualTo(ShapingOutcome.APPLIED);
    drift();
    assertThat(apply(target).outcome()).isEqualTo(ShapingOutcome.APPLIED);
    assertThat(shape.get(THREADS)).contains("2");
    drift();
    assertThat(only(shaper.restore(NOW)).outcome()).isEqualTo(ShapingOutcome.APPLIED);
    assertThat(shape).isEqualTo(BEFORE);
  }

  @Test
  void otherChange_isSomebodyElses() {
    Shape target = Shape.untouched().with(THREADS, "2");
    assertThat(apply(target).outcome()).isEqualTo(ShapingOutcome.APPLIED);
    shape = shape.with(THREADS, "3");
    ShapingResult result = apply(target);
    assertThat(result.outcome()).isEqualTo(ShapingOutcome.REJECTED);
    assertThat(result.cause()).contains("test.threads reads 3 where 2 was set");
  }

  @Test
  void driftRightAfterTheWrite_isNoFailure() {
    driftsAtOnce = true;
    assertThat(apply(Shape.untouched().with(THREADS, "2")).outcome())
        .isEqualTo(ShapingOutcome.APPLIED);
    assertThat(shape.get(THREADS)).contains("2" + DRIFT);
  }

  @Test
  void undoing_triesAgainOnceTheRestIsBack() {
    ShapingResult result =
        apply(
            Shape.untouched()
                .with(Dimension.CPU_PINNED, IdSet.of(List.of(2, 3)))
                .with(THREADS, "2")
                .with(FAILING, "yes"));
    assertThat(result.outcome()).isEqualTo(ShapingOutcome.ROLLED_BACK);
    assertThat(result.cause()).doesNotContain("undoing failed");
    assertThat(shape).isEqualTo(BEFORE);
  }
}
