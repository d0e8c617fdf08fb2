package io.foreshape.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.forecast.QuantileLevels;
import io.foreshape.forecast.spi.ForecastWindow;
import io.foreshape.forecast.spi.ForecasterContext;
import io.foreshape.solver.spi.Block;
import io.foreshape.solver.spi.SegmentedCost;
import io.foreshape.solver.spi.ShapingProblem;
import io.foreshape.solver.spi.SolverBudget;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** Costs are convex and continuous, windows end, and contexts have the seasons that they say. */
@PropertyDefaults(tries = 200)
@Domain(DomainArbitraries.class)
@Domain(DomainContext.Global.class)
class SpiProperties {

  /** Costs of the arbitraries stay below 1,000: absolute. */
  private static final double TOLERANCE = 1e-9;

  private static double between(SegmentedCost cost, double share) {
    return cost.lower() + share * (cost.upper() - cost.lower());
  }

  @Property
  void costIsConvex(
      @ForAll SegmentedCost cost,
      @ForAll @DoubleRange(max = 1) @Scale(9) double one,
      @ForAll @DoubleRange(max = 1) @Scale(9) double other,
      @ForAll @DoubleRange(max = 1) @Scale(9) double weight) {
    double a = between(cost, one);
    double b = between(cost, other);
    double chord = weight * cost.costAt(a) + (1 - weight) * cost.costAt(b);
    assertThat(cost.costAt(weight * a + (1 - weight) * b)).isLessThanOrEqualTo(chord + TOLERANCE);
  }

  @Property
  void costIsContinuous(
      @ForAll SegmentedCost cost,
      @ForAll @DoubleRange(max = 1) @Scale(9) double share,
      @ForAll @DoubleRange(max = 1e-3) @Scale(9) double step) {
    double amount = between(cost, share);
    // No slope of the arbitraries is steeper than 50.
    assertThat(cost.costAt(amount + step))
        .isCloseTo(cost.costAt(amount), within(50 * step + TOLERANCE));
  }

  @Property
  void costAtEveryBreakpointIsTheSumUpToIt(@ForAll SegmentedCost cost) {
    double amount = cost.lower();
    double expected = cost.costAtLower();
    assertThat(cost.costAt(amount)).isEqualTo(expected);
    for (int i = 0; i < cost.segments(); i++) {
      amount += cost.length(i);
      expected += cost.length(i) * cost.slope(i);
      assertThat(cost.costAt(amount)).isCloseTo(expected, within(TOLERANCE));
    }
    assertThat(amount).isEqualTo(cost.upper());
    assertThat(cost.costAt(cost.upper() + 1)).isCloseTo(expected, within(TOLERANCE));
    assertThat(cost.costAt(0)).isEqualTo(cost.costAtLower());
  }

  @Property
  void descendingSlopesAreRefused(
      @ForAll @DoubleRange(min = -9, max = 9) double slope, @ForAll SegmentedCost any) {
    double less = Math.nextDown(slope);
    double[] lengths = {1, 1};
    double[] slopes = {slope, less};
    assertThatThrownBy(() -> SegmentedCost.of(0, 0, lengths, slopes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(" + less + ")");
    assertThatThrownBy(() -> SegmentedCost.of(0, 0, lengths, new double[] {1}))
        .hasMessageContaining("(2)")
        .hasMessageContaining("(1)");
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> SegmentedCost.of(bad, 0, lengths, lengths))
          .hasMessageContaining("(" + bad + ")");
      assertThatThrownBy(() -> SegmentedCost.of(0, bad, lengths, lengths))
          .hasMessageContaining("(" + bad + ")");
      assertThatThrownBy(() -> SegmentedCost.of(0, 0, new double[] {bad}, new double[] {1}))
          .hasMessageContaining("(" + bad + ")");
      assertThatThrownBy(() -> SegmentedCost.of(0, 0, new double[] {1}, new double[] {bad}))
          .hasMessageContaining("(" + bad + ")");
    }
    double[] huge = {Double.MAX_VALUE, Double.MAX_VALUE};
    assertThatThrownBy(() -> SegmentedCost.of(0, 0, huge, lengths))
        .hasMessageContaining("(Infinity)");
  }

