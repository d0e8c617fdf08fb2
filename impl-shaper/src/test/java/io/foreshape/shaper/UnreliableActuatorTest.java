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
import io.foreshape.api.shaping.ShapingOutcome;
import io.foreshape.api.shaping.ShapingReport;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.shaper.simulated.SimulatedPlatform;
import io.foreshape.shaper.spi.Actuation;
import io.foreshape.shaper.spi.Actuator;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An actuator that breaks its contract spoils one instance only. */
class UnreliableActuatorTest {

  private static final InstanceId BAD = new InstanceId("bad");
  private static final InstanceId GOOD = new InstanceId("good");
  private static final Shape BEFORE = memory(400);
  private static final Shape TARGET = memory(200);

  private final SimulatedPlatform platform = SimulatedPlatform.create();
  private boolean closed;

  /** Breaks in one method, for one instance. */
  private class Breaking implements Actuator {

    private final String method;

    Breaking(String method) {
      this.method = method;
    }

    private void visit(String name, InstanceId instance) {
      if (name.equals(method) && instance.equals(BAD)) {
        throw new IllegalStateException("broken " + name);
      }
    }

    @Override
    public Set<Dimension<?>> capabilities() {
      return platform.capabilities();
    }

    @Override
    public Optional<Shape> read(InstanceId instance) {
      visit("read", instance);
      return platform.read(instance);
    }

    @Override
    public OptionalDouble inUse(InstanceId instance, Resource resource) {
      visit("inUse", instance);
      return OptionalDouble.of(100);
    }

    @Override
    public Actuation apply(InstanceId instance, ShapeChange<?> change) {
      visit("apply", instance);
      return platform.apply(instance, change);
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  @Test
  void apply_readThrows_isRolledBack() {
    assertSpoilsOne("read", ShapingOutcome.ROLLED_BACK, "broken read");
  }

  @Test
  void apply_inUseThrows_isDeferred() {
    assertSpoilsOne("inUse", ShapingOutcome.DEFERRED, "not known");
  }

  @Test
  void apply_applyThrows_isRolledBack() {
    assertSpoilsOne("apply", ShapingOutcome.ROLLED_BACK, "broken apply");
  }

  @Test
  void current_readThrows_leavesItOut() {
    platform.add(BAD, BEFORE);
    platform.add(GOOD, BEFORE);
    assertThat(TransactionalShaper.on(new Breaking("read")).current(platform.instances()))
        .containsOnlyKeys(GOOD);
  }

  @Test
  void close_closesTheActuator() {
    TransactionalShaper.on(new Breaking("nothing")).close();
    assertThat(closed).isTrue();
  }

  private void assertSpoilsOne(String method, ShapingOutcome outcome, String cause) {
    platform.add(BAD, BEFORE);
    platform.add(GOOD, BEFORE);
    ShapingReport report =
        TransactionalShaper.on(new Breaking(method))
            .apply(plan(planned(BAD, TARGET), planned(GOOD, TARGET)), NOW);
    assertThat(Plans.of(report, BAD).outcome()).isEqualTo(outcome);
    assertThat(Plans.of(report, BAD).cause()).contains(cause);
    assertThat(platform.read(BAD)).contains(BEFORE);
    assertThat(Plans.of(report, GOOD).outcome()).isEqualTo(ShapingOutcome.APPLIED);
    assertThat(platform.read(GOOD)).contains(TARGET);
  }

  private static Shape memory(double bytes) {
    return Shape.untouched().with(Dimension.MEMORY_HARD, Limit.of(bytes));
  }
}
