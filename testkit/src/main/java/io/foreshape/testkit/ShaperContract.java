package io.foreshape.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.host.HostId;
import io.foreshape.api.plan.Certificate;
import io.foreshape.api.plan.PlannedShape;
import io.foreshape.api.plan.ShapePlan;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.Weight;
import io.foreshape.api.shaping.Shaper;
import io.foreshape.api.shaping.ShapingOutcome;
import io.foreshape.api.shaping.ShapingReport;
import io.foreshape.api.shaping.ShapingResult;
import io.foreshape.api.workload.InstanceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The rules of a shaper, on a few instances of a platform, real or faked, without limits of step or
 * rate.
 *
 * <p>JUnit makes a new object of the test class for each test: its fields hold the platform of one
 * test, and every method here speaks about that platform.
 */
public interface ShaperContract {

  /** A dimension that no platform has. */
  Dimension<Weight> IMPOSSIBLE = Dimension.of("testkit.no-such-dimension", Weight.class);

  /**
   * The subject.
   *
   * @return a new shaper of the test's platform, which the contract closes
   */
  Shaper subject();

  /**
   * Shapes that the platform takes, other than those that the instances have.
   *
   * @return a shape for each instance that exists, two at least
   */
  Map<InstanceId, Shape> targets();

  /**
   * Where the instances are.
   *
   * @return a host, which the shaper knows if it needs to
   */
  default HostId host() {
    return new HostId("testkit-host");
  }

  private PlannedShape planned(InstanceId instance, Shape shape) {
    return new PlannedShape(instance, host(), shape, List.of());
  }

  private ShapePlan plan() {
    return plan(
        targets().entrySet().stream().map(entry -> planned(entry.getKey(), entry.getValue())));
  }

  private static ShapePlan plan(Stream<PlannedShape> shapes) {
    Certificate certificate =
        new Certificate(Certificate.Status.FEASIBLE, 1, 0, "testkit", 0, Duration.ZERO);
    return new ShapePlan(minute(0), shapes.toList(), certificate, List.of(), List.of(), List.of());
  }

  private static Instant minute(int minute) {
    return Instant.ofEpochSecond(1_760_000_000L + 60L * minute);
  }

  private static boolean shows(Shape actual, Shape target) {
    return actual.diff(target).isEmpty();
  }

  private static List<InstanceId> instances(ShapingReport report) {
    return report.results().stream().map(ShapingResult::instance).toList();
  }

  /** What is APPLIED is there when it is read, and each shape of the plan has one result. */
  @Test
  default void required_H101_whatWasAppliedIsThere() {
    try (Shaper shaper = subject()) {
      ShapingReport report = shaper.apply(plan(), minute(0));
      assertThat(instances(report)).containsExactlyInAnyOrderElementsOf(targets().keySet());
      assertThat(report.count(ShapingOutcome.APPLIED)).isEqualTo(targets().size());
      Map<InstanceId, Shape> after = shaper.current(targets().keySet());
      targets()
          .forEach(
              (instance, target) ->
                  assertThat(shows(after.getOrDefault(instance, Shape.untouched()), target))
                      .as("%s", instance)
                      .isTrue());
    }
  }

  /** The same plan again finds everything UNCHANGED. */
  @Test
  default void required_H102_applyingTwiceIsUnchanged() {
    try (Shaper shaper = subject()) {
      shaper.apply(plan(), minute(0));
      Map<InstanceId, Shape> once = shaper.current(targets().keySet());
      ShapingReport again = shaper.apply(plan(), minute(1));
      assertThat(again.results())
          .extracting(ShapingResult::outcome)
          .containsOnly(ShapingOutcome.UNCHANGED);
      assertThat(shaper.current(targets().keySet())).isEqualTo(once);
    }
  }

  /** A preview writes nothing. */
  @Test
  default void required_H103_previewWritesNothing() {
    try (Shaper shaper = subject()) {
      Map<InstanceId, Shape> before = shaper.current(targets().keySet());
      shaper.preview(plan(), minute(0));
      assertThat(shaper.current(targets().keySet())).isEqualTo(before);
    }
  }

  /** A preview tells the outcomes and changes that applying then has. */
  @Test
  default void required_H104_previewTellsWhatApplyDoes() {
    try (Shaper shaper = subject()) {
      ShapingReport preview = shaper.preview(plan(), minute(0));
      ShapingReport report = shaper.apply(plan(), minute(1));
      assertThat(told(preview)).containsExactlyInAnyOrderElementsOf(told(report));
    }
  }

  private static List<List<Object>> told(ShapingReport report) {
    return report.results().stream()
        .map(
            result ->
                List.<Object>of(result.instance(), result.outcome(), Set.copyOf(result.changes())))
        .toList();
  }

  /** Restoring gives every instance the shape it had before the shaper first touched it. */
  @Test
  default void required_H105_restoreGivesBack() {
    try (Shaper shaper = subject()) {
      Map<InstanceId, Shape> before = shaper.current(targets().keySet());
      shaper.apply(plan(), minute(0));
      shaper.apply(plan(), minute(1));
      shaper.restore(minute(2));
      assertThat(shaper.current(targets().keySet())).isEqualTo(before);
    }
  }

  /** An instance that is gone is GONE, absent when read, and in nobody's way. */
  @Test
  default void required_H106_goneInstancesAreReported() {
    InstanceId gone = new InstanceId("testkit-no-such-instance");
    Map.Entry<InstanceId, Shape> first = targets().entrySet().iterator().next();
    InstanceId there = first.getKey();
    Shape target = first.getValue();
    try (Shaper shaper = subject()) {
      assertThat(shaper.current(List.of(gone, there))).containsOnlyKeys(there);
      ShapingReport report =
          shaper.apply(plan(Stream.of(planned(gone, target), planned(there, target))), minute(0));
      assertThat(outcome(report, gone)).isEqualTo(ShapingOutcome.GONE);
      assertThat(outcome(report, there)).isEqualTo(ShapingOutcome.APPLIED);
    }
  }

  private static ShapingOutcome outcome(ShapingReport report, InstanceId instance) {
    return report.results().stream()
        .filter(result -> result.instance().equals(instance))
        .findFirst()
        .orElseThrow(() -> new AssertionError("No result for (" + instance + ")"))
        .outcome();
  }

  /** A shape that can't be had whole is not had at all, and the report says why. */
  @Test
  default void required_H107_neverHalfShaped() {
    Map.Entry<InstanceId, Shape> first = targets().entrySet().iterator().next();
    InstanceId instance = first.getKey();
    Shape target = first.getValue().with(IMPOSSIBLE, Weight.NORMAL);
    try (Shaper shaper = subject()) {
      Map<InstanceId, Shape> before = shaper.current(targets().keySet());
      ShapingReport report = shaper.apply(plan(Stream.of(planned(instance, target))), minute(0));
      assertThat(outcome(report, instance))
          .isIn(ShapingOutcome.REJECTED, ShapingOutcome.ROLLED_BACK);
      assertThat(report.results().get(0).cause()).isNotBlank();
      assertThat(shaper.current(targets().keySet())).isEqualTo(before);
    }
  }

  /** Restoring what was never touched changes nothing. */
  @Test
  default void required_H108_restoreWithoutApplyChangesNothing() {
    try (Shaper shaper = subject()) {
      Map<InstanceId, Shape> before = shaper.current(targets().keySet());
      ShapingReport report = shaper.restore(minute(0));
      assertThat(report.count(ShapingOutcome.APPLIED)).isZero();
      assertThat(shaper.current(targets().keySet())).isEqualTo(before);
    }
  }
}
