package io.foreshape.replay.foreshape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.host.Host;
import io.foreshape.api.host.HostId;
import io.foreshape.api.plan.CostModel;
import io.foreshape.api.provider.ConfigurationException;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.ResourceVector;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shaping.ShapingOutcome;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.api.workload.UsageSample;
import io.foreshape.api.workload.WorkloadKey;
import io.foreshape.core.ShapingLoop;
import io.foreshape.core.ShapingMode;
import io.foreshape.core.TickReport;
import io.foreshape.shaper.TransactionalShaper;
import io.foreshape.shaper.simulated.SimulatedPlatform;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The shaping loop around the stages that come with the library. */
class DefaultStagesTest {

  private static final Duration STEP = Duration.ofMinutes(5);
  private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
  private static final HostId HOST = new HostId("h1");
  private static final InstanceId WEB = new InstanceId("web");
  private static final CostModel COSTS = CostModel.builder().resource(Resource.CPU, 1, 100).build();

  private final TraceSource source =
      new TraceSource(List.of(Instance.serving(WEB, WorkloadKey.ofApplication("shop"), HOST)));

  @Test
  void aSteadyUse_isGivenWhatItNeeds() {
    SimulatedPlatform platform = SimulatedPlatform.create();
    platform.add(WEB, Shape.untouched().with(Dimension.CPU_QUOTA, Limit.of(16)));
    TickReport report = null;

    try (ShapingLoop loop =
        ShapingLoop.builder()
            .source(source)
            .shaper(TransactionalShaper.on(platform))
            .hosts(List.of(Host.ofCapacity(HOST, ResourceVector.of(Resource.CPU, 64))))
            .costs(COSTS)
            .mode(ShapingMode.APPLY)
            .build()) {
      for (int step = 0; step <= 2 * 288; step++) {
        Instant now = START.plus(STEP.multipliedBy(step));
        source.add(UsageSample.ofMean(WEB, now, STEP, Resource.CPU, step % 2 == 0 ? 2 : 3));
        report = loop.tick(now);
      }
    }

    double quota =
        platform
            .read(WEB)
            .flatMap(shape -> shape.get(Dimension.CPU_QUOTA))
            .orElseThrow()
            .orInfinity();
    assertThat(quota).isCloseTo(3, within(0.5));
    assertThat(report.plan()).isPresent();
    assertThat(report.plan().orElseThrow().shapes().get(0).reasons()).isNotEmpty();
    assertThat(report.shaping().orElseThrow().count(ShapingOutcome.REJECTED)).isZero();
    assertThat(report.deviations()).hasSize(1);
    assertThat(report.exceeded()).isZero();
  }

  @Test
  void aShaperHasToBeTold_whichPlatformItWritesTo() {
    ShapingLoop.Builder builder = ShapingLoop.builder().source(source).costs(COSTS);

    assertThatThrownBy(builder::build)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("actuator")
        .hasMessageContaining("simulated");
  }

  @Test
  void aSourceHasToBeGiven_whileNoPlatformHasOne() {
    ShapingLoop.Builder builder = ShapingLoop.builder().costs(COSTS);

    assertThatThrownBy(builder::build)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("no usage source provider");
  }
}
