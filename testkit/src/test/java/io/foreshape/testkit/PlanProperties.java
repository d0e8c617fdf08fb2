package io.foreshape.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.forecast.Deviation;
import io.foreshape.api.plan.Certificate;
import io.foreshape.api.plan.Certificate.Status;
import io.foreshape.api.plan.PlannedShape;
import io.foreshape.api.plan.Reason;
import io.foreshape.api.plan.ShapePlan;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shaping.ShapingOutcome;
import io.foreshape.api.shaping.ShapingReport;
import io.foreshape.api.shaping.ShapingResult;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** Plans and reports say each thing once, and certificates tell how good a plan is. */
@PropertyDefaults(tries = 200)
@Domain(DomainArbitraries.class)
@Domain(DomainContext.Global.class)
class PlanProperties {

  private static Certificate certificate(double objective, double bound) {
    return new Certificate(Status.FEASIBLE, objective, bound, "dual", 1, Duration.ZERO);
  }

  @Property
  void gapIsRelativeToTheObjective(
      @ForAll @DoubleRange(min = -1e9, max = 1e9) double bound,
      @ForAll @DoubleRange(max = 1e9) double difference) {
    double objective = bound + difference;
    Certificate certificate = certificate(objective, bound);
    assertThat(certificate.gap()).isNotNegative().isNotNaN();
    if (objective == bound) {
      assertThat(certificate.gap()).isZero();
    } else if (objective != 0) {
      // Relative to a quotient of two exact numbers.
      double gap = (objective - bound) / Math.abs(objective);
      assertThat(certificate.gap()).isCloseTo(gap, within(1e-12 * gap));
    }
  }

  @Property
  void boundIsNotAboveTheObjective(@ForAll @DoubleRange(min = -1e9, max = 1e9) double objective) {
    double bound = Math.nextUp(objective);
    assertThatThrownBy(() -> certificate(objective, bound))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(" + objective + ")")
        .hasMessageContaining("(" + bound + ")");
    assertThat(certificate(objective, objective).gap()).isZero();
  }

  @Property
  void planHasOneShapePerInstance(@ForAll Instance instance, @ForAll Shape shape) {
    PlannedShape planned = new PlannedShape(instance.id(), instance.host(), shape, List.of());
    assertThatThrownBy(
            () ->
                new ShapePlan(
                    Instant.EPOCH,
                    List.of(planned, planned),
                    certificate(1, 0),
                    List.of(),
                    List.of(),
                    List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(" + instance.id() + ")");
  }

  @Property
  void reasonIsASentence(
      @ForAll Resource resource,
      @ForAll @DoubleRange(max = 1) @Scale(9) double share,
      @ForAll @DoubleRange(max = 1e15) double amount,
      @ForAll Reason.Binding binding) {
    Reason reason =
        new Reason(resource, "two samples", share, amount, amount, binding, 1 - share, 1);
    assertThat(reason.toString())
        .startsWith(resource.id() + ": ")
        .contains(resource.unit().symbol(), "two samples", "P(short)")
        .doesNotContain("NaN", "null", "@");
  }

  @Property
  void quantilesAreExceededFromAbove(
      @ForAll InstanceId instance,
      @ForAll @DoubleRange(max = 10) double predicted,
      @ForAll @DoubleRange(max = 10) double used) {
    Deviation deviation =
        new Deviation(instance, Resource.CPU, Instant.EPOCH, 0.9, predicted, used);
    assertThat(deviation.isExceeded()).isEqualTo(used > predicted);
  }

  @Property
  void outcomesAreCounted(@ForAll List<ShapingOutcome> outcomes, @ForAll ShapingOutcome counted) {
    List<ShapingResult> results =
        outcomes.stream()
            .map(outcome -> new ShapingResult(new InstanceId("a"), outcome, List.of(), ""))
            .toList();
    assertThat(new ShapingReport(Instant.EPOCH, results).count(counted))
        .isEqualTo((int) outcomes.stream().filter(counted::equals).count());
  }
}
