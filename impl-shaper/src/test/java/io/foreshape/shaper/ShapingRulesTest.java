package io.foreshape.shaper;

import static io.foreshape.shaper.Plans.NOW;
import static io.foreshape.shaper.Plans.only;
import static io.foreshape.shaper.Plans.plan;
import static io.foreshape.shaper.Plans.planned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.ResourceVector;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.shaping.ShapingOutcome;
import io.foreshape.api.shaping.ShapingReport;
import io.foreshape.api.shaping.ShapingResult;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.shaper.simulated.SimulatedPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits of step and rate, the emergency stop, and what others change or the platform rounds. */
class ShapingRulesTest {

  private static final InstanceId A = new InstanceId("a");
  private static final InstanceId B = new InstanceId("b");

  private final SimulatedPlatform platform = SimulatedPlatform.create();

  private static Shape cpu(double cores) {
    return Shape.untouched().with(Dimension.CPU_QUOTA, Limit.of(cores));
  }

  private static ShapeChange<Limit> quota(double from, double to) {
    return new ShapeChange<>(Dimension.CPU_QUOTA, Limit.of(from), Limit.of(to));
  }

  private ShapingResult apply(TransactionalShaper shaper, double cores) {
    return only(shaper.apply(plan(planned(A, cpu(cores))), NOW));
  }

  @Test
  void rounding_isForeseen() {
    SimulatedPlatform coarse =
        SimulatedPlatform.builder().grain(Dimension.MEMORY_HARD, 4_096).build();
    coarse.add(A, Shape.untouched().with(Dimension.MEMORY_HARD, Limit.of(8_192)));
    coarse.setUse(A, ResourceVector.of(Resource.MEMORY, 0));
    TransactionalShaper shaper = TransactionalShaper.on(coarse);
    Shape target = Shape.untouched().with(Dimension.MEMORY_HARD, Limit.of(5_000));
    ShapingResult result = only(shaper.apply(plan(planned(A, target)), NOW));
    assertThat(result.outcome()).isEqualTo(ShapingOutcome.APPLIED);
    assertThat(result.changes())
        .extracting(Object::toString)
        .containsExactly("memory.hard: 8192.0 -> 4096.0");
    assertThat(only(shaper.apply(plan(planned(A, target)), NOW)).outcome())
        .isEqualTo(ShapingOutcome.UNCHANGED);
  }

  @Test
  void foreignChange_isRespected() {
    platform.add(A, cpu(1));
    TransactionalShaper shaper = TransactionalShaper.on(platform);
    apply(shaper, 2);
    platform.apply(A, quota(2, 5));
    ShapingResult result = apply(shaper, 3);
    assertThat(result.outcome()).isEqualTo(ShapingOutcome.REJECTED);
    assertThat(result.cause()).contains("somebody else", "reads 5.0 where 2.0 was set");
    ShapingResult restored = only(shaper.restore(NOW));
    assertThat(restored.cause()).contains("cpu.quota stays 5.0");
    assertThat(platform.read(A)).contains(cpu(5));
    assertThat(shaper.restore(NOW).results()).isEmpty();
  }

  @Test
  void foreignChange_enforced_isOverwrittenAndTold() {
    platform.add(A, cpu(1));
    TransactionalShaper shaper =
        TransactionalShaper.builder(platform).foreignChanges(ForeignChanges.ENFORCE).build();
    apply(shaper, 2);
    platform.apply(A, quota(2, 5));
    ShapingResult result = apply(shaper, 3);
    assertThat(result.outcome()).isEqualTo(ShapingOutcome.APPLIED);
    assertThat(result.cause()).contains("overwritten");
    platform.apply(A, quota(3, 5));
    shaper.restore(NOW);
    assertThat(platform.read(A)).contains(cpu(1));
  }

  @Test
  void newInstanceOfTheSameName_isNotSomebodyElsesChange() {
    platform.add(A, cpu(1));
    TransactionalShaper shaper = TransactionalShaper.on(platform);
    apply(shaper, 2);
    platform.remove(A);
    platform.add(A, cpu(6));
    assertThat(apply(shaper, 3).outcome()).isEqualTo(ShapingOutcome.APPLIED);
    shaper.restore(NOW);
    assertThat(platform.read(A)).contains(cpu(6));
  }

