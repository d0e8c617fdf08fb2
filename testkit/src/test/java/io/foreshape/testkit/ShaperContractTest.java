package io.foreshape.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.plan.ShapePlan;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.shaping.ShapingOutcome;
import io.foreshape.api.shaping.ShapingReport;
import io.foreshape.api.shaping.ShapingResult;
import io.foreshape.api.workload.InstanceId;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A right shaper breaks no rule, and each wrong one exactly its own. */
class ShaperContractTest {

  static Stream<Arguments> shapers() {
    return Stream.of(
        Arguments.of(ReferenceShaper.class, ""),
        Arguments.of(Forgetful.class, "H101"),
        Arguments.of(NotIdempotent.class, "H102"),
        Arguments.of(WritingPreview.class, "H103"),
        Arguments.of(LyingPreview.class, "H104"),
        Arguments.of(ShortMemory.class, "H105"),
        Arguments.of(BlindToDeath.class, "H106"),
        Arguments.of(HalfShaping.class, "H107"),
        Arguments.of(Resetting.class, "H108"));
  }

  @ParameterizedTest
  @MethodSource("shapers")
  void contract_findsExactlyTheBrokenRule(Class<?> conformanceTest, String broken) {
    assertThat(String.join(",", ContractRun.brokenRules(conformanceTest))).isEqualTo(broken);
  }

  /** It does not report the last one of several that it has shaped. */
  static class Forgetful extends ReferenceShaper {
    @Override
    public ShapingReport apply(ShapePlan plan, Instant now) {
      return shortened(super.apply(plan, now));
    }

    @Override
    public ShapingReport preview(ShapePlan plan, Instant now) {
      return shortened(super.preview(plan, now));
    }

    private static ShapingReport shortened(ShapingReport report) {
      int applied = report.count(ShapingOutcome.APPLIED);
      return applied < 2
          ? report
          : new ShapingReport(report.at(), report.results().subList(0, applied - 1));
    }
  }

  /** It writes again what is so already. */
  static class NotIdempotent extends ReferenceShaper {
    @Override
    public ShapingReport apply(ShapePlan plan, Instant now) {
      return replaced(super.apply(plan, now), ShapingOutcome.UNCHANGED, ShapingOutcome.APPLIED);
    }
  }

  /** Its preview leaves a trace. */
  static class WritingPreview extends ReferenceShaper {
    @Override
    public ShapingReport preview(ShapePlan plan, Instant now) {
      platform.set(
          FakePlatform.A, List.of(new ShapeChange<>(Dimension.CPU_BURST, null, Limit.of(1))));
      return super.preview(plan, now);
    }
  }

  /** Its preview says that nothing will happen. */
  static class LyingPreview extends ReferenceShaper {
    @Override
    public ShapingReport preview(ShapePlan plan, Instant now) {
      return replaced(super.preview(plan, now), ShapingOutcome.APPLIED, ShapingOutcome.UNCHANGED);
    }
  }

  /** It remembers what was there before it applied last, not before it applied first. */
  static class ShortMemory extends ReferenceShaper {
    @Override
    public ShapingReport apply(ShapePlan plan, Instant now) {
      originals.putAll(platform.shapes);
      return super.apply(plan, now);
    }
  }

  /** It takes what is gone for something that it may not touch. */
  static class BlindToDeath extends ReferenceShaper {
    @Override
    public ShapingReport apply(ShapePlan plan, Instant now) {
      return replaced(super.apply(plan, now), ShapingOutcome.GONE, ShapingOutcome.REJECTED);
    }
  }

  /** Of what it rejects it applies what it can. */
  static class HalfShaping extends ReferenceShaper {
    @Override
    public ShapingReport apply(ShapePlan plan, Instant now) {
      ShapingReport report = super.apply(plan, now);
      for (ShapingResult result : report.results()) {
        if (result.outcome() == ShapingOutcome.REJECTED) {
          platform.set(result.instance(), result.changes().subList(0, 1));
        }
      }
      return report;
    }
  }

  /** With nothing to restore it resets everything. */
  static class Resetting extends ReferenceShaper {
    @Override
    public ShapingReport restore(Instant now) {
      if (originals.isEmpty()) {
        for (InstanceId instance : platform.shapes.keySet()) {
          originals.put(instance, Shape.untouched());
        }
      }
      return super.restore(now);
    }
  }

  private static ShapingReport replaced(
      ShapingReport report, ShapingOutcome from, ShapingOutcome to) {
    return new ShapingReport(
        report.at(),
        report.results().stream()
            .map(
                result ->
                    new ShapingResult(
                        result.instance(),
                        result.outcome() == from ? to : result.outcome(),
                        result.changes(),
                        result.cause()))
            .toList());
  }
}
