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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whom the shaper has looked after, and what it tells of that. */
class KeepingTest {

  private static final InstanceId CHANGED = new InstanceId("changed");
  private static final InstanceId SAME = new InstanceId("same");
  private static final InstanceId IMPOSSIBLE = new InstanceId("impossible");
  private static final InstanceId GONE = new InstanceId("gone");
  private static final Shape BEFORE = Shape.untouched().with(Dimension.CPU_QUOTA, Limit.of(1));
  private static final Shape AFTER = Shape.untouched().with(Dimension.CPU_QUOTA, Limit.of(2));

  private final SimulatedPlatform platform = SimulatedPlatform.create();
  private final List<String> kept = new ArrayList<>();
  private final TransactionalShaper shaper = TransactionalShaper.on(new Keeping());

  private class Keeping implements Actuator {

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
      return platform.apply(instance, change);
    }

    @Override
    public String keep(InstanceId instance, Set<Dimension<?>> dimensions) {
      kept.add(instance + " " + dimensions + " at " + platform.read(instance).orElseThrow());
      if (instance.equals(SAME)) {
        throw new IllegalStateException("no measure");
      }
      return "measured";
    }
  }

  @BeforeEach
  void instances() {
    platform.add(CHANGED, BEFORE);
    platform.add(SAME, AFTER);
    platform.add(IMPOSSIBLE, BEFORE);
  }

  private static String cause(ShapingReport report, InstanceId instance) {
    return report.results().stream()
        .filter(result -> result.instance().equals(instance))
        .findFirst()
        .orElseThrow()
        .cause();
  }

  @Test
  void whoHasWhatIsPlanned_isKept_andThatIsTold() {
    Dimension<Limit> unknown = Dimension.of("no-such-dimension", Limit.class);
    ShapingReport report =
        shaper.apply(
            plan(
                planned(CHANGED, AFTER),
                planned(SAME, AFTER),
                planned(GONE, AFTER),
                planned(IMPOSSIBLE, AFTER.with(unknown, Limit.of(1)))),
            NOW);
    assertThat(kept)
        .containsExactlyInAnyOrder(
            CHANGED + " [cpu.quota] at " + AFTER, SAME + " [cpu.quota] at " + AFTER);
    assertThat(report.count(ShapingOutcome.APPLIED)).isEqualTo(1);
    assertThat(report.count(ShapingOutcome.UNCHANGED)).isEqualTo(1);
    assertThat(cause(report, CHANGED)).isEqualTo("measured");
    assertThat(cause(report, SAME)).contains("no measure");
    assertThat(cause(report, IMPOSSIBLE)).doesNotContain("measured");
  }

  @Test
  void previewAndEmergencyStop_keepNobody() {
    shaper.preview(plan(planned(CHANGED, AFTER), planned(SAME, AFTER)), NOW);
    shaper.stop("for the test");
    shaper.apply(plan(planned(CHANGED, AFTER), planned(SAME, AFTER)), NOW);
    assertThat(kept).isEmpty();
  }
}