  @Test
  void driftWhileThePlanIsCarriedOut_isDeferred() {
    SimulatedPlatform[] own = new SimulatedPlatform[1];
    own[0] =
        SimulatedPlatform.builder()
            .log(
                write -> {
                  if (write.instance().equals(A)) {
                    own[0].apply(B, quota(1, 1.5));
                  }
                })
            .build();
    own[0].add(A, cpu(4));
    own[0].add(B, cpu(1));
    ShapingReport report =
        TransactionalShaper.on(own[0]).apply(plan(planned(A, cpu(2)), planned(B, cpu(3))), NOW);
    assertThat(Plans.of(report, B).outcome()).isEqualTo(ShapingOutcome.DEFERRED);
    assertThat(Plans.of(report, B).cause()).contains("reads 1.5 now");
    assertThat(own[0].read(B)).contains(cpu(1.5));
  }

  @Test
  void stepLimits_areApproachedStepByStep() {
    platform.add(A, cpu(1));
    TransactionalShaper shaper = TransactionalShaper.builder(platform).stepLimits(2, 0.5).build();
    ShapingResult first = apply(shaper, 3);
    assertThat(first.outcome()).isEqualTo(ShapingOutcome.APPLIED);
    assertThat(first.cause()).contains("cpu.quota goes as far as one step goes, planned is 3.0");
    assertThat(platform.read(A)).contains(cpu(2));
    assertThat(apply(shaper, 3).cause()).isEmpty();
    apply(shaper, 0.1);
    assertThat(platform.read(A)).contains(cpu(1.5));
    assertThatThrownBy(() -> TransactionalShaper.builder(platform).stepLimits(1, 0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(1.0)");
  }

  @Test
  void rateLimits_letThoseGoFirstThatWaitedLongest() {
    platform.add(A, cpu(1));
    platform.add(B, cpu(1));
    TransactionalShaper shaper =
        TransactionalShaper.builder(platform).rateLimits(1, Duration.ofSeconds(90)).build();
    ShapingReport first = shaper.apply(plan(planned(A, cpu(2)), planned(B, cpu(2))), NOW);
    assertThat(Plans.of(first, A).outcome()).isEqualTo(ShapingOutcome.APPLIED);
    assertThat(Plans.of(first, B).cause()).contains("no more than 1");
    ShapingReport second =
        shaper.apply(plan(planned(A, cpu(3)), planned(B, cpu(2))), NOW.plusSeconds(60));
    assertThat(Plans.of(second, A).cause()).contains("left alone until");
    assertThat(Plans.of(second, B).outcome()).isEqualTo(ShapingOutcome.APPLIED);
    ShapingReport earlier = shaper.apply(plan(planned(A, cpu(3))), NOW.minusSeconds(9_999));
    assertThat(only(earlier).outcome()).as("clock set back").isEqualTo(ShapingOutcome.APPLIED);
  }

  @Test
  void stop_beginsNothingButRestores() {
    platform.add(A, cpu(1));
    TransactionalShaper shaper = TransactionalShaper.on(platform);
    apply(shaper, 2);
    shaper.stop("fire");
    ShapingResult result = apply(shaper, 3);
    assertThat(result.outcome()).isEqualTo(ShapingOutcome.DEFERRED);
    assertThat(result.cause()).contains("emergency stop: fire");
    shaper.resume();
    assertThat(apply(shaper, 3).outcome()).isEqualTo(ShapingOutcome.APPLIED);
    shaper.stop("fire");
    shaper.restore(NOW);
    assertThat(platform.read(A)).contains(cpu(1));
  }

  @Test
  void stopFile_beginsNothing(@TempDir Path directory) throws IOException {
    platform.add(A, cpu(1));
    try (TransactionalShaper shaper =
        TransactionalShaper.builder(platform).journal(directory).build()) {
      Files.createFile(directory.resolve("stop"));
      assertThat(apply(shaper, 3).cause()).contains("emergency stop: there is a file");
      assertThat(platform.writeCount()).isZero();
    }
  }

  @Test
  void preview_listsExactlyTheWrites() {
    platform.add(A, cpu(1));
    platform.add(B, cpu(4));
    TransactionalShaper shaper = TransactionalShaper.on(platform);
    ShapingReport preview = shaper.preview(plan(planned(A, cpu(3)), planned(B, cpu(2))), NOW);
    assertThat(preview.writes())
        .extracting(write -> write.instance() + " " + write.change())
        .containsExactly("b cpu.quota: 4.0 -> 2.0", "a cpu.quota: 1.0 -> 3.0");
    assertThat(platform.writeCount()).isZero();
  }
}
