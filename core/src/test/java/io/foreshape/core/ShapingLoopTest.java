package io.foreshape.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foreshape.api.forecast.Deviation;
import io.foreshape.api.host.HostId;
import io.foreshape.api.plan.BlackBox;
import io.foreshape.api.plan.CostModel;
import io.foreshape.api.provider.ConfigurationException;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.api.workload.MissCurve;
import io.foreshape.api.workload.UsageSample;
import io.foreshape.api.workload.WorkloadKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShapingLoopTest {

  private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
  private static final Duration STEP = Duration.ofMinutes(5);
  private static final CostModel COSTS = CostModel.builder().resource(Resource.CPU, 1, 100).build();
  private static final Instance WEB =
      Instance.serving(new InstanceId("web"), WorkloadKey.ofApplication("shop"), new HostId("h1"));

  private final SimpleStages.HandFedSource source = new SimpleStages.HandFedSource();
  private final SimpleStages.LastValueProfiler profiler = new SimpleStages.LastValueProfiler();
  private final SimpleStages.QuantileAllocator allocator = new SimpleStages.QuantileAllocator();
  private final SimpleStages.MapShaper shaper = new SimpleStages.MapShaper();

  @Test
  void tick_applies_whatWasLearnt() {
    ShapingLoop loop = builder().mode(ShapingMode.APPLY).build();
    source.instances.add(WEB);
    use(START, 2);

    TickReport report = loop.tick(START);

    assertThat(shaper.shapes)
        .containsEntry(WEB.id(), Shape.untouched().with(Dimension.CPU_QUOTA, Limit.of(2)));
    assertThat(report.samples()).isEqualTo(1);
    assertThat(report.plan()).isPresent();
    assertThat(report.toString()).contains("1 instances", "1 samples", "1 shapes", "1 APPLIED");
  }

  @Test
  void tick_inRecommendMode_writesNothing() {
    ShapingLoop loop = builder().build();
    source.instances.add(WEB);
    use(START, 2);

    TickReport report = loop.tick(START);

    assertThat(report.shaping()).isPresent();
    assertThat(shaper.shapes).isEmpty();
  }

  @Test
  void tick_plansOnceAnInterval_andKeepsItsRhythmWhenTicksAreLate() {
    ShapingLoop loop = builder().replanEvery(Duration.ofHours(1)).build();

    assertThat(loop.tick(START).plan()).isPresent();
    assertThat(loop.tick(START.plusSeconds(3_599)).plan()).isEmpty();
    assertThat(loop.tick(START.plusSeconds(3_700)).plan()).isPresent();
    assertThat(loop.tick(START.plusSeconds(7_199)).plan()).isEmpty();
    assertThat(loop.tick(START.plusSeconds(7_200)).plan()).isPresent();
    assertThat(loop.tick(START.plusSeconds(20_000)).plan()).isPresent();
    assertThat(loop.tick(START.plusSeconds(21_600)).plan()).isPresent();
  }

  @Test
  void tick_plansForTheTimeAfterTheLead() {
    ShapingLoop loop = builder().lead(Duration.ofMinutes(10)).build();

    loop.tick(START);

    assertThat(allocator.requests.get(0).effectiveFrom()).isEqualTo(START.plusSeconds(600));
  }

  @Test
  void tick_handsBlackBoxesOn() {
    BlackBox box = amounts -> 1;
    ShapingLoop loop =
        builder().blackBoxes(id -> Optional.of(box).filter(any -> id.equals(WEB.id()))).build();
    source.instances.add(WEB);
    use(START, 2);

    loop.tick(START);

    assertThat(allocator.requests.get(0).blackBoxes()).isEqualTo(Map.of(WEB.id(), box));
  }

  @Test
  void tick_handsMissCurvesOn() {
    MissCurve curve = MissCurve.of(Map.of(0.0, 9.0, 4.0, 1.0));
    ShapingLoop loop =
        builder().missCurves(id -> Optional.of(curve).filter(any -> id.equals(WEB.id()))).build();
    source.instances.add(WEB);
    use(START, 2);

    loop.tick(START);

    assertThat(allocator.requests.get(0).missCurves()).isEqualTo(Map.of(WEB.id(), curve));
  }

  @Test
  void tick_comparesSamplesWithThePredictionThatCoversThem() {
    ShapingLoop loop = builder().lead(Duration.ofMinutes(10)).build();
    source.instances.add(WEB);
    use(START, 2);
    loop.tick(START);

    use(START.plus(Duration.ofMinutes(10)), 9);
    use(START.plus(Duration.ofMinutes(15)), 3);
    TickReport report = loop.tick(START.plus(Duration.ofMinutes(15)));

    assertThat(report.deviations())
        .containsExactly(
            new Deviation(WEB.id(), Resource.CPU, START.plus(Duration.ofMinutes(15)), 0.99, 2, 3));
    assertThat(report.exceeded()).isEqualTo(1);
  }

  @Test
  void tick_comparesWithTheLatestPlan_whereALateTickLetTwoOverlap() {
    ShapingLoop loop = builder().replanEvery(Duration.ofHours(1)).lead(Duration.ZERO).build();
    source.instances.add(WEB);
    loop.tick(START);
    use(START.plusSeconds(5_400), 2);
    loop.tick(START.plusSeconds(5_400));
    use(START.plusSeconds(7_200), 4);
    loop.tick(START.plusSeconds(7_200));

    use(START.plusSeconds(7_500), 3);
    TickReport report = loop.tick(START.plusSeconds(7_500));

    assertThat(report.deviations()).extracting(Deviation::predicted).containsExactly(4.0);
  }

  @Test
  void tick_learnsFromSamplesThatComeLate_butComparesOnlyThoseOfTheLastInterval() {
    ShapingLoop loop = builder().replanEvery(Duration.ofHours(1)).lead(Duration.ZERO).build();
    source.instances.add(WEB);
    use(START, 2);
    for (int hour = 0; hour <= 5; hour++) {
      loop.tick(START.plus(Duration.ofHours(hour)));
    }

    use(START.plusSeconds(3_000), 7);
    use(START.plus(Duration.ofHours(4)), 3);
    TickReport report = loop.tick(START.plus(Duration.ofHours(5)));

    assertThat(report.samples()).isEqualTo(2);
    assertThat(report.deviations())
        .extracting(Deviation::at)
        .containsExactly(START.plus(Duration.ofHours(4)));
  }

  @Test
  void tick_triesAPlanThatFailedAgainAtTheNextTick() {
    ShapingLoop loop = builder().replanEvery(Duration.ofHours(1)).build();
    loop.tick(START);
    allocator.isFailing = true;

    assertThatThrownBy(() -> loop.tick(START.plusSeconds(3_600))).hasMessage("no plan today");
    allocator.isFailing = false;

    assertThat(loop.tick(START.plusSeconds(3_660)).plan()).isPresent();
    assertThat(loop.tick(START.plusSeconds(3_720)).plan()).isEmpty();
    assertThat(loop.tick(START.plusSeconds(7_200)).plan()).isPresent();
  }

  @Test
  void tick_forgetsInstancesThatAreGone_andSkipsTheirSamples() {
    ShapingLoop loop = builder().build();
    source.instances.add(WEB);
    use(START, 2);
    loop.tick(START);
    source.instances.clear();
    use(START.plus(STEP), 3);

    TickReport report = loop.tick(START.plus(STEP));

    assertThat(report.samples()).isZero();
    assertThat(profiler.last).isEmpty();
  }

  @Test
  void tick_skipsSamplesOfAClockThatRunsAhead() {
    ShapingLoop loop = builder().build();
    source.instances.add(WEB);
    use(START.plus(STEP), 3);

    TickReport report = loop.tick(START);

    assertThat(report.samples()).isZero();
    assertThat(profiler.last).isEmpty();
  }

  @Test
  void tick_refusesTimeThatRunsBackwards() {
    ShapingLoop loop = builder().build();
    loop.tick(START);

    assertThatThrownBy(() -> loop.tick(START.minusSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(2026-01-04T23:59:59Z)");
  }

  @Test
  void build_withoutCosts_saysWhatToDo() {
    assertThatThrownBy(() -> ShapingLoop.builder().build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("costs(");
  }

  @Test
  void build_withoutAProviderOfAStage_namesTheStage() {
    ShapingLoop.Builder builder = ShapingLoop.builder().costs(COSTS).source(source);

    assertThatThrownBy(builder::build)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("no profiler provider")
        .hasMessageContaining("add the artifact");
  }

  @Test
  void builder_refusesTimesThatMakeNoSense() {
    ShapingLoop.Builder builder = ShapingLoop.builder();

    assertThatThrownBy(() -> builder.replanEvery(Duration.ZERO)).hasMessageContaining("(PT0S)");
    assertThatThrownBy(() -> builder.lead(Duration.ofSeconds(-1))).hasMessageContaining("(PT-1S)");
  }

  @Test
  void close_closesEveryStage() {
    builder().build().close();

    assertThat(source.closed).isTrue();
    assertThat(profiler.closed).isTrue();
    assertThat(allocator.closed).isTrue();
    assertThat(shaper.closed).isTrue();
  }

  private ShapingLoop.Builder builder() {
    return ShapingLoop.builder()
        .source(source)
        .profiler(profiler)
        .allocator(allocator)
        .shaper(shaper)
        .costs(COSTS);
  }

  private void use(Instant end, double cores) {
    source.samples.add(UsageSample.ofMean(WEB.id(), end, STEP, Resource.CPU, cores));
  }
}