  @Property
  void arraysOfCostsAreCopied(@ForAll SegmentedCost cost) {
    double[] lengths = new double[cost.segments()];
    double[] slopes = new double[cost.segments()];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = cost.length(i);
      slopes[i] = cost.slope(i);
    }
    SegmentedCost twin = SegmentedCost.of(cost.lower(), cost.costAtLower(), lengths, slopes);
    Arrays.fill(lengths, -1);
    Arrays.fill(slopes, -1);
    assertThat(twin).isEqualTo(cost).hasSameHashCodeAs(cost).hasToString(cost.toString());
  }

  @Property
  void arbitraryProblemsAreFeasible(@ForAll ShapingProblem problem) {
    for (Block block : problem.blocks()) {
      double lower = block.claims().stream().mapToDouble(each -> each.cost().lower()).sum();
      assertThat(lower).isLessThanOrEqualTo(block.capacity() + TOLERANCE);
    }
    Block block = problem.blocks().get(0);
    assertThatThrownBy(
            () -> new Block(block.host(), block.resource(), 1, block.capacity(), List.of()))
        .hasMessageContaining("()");
    assertThatThrownBy(() -> new ShapingProblem(List.of())).hasMessageContaining("()");
  }

  @Property
  void windowsEndWithinAnInt(
      @ForAll @IntRange(max = Integer.MAX_VALUE) int lead,
      @ForAll @IntRange(min = 1, max = Integer.MAX_VALUE) int steps,
      @ForAll @IntRange(min = 1, max = Integer.MAX_VALUE) int cells) {
    long horizon = lead + (long) steps * cells;
    if (horizon <= Integer.MAX_VALUE) {
      assertThat(new ForecastWindow(lead, steps, cells).horizonSteps()).isEqualTo((int) horizon);
    } else {
      assertThatThrownBy(() -> new ForecastWindow(lead, steps, cells))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("(" + horizon + ")");
    }
  }

  @Property
  void dailyContextHasWholeDaysOnly(@ForAll @IntRange(min = 1, max = 200_000_000) int millis) {
    Duration step = Duration.ofMillis(millis);
    List<Integer> seasons =
        ForecasterContext.daily(step, QuantileLevels.standard()).seasonalPeriods();
    long day = Duration.ofDays(1).toMillis();
    if (day % millis == 0 && day / millis >= 2) {
      assertThat(seasons).containsExactly((int) (day / millis), (int) (7 * day / millis));
    } else {
      assertThat(seasons).isEmpty();
    }
  }

  @Example
  void dailyContextOfUsualAndOddSteps() {
    assertThat(seasons(Duration.ofMinutes(5))).containsExactly(288, 2_016);
    assertThat(seasons(Duration.ofMillis(500))).containsExactly(172_800, 1_209_600);
    assertThat(seasons(Duration.ofMillis(1_500))).containsExactly(57_600, 403_200);
    assertThat(seasons(Duration.ofMillis(7_001))).isEmpty();
    assertThat(seasons(Duration.ofNanos(1))).isEmpty();
    assertThat(seasons(Duration.ofDays(1))).isEmpty();
    assertThatThrownBy(() -> seasons(Duration.ZERO)).hasMessageContaining("(PT0S)");
  }

  private static List<Integer> seasons(Duration step) {
    return ForecasterContext.daily(step, QuantileLevels.standard()).seasonalPeriods();
  }

  @Property
  void seasonsAscendFromTwo(@ForAll List<@IntRange(max = 50) Integer> periods) {
    boolean ascends = true;
    for (int i = 0; i < periods.size(); i++) {
      ascends &= periods.get(i) > (i == 0 ? 1 : periods.get(i - 1));
    }
    Assume.that(!ascends);
    assertThatThrownBy(
            () -> new ForecasterContext(Duration.ofHours(1), QuantileLevels.standard(), periods))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(" + periods + ")");
  }

  @Example
  void budgetsAreNotEmpty() {
    assertThatThrownBy(() -> new SolverBudget(Duration.ZERO, 1, 0, 0)).hasMessageContaining("PT0S");
    assertThatThrownBy(() -> new SolverBudget(Duration.ofSeconds(1), 0, 0, 0))
        .hasMessageContaining("work 0");
  }
}
