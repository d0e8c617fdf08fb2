package io.foreshape.shaper;

import static io.foreshape.shaper.Plans.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.plan.PlannedShape;
import io.foreshape.api.plan.ShapePlan;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shaping.ShapingOutcome;
import io.foreshape.api.shaping.ShapingReport;
import io.foreshape.api.shaping.ShapingResult;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.shaper.simulated.SimulatedPlatform;
import io.foreshape.shaper.simulated.Write;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import net.jqwik.api.statistics.Statistics;

@Domain(Scenarios.class)
@Domain(DomainContext.Global.class)
class TransactionalShaperProperties {

  private static final Set<ShapingOutcome> AS_PLANNED =
      EnumSet.of(ShapingOutcome.APPLIED, ShapingOutcome.UNCHANGED);

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void everyInstanceHasItsOldOrItsNewShape(@ForAll Scenario scenario) {
    SimulatedPlatform platform = scenario.platform(write -> {});
    TransactionalShaper shaper = TransactionalShaper.on(platform);
    for (ShapePlan plan : scenario.shapePlans()) {
      recover(shaper, scenario.faults().size());
      Map<InstanceId, Shape> before = shaper.current(platform.instances());
      ShapingReport report = shaper.apply(plan, NOW);
      assertThat(report.results())
          .extracting(ShapingResult::instance)
          .containsExactlyElementsOf(plan.shapes().stream().map(PlannedShape::instance).toList());
      for (int i = 0; i < plan.shapes().size(); i++) {
        ShapingResult result = report.results().get(i);
        Statistics.collect(result.outcome(), isHalfShaped(result) ? "half-shaped" : "whole");
        assertEnd(platform, before, plan.shapes().get(i), result);
      }
    }
  }

  /** What failed is tried again until the faults are used up. */
  private static void recover(TransactionalShaper shaper, int most) {
    ShapingReport report = shaper.recover(NOW);
    for (int i = 0; i < most && report.count(ShapingOutcome.DEFERRED) > 0; i++) {
      report = shaper.recover(NOW);
    }
    assertThat(report.count(ShapingOutcome.DEFERRED)).isZero();
  }

