package io.foreshape.shaper;

import static io.foreshape.api.shape.Dimension.CPU_BURST;
import static io.foreshape.api.shape.Dimension.CPU_QUOTA;
import static io.foreshape.api.shape.Dimension.CPU_WEIGHT;
import static io.foreshape.api.shape.Dimension.MEMORY_HARD;
import static io.foreshape.api.shape.Dimension.MEMORY_SOFT;
import static io.foreshape.shaper.Plans.NOW;
import static io.foreshape.shaper.Plans.only;
import static io.foreshape.shaper.Plans.plan;
import static io.foreshape.shaper.Plans.planned;
import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.ResourceVector;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.Weight;
import io.foreshape.api.shaping.ShapingOutcome;
import io.foreshape.api.shaping.ShapingReport;
import io.foreshape.api.shaping.ShapingResult;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.shaper.simulated.Fault;
import io.foreshape.shaper.simulated.FaultPlan;
import io.foreshape.shaper.simulated.SimulatedPlatform;
import io.foreshape.shaper.simulated.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TransactionalShaperTest {

  private static final InstanceId A = new InstanceId("a");
  private static final InstanceId B = new InstanceId("b");
  private static final InstanceId C = new InstanceId("c");
  private static final Shape SMALL = shape(2, 200);
  private static final Shape BIG = shape(4, 400);

  private final List<Write> writes = new ArrayList<>();

  @Test
  void apply_newShape_isApplied() {
    SimulatedPlatform platform = platform();
    platform.add(A, SMALL);
    ShapingResult result = only(TransactionalShaper.on(platform).apply(plan(planned(A, BIG)), NOW));
    assertThat(result.outcome()).isEqualTo(ShapingOutcome.APPLIED);
    assertThat(result.cause()).isEmpty();
    assertThat(result.changes()).hasSize(2);
    assertThat(platform.read(A)).contains(BIG);
  }

  @Test
  void apply_sameShape_writesNothing() {
    SimulatedPlatform platform = platform();
    platform.add(A, SMALL.with(CPU_WEIGHT, Weight.NORMAL));
    ShapingReport report = TransactionalShaper.on(platform).apply(plan(planned(A, SMALL)), NOW);
    assertThat(only(report).outcome()).isEqualTo(ShapingOutcome.UNCHANGED);
    assertThat(report.at()).isEqualTo(NOW);
    assertThat(platform.writeCount()).isZero();
  }

  @Test
  void apply_dimensionThatPlatformCannotSet_isRejectedAsAWholeByName() {
    SimulatedPlatform platform =
        SimulatedPlatform.builder().capabilities(Set.of(CPU_QUOTA, MEMORY_HARD)).build();
    platform.add(A, SMALL);
    Shape target = BIG.with(CPU_BURST, Limit.of(1));
    ShapingResult result =
        only(TransactionalShaper.on(platform).apply(plan(planned(A, target)), NOW));
    assertThat(result.outcome()).isEqualTo(ShapingOutcome.REJECTED);
    assertThat(result.cause()).contains("cpu.burst").doesNotContain("cpu.quota");
    assertThat(platform.read(A)).contains(SMALL);
  }

  @Test
  void apply_shapeThatContradictsWhatIsThere_isRejected() {
    SimulatedPlatform platform = platform();
    platform.add(A, SMALL);
    Shape target = Shape.untouched().with(MEMORY_SOFT, Limit.of(300));
    ShapingResult result =
        only(TransactionalShaper.on(platform).apply(plan(planned(A, target)), NOW));
    assertThat(result.outcome()).isEqualTo(ShapingOutcome.REJECTED);
    assertThat(result.cause()).contains("memory.soft (300.0)", "memory.hard (200.0)");
  }

  @Test
  void apply_absentInstance_isGone() {
    ShapingResult result =
        only(TransactionalShaper.on(platform()).apply(plan(planned(A, BIG)), NOW));
    assertThat(result.outcome()).isEqualTo(ShapingOutcome.GONE);
  }

  @Test
  void apply_memoryInUse_defersTheWholeInstanceAndNamesAmounts() {
    SimulatedPlatform platform = platform();
    platform.add(A, BIG);
    use(platform, A, 195);
    ShapingResult result =
        only(TransactionalShaper.on(platform).apply(plan(planned(A, SMALL)), NOW));
    assertThat(result.outcome()).isEqualTo(ShapingOutcome.DEFERRED);
    assertThat(result.cause()).contains("400.0 -> 200.0", "195.0 bytes", "204.75");
    assertThat(platform.read(A)).contains(BIG);
    assertThat(platform.writeCount()).isZero();
  }

  @Test
  void apply_memoryUseUnknown_isDeferred() {
    SimulatedPlatform platform = platform();
    platform.add(A, BIG);
    ShapingResult result =
        only(TransactionalShaper.on(platform).apply(plan(planned(A, SMALL)), NOW));
    assertThat(result.outcome()).isEqualTo(ShapingOutcome.DEFERRED);
    assertThat(result.cause()).contains("not known");
  }

  @Test
  void apply_exactlyUseAndHeadroom_isApplied() {
    SimulatedPlatform platform = platform();
    platform.add(A, BIG);
    use(platform, A, 100);
    Shape target = shape(2, 100 * (1 + TransactionalShaper.MEMORY_HEADROOM));
    ShapingResult result =
        only(TransactionalShaper.on(platform).apply(plan(planned(A, target)), NOW));
    assertThat(result.outcome()).isEqualTo(ShapingOutcome.APPLIED);
  }

  @Test
  void apply_secondWriteFails_undoesTheFirst() {
    assertUndone(Fault.FAIL, ShapingOutcome.ROLLED_BACK, "simulated failure");
  }

  @Test
  void apply_secondWriteRefused_undoesTheFirst() {
    assertUndone(Fault.REFUSE, ShapingOutcome.REJECTED, "simulated refusal");
  }

  @Test
  void apply_secondWriteClamped_undoesBoth() {
    assertUndone(Fault.CLAMP, ShapingOutcome.ROLLED_BACK, "it reads 300.0");
  }

  @Test
  void apply_secondWriteThrows_undoesBoth() {
    assertUndone(Fault.THROW, ShapingOutcome.ROLLED_BACK, "simulated exception");
  }

  private void assertUndone(Fault fault, ShapingOutcome outcome, String cause) {
    SimulatedPlatform platform = platform(Fault.NONE, fault);
    platform.add(A, SMALL);
    platform.add(B, SMALL);
    ShapingReport report =
        TransactionalShaper.on(platform).apply(plan(planned(A, BIG), planned(B, BIG)), NOW);
    assertThat(Plans.of(report, A).outcome()).isEqualTo(outcome);
    assertThat(Plans.of(report, A).cause()).contains(cause).doesNotContain("is left as");
    assertThat(platform.read(A)).contains(SMALL);
    assertThat(Plans.of(report, B).outcome()).isEqualTo(ShapingOutcome.APPLIED);
  }

  @Test
  void apply_vanishesOnTheWay_isGoneAndOthersGoOn() {
    SimulatedPlatform platform = platform(Fault.VANISH);
    platform.add(A, SMALL);
    platform.add(B, SMALL);
    ShapingReport report =
        TransactionalShaper.on(platform).apply(plan(planned(A, BIG), planned(B, BIG)), NOW);
    assertThat(Plans.of(report, A).outcome()).isEqualTo(ShapingOutcome.GONE);
    assertThat(Plans.of(report, B).outcome()).isEqualTo(ShapingOutcome.APPLIED);
  }

  @Test
  void apply_undoFailsToo_saysWhatIsLeftAsWhat() {
    SimulatedPlatform platform = platform(Fault.NONE, Fault.FAIL, Fault.FAIL);
    platform.add(A, SMALL);
    ShapingResult result = only(TransactionalShaper.on(platform).apply(plan(planned(A, BIG)), NOW));
    assertThat(result.outcome()).isEqualTo(ShapingOutcome.ROLLED_BACK);
    assertThat(result.cause())
        .contains("undoing failed: cpu.quota is left as 4.0, was 2.0 (FAILED, simulated failure)");
    assertThat(platform.read(A)).contains(shape(4, 200));
  }

  @Test
  void apply_undoWouldLowerMemoryBelowUse_leavesItAndSaysSo() {
    SimulatedPlatform[] platform = new SimulatedPlatform[1];
    // The instance makes use of its new memory at once, then the next write fails.
    platform[0] =
        SimulatedPlatform.builder()
            .faults(FaultPlan.scripted(List.of(Fault.NONE, Fault.FAIL)))
            .log(write -> use(platform[0], A, 350))
            .build();
    platform[0].add(A, SMALL);
    Shape target =
        Shape.untouched().with(MEMORY_HARD, Limit.of(400)).with(MEMORY_SOFT, Limit.of(1));
    ShapingResult result =
        only(TransactionalShaper.on(platform[0]).apply(plan(planned(A, target)), NOW));
    assertThat(result.cause())
        .contains("memory.hard is left as 400.0, was 200.0 (350.0 bytes are in use)");
    assertThat(platform[0].read(A)).contains(shape(2, 400));
  }

  @Test
  void apply_swapOnAFullHost_isAppliedWithoutExceedingTheSum() {
    SimulatedPlatform platform = platform();
    platform.add(A, SMALL);
    platform.add(B, BIG);
    use(platform, B, 100);
    ShapingReport report =
        TransactionalShaper.on(platform).apply(plan(planned(A, BIG), planned(B, SMALL)), NOW);
    assertThat(report.count(ShapingOutcome.APPLIED)).isEqualTo(2);
    assertThat(writes).extracting(Write::instance).containsExactly(B, B, A, A);
  }

  @Test
  void apply_roomStaysTaken_defersWhoWasToGrowIntoIt() {
    SimulatedPlatform platform = platform();
    platform.add(A, SMALL);
    platform.add(B, BIG);
    use(platform, B, 390);
    ShapingReport report =
        TransactionalShaper.on(platform).apply(plan(planned(A, BIG), planned(B, SMALL)), NOW);
    assertThat(Plans.of(report, A).outcome()).isEqualTo(ShapingOutcome.DEFERRED);
    assertThat(Plans.of(report, A).cause()).contains("host host has no room");
    assertThat(platform.writeCount()).isZero();
  }

  @Test
  void apply_growerFailsLate_sendsBackWhoStandsOnItsRoom() {
    SimulatedPlatform platform = platform(Fault.NONE, Fault.NONE, Fault.NONE, Fault.FAIL);
    ShapingReport report = applyChain(platform);
    assertThat(Plans.of(report, A).outcome()).isEqualTo(ShapingOutcome.DEFERRED);
    assertThat(Plans.of(report, A).cause()).contains("room of instance b");
    assertThat(Plans.of(report, B).outcome()).isEqualTo(ShapingOutcome.ROLLED_BACK);
    assertThat(Plans.of(report, C).outcome()).isEqualTo(ShapingOutcome.APPLIED);
    assertThat(platform.read(A)).contains(shape(2, 200));
    assertThat(platform.read(B)).contains(shape(4, 200));
  }

  @Test
  void apply_growerVanishesLate_leavesWhoStandsOnItsRoom() {
    SimulatedPlatform platform = platform(Fault.NONE, Fault.NONE, Fault.NONE, Fault.VANISH);
    ShapingReport report = applyChain(platform);
    assertThat(Plans.of(report, A).outcome()).isEqualTo(ShapingOutcome.APPLIED);
    assertThat(Plans.of(report, B).outcome()).isEqualTo(ShapingOutcome.GONE);
    assertThat(platform.read(A)).contains(shape(4, 200));
  }

  /** On a full host a grows into b's CPU, and b into c's memory, which is the fourth write. */
  private static ShapingReport applyChain(SimulatedPlatform platform) {
    platform.add(A, shape(2, 200));
    platform.add(B, shape(4, 200));
    platform.add(C, shape(1, 400));
    use(platform, C, 100);
    return TransactionalShaper.on(platform)
        .apply(
            plan(planned(A, shape(4, 200)), planned(B, shape(2, 400)), planned(C, shape(1, 200))),
            NOW);
  }

  @Test
  void apply_softAndHardMemory_inTheOrderThatNeverContradicts() {
    SimulatedPlatform platform = platform();
    Shape low = SMALL.with(MEMORY_SOFT, Limit.of(150));
    Shape high = BIG.with(MEMORY_SOFT, Limit.of(350));
    platform.add(A, low);
    use(platform, A, 50);
    TransactionalShaper shaper = TransactionalShaper.on(platform);
    assertThat(only(shaper.apply(plan(planned(A, high)), NOW)).outcome())
        .isEqualTo(ShapingOutcome.APPLIED);
    assertThat(only(shaper.apply(plan(planned(A, low)), NOW)).outcome())
        .isEqualTo(ShapingOutcome.APPLIED);
    assertThat(platform.read(A)).contains(low);
  }

  @Test
  void preview_writesNothing() {
    SimulatedPlatform platform = platform();
    platform.add(A, SMALL);
    ShapingResult result =
        only(TransactionalShaper.on(platform).preview(plan(planned(A, BIG)), NOW));
    assertThat(result.outcome()).isEqualTo(ShapingOutcome.APPLIED);
    assertThat(result.changes()).hasSize(2);
    assertThat(platform.writeCount()).isZero();
    assertThat(platform.read(A)).contains(SMALL);
  }

  @Test
  void restore_givesBackAndUnsets() {
    SimulatedPlatform platform = platform();
    Shape original = Shape.untouched().with(CPU_QUOTA, Limit.of(2));
    platform.add(A, original);
    use(platform, A, 50);
    TransactionalShaper shaper = TransactionalShaper.on(platform);
    shaper.apply(plan(planned(A, SMALL)), NOW);
    shaper.apply(plan(planned(A, BIG)), NOW);
    ShapingResult result = only(shaper.restore(NOW));
    assertThat(result.outcome()).isEqualTo(ShapingOutcome.APPLIED);
    assertThat(result.changes())
        .extracting(Object::toString)
        .containsExactly("cpu.quota: 4.0 -> 2.0", "memory.hard: 400.0 -> unset");
    assertThat(platform.read(A)).contains(original);
    assertThat(shaper.restore(NOW).results()).isEmpty();
  }

  @Test
  void restore_belowMemoryInUse_isDeferredAndTriedAgain() {
    SimulatedPlatform platform = platform();
    platform.add(A, SMALL);
    TransactionalShaper shaper = TransactionalShaper.on(platform);
    shaper.apply(plan(planned(A, BIG)), NOW);
    use(platform, A, 300);
    assertThat(only(shaper.restore(NOW)).outcome()).isEqualTo(ShapingOutcome.DEFERRED);
    use(platform, A, 100);
    assertThat(only(shaper.restore(NOW)).outcome()).isEqualTo(ShapingOutcome.APPLIED);
    assertThat(platform.read(A)).contains(SMALL);
  }

  @Test
  void restore_goneInstance_isForgotten() {
    SimulatedPlatform platform = platform();
    platform.add(A, SMALL);
    TransactionalShaper shaper = TransactionalShaper.on(platform);
    shaper.apply(plan(planned(A, BIG)), NOW);
    platform.remove(A);
    assertThat(only(shaper.restore(NOW)).outcome()).isEqualTo(ShapingOutcome.GONE);
    platform.add(A, BIG);
    assertThat(shaper.restore(NOW).results()).isEmpty();
  }

  @Test
  void current_readsThoseThatExist() {
    SimulatedPlatform platform = platform();
    platform.add(A, SMALL);
    assertThat(TransactionalShaper.on(platform).current(List.of(B, A))).containsOnlyKeys(A);
  }

  private SimulatedPlatform platform(Fault... faults) {
    return SimulatedPlatform.builder()
        .faults(FaultPlan.scripted(List.of(faults)))
        .log(writes::add)
        .build();
  }

  private static void use(SimulatedPlatform platform, InstanceId instance, double bytes) {
    platform.setUse(instance, ResourceVector.of(Resource.MEMORY, bytes));
  }

  private static Shape shape(double cores, double bytes) {
    return Shape.untouched().with(CPU_QUOTA, Limit.of(cores)).with(MEMORY_HARD, Limit.of(bytes));
  }
}