  private static void assertEnd(
      SimulatedPlatform platform,
      Map<InstanceId, Shape> before,
      PlannedShape planned,
      ShapingResult result) {
    Shape old = before.get(planned.instance());
    Shape now = platform.read(planned.instance()).orElse(null);
    if (result.outcome() == ShapingOutcome.GONE) {
      assertThat(now).isNull();
    } else if (AS_PLANNED.contains(result.outcome())) {
      assertThat(now).isEqualTo(old.apply(old.diff(planned.shape())));
    } else if (isHalfShaped(result)) {
      for (Dimension<?> dimension : now.dimensions()) {
        Object value = now.get(dimension).orElseThrow();
        if (!value.equals(old.get(dimension).orElse(null))) {
          assertThat(result.cause()).contains(dimension + " is left as " + value);
        }
      }
    } else {
      assertThat(now).isEqualTo(old);
      assertThat(result.cause()).isNotEmpty();
    }
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void sumsOfLimitsStayBelowWhatWasAndWhatIsPlanned(@ForAll Scenario scenario) {
    SumWatch[] watch = new SumWatch[1];
    SimulatedPlatform platform = scenario.platform(write -> watch[0].look());
    watch[0] = new SumWatch(platform);
    TransactionalShaper shaper = TransactionalShaper.on(platform);
    for (ShapePlan plan : scenario.shapePlans()) {
      watch[0].begin(plan);
      ShapingReport report = shaper.apply(plan, NOW);
      if (report.results().stream().anyMatch(TransactionalShaperProperties::isHalfShaped)) {
        return;
      }
      assertThat(watch[0].violations()).isEmpty();
    }
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void hardMemoryNeverFallsBelowWhatIsInUse(@ForAll Scenario scenario) {
    Map<InstanceId, OptionalDouble> inUse = new HashMap<>();
    List<String> killed = new ArrayList<>();
    SimulatedPlatform platform =
        scenario.platform(
            write -> {
              double hard = hardMemory(write.after());
              OptionalDouble use = inUse.get(write.instance());
              if (hard < hardMemory(write.before())
                  && use.isPresent()
                  && hard < use.getAsDouble()) {
                killed.add(write + " with in use " + use);
              }
            });
    for (int i = 0; i < scenario.instances().size(); i++) {
      inUse.put(Scenario.id(i), scenario.instances().get(i).memoryInUse());
    }
    TransactionalShaper shaper = TransactionalShaper.on(platform);
    scenario.shapePlans().forEach(plan -> shaper.apply(plan, NOW));
    shaper.restore(NOW);
    assertThat(killed).isEmpty();
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void secondApplicationWritesNothing(@ForAll Scenario scenario) {
    SimulatedPlatform platform = faultless(scenario).platform(write -> {});
    TransactionalShaper shaper = TransactionalShaper.on(platform);
    for (ShapePlan plan : scenario.shapePlans()) {
      ShapingReport first = shaper.apply(plan, NOW);
      long writes = platform.writeCount();
      ShapingReport second = shaper.apply(plan, NOW);
      boolean allAsPlanned = true;
      for (int i = 0; i < plan.shapes().size(); i++) {
        if (AS_PLANNED.contains(first.results().get(i).outcome())) {
          assertThat(second.results().get(i).outcome()).isEqualTo(ShapingOutcome.UNCHANGED);
        } else {
          allAsPlanned &= first.results().get(i).outcome() == ShapingOutcome.GONE;
        }
      }
      Statistics.collect(allAsPlanned);
      if (allAsPlanned) {
        assertThat(platform.writeCount()).isEqualTo(writes);
      }
    }
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void withoutFaultsAndMemoryInUseWholeShapesAreAllApplied(@ForAll Scenario scenario) {
    SimulatedPlatform platform = idle(faultless(scenario)).platform(write -> {});
    TransactionalShaper shaper = TransactionalShaper.on(platform);
    for (ShapePlan plan : scenario.shapePlans()) {
      ShapingReport report = shaper.apply(plan, NOW);
      assertThat(report.results())
          .filteredOn(result -> result.outcome() == ShapingOutcome.REJECTED)
          .extracting(ShapingResult::cause)
          .as("found out before anything was written")
          .allMatch(cause -> cause.contains("would be above"));
      // A shape that leaves a bound untouched may contradict what is there; only then others wait.
      if (report.count(ShapingOutcome.REJECTED) == 0) {
        assertThat(report.results())
            .extracting(ShapingResult::outcome)
            .isSubsetOf(ShapingOutcome.APPLIED, ShapingOutcome.UNCHANGED, ShapingOutcome.GONE);
      }
    }
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void previewWritesNothingAndPredictsWhatApplyingDoes(@ForAll Scenario scenario) {
    SimulatedPlatform platform = faultless(scenario).platform(write -> {});
    TransactionalShaper shaper = TransactionalShaper.on(platform);
    for (ShapePlan plan : scenario.shapePlans()) {
      long writes = platform.writeCount();
      ShapingReport preview = shaper.preview(plan, NOW);
      assertThat(platform.writeCount()).isEqualTo(writes);
      assertThat(shaper.apply(plan, NOW)).isEqualTo(preview);
    }
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void restoreGivesBackTheOriginal(@ForAll Scenario scenario) {
    Scenario idle = idle(scenario);
    SimulatedPlatform platform = idle.platform(write -> {});
    TransactionalShaper shaper = TransactionalShaper.on(platform);
    idle.shapePlans().forEach(plan -> shaper.apply(plan, NOW));
    ShapingReport report = shaper.restore(NOW);
    // What failed is tried again until the faults are used up.
    for (int i = 0; i <= idle.faults().size() && !report.results().isEmpty(); i++) {
      report = shaper.restore(NOW);
    }
    assertThat(report.results()).isEmpty();
    for (int i = 0; i < idle.instances().size(); i++) {
      Shape original = idle.instances().get(i).shape();
      platform.read(Scenario.id(i)).ifPresent(now -> assertThat(now).isEqualTo(original));
    }
  }

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void sameScenarioSameWritesAndReports(@ForAll Scenario scenario) {
    List<Object> first = history(scenario);
    assertThat(history(scenario)).isEqualTo(first);
  }

  private static List<Object> history(Scenario scenario) {
    List<Write> writes = new ArrayList<>();
    List<Object> history = new ArrayList<>();
    TransactionalShaper shaper = TransactionalShaper.on(scenario.platform(writes::add));
    scenario.shapePlans().forEach(plan -> history.add(shaper.apply(plan, NOW)));
    history.addAll(writes);
    return history;
  }

  private static Scenario faultless(Scenario scenario) {
    return new Scenario(scenario.instances(), scenario.plans(), List.of());
  }

  private static Scenario idle(Scenario scenario) {
    List<Scenario.Initial> idle =
        scenario.instances().stream()
            .map(each -> new Scenario.Initial(each.host(), each.shape(), OptionalDouble.of(0)))
            .toList();
    return new Scenario(idle, scenario.plans(), scenario.faults());
  }

  private static boolean isHalfShaped(ShapingResult result) {
    return result.cause().contains("undoing failed");
  }

  private static double hardMemory(Shape shape) {
    return shape.get(Dimension.MEMORY_HARD).map(Limit::orInfinity).orElse(Double.POSITIVE_INFINITY);
  }
}
