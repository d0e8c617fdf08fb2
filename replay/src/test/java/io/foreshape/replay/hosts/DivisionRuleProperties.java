package io.foreshape.replay.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;

class DivisionRuleProperties {

  private static final double TOLERANCE = 1e-9;

  @Property(tries = 200)
  void nobodyGetsMoreThanItWishes_andNothingIsLeftWhileSomebodyIsShort(
      @ForAll DivisionRule rule,
      @ForAll @Size(max = 12) List<@DoubleRange(max = 1e6) Double> many,
      @ForAll @DoubleRange(max = 5e6) double capacity) {
    double[] wishes = array(many);
    double[] given = divide(rule, wishes, capacity);
    for (int i = 0; i < wishes.length; i++) {
      assertThat(given[i]).isBetween(0.0, wishes[i]);
    }
    double all = Math.min(capacity, sum(wishes));
    assertThat(sum(given)).isCloseTo(all, within(TOLERANCE * all));
  }

  @Property(tries = 200)
  void whereThereIsEnough_everybodyGetsAll(
      @ForAll DivisionRule rule,
      @ForAll @Size(max = 12) List<@DoubleRange(max = 1e6) Double> many) {
    double[] wishes = array(many);
    // Twice what is wished: rounding plays no part.
    assertThat(divide(rule, wishes, 2 * sum(wishes))).isEqualTo(wishes);
  }

  @Property(tries = 200)
  void proportional_givesEverybodyTheSameShare(
      @ForAll @Size(min = 1, max = 12) List<@DoubleRange(min = 1, max = 1e6) Double> many,
      @ForAll @DoubleRange(max = 1) double share) {
    double[] wishes = array(many);
    double[] given = divide(DivisionRule.PROPORTIONAL, wishes, share * sum(wishes));
    for (int i = 0; i < wishes.length; i++) {
      assertThat(given[i] / wishes[i]).isCloseTo(share, within(TOLERANCE));
    }
  }

  @Property(tries = 200)
  void maxMin_whoIsShortHasAsMuchAsAnybody(
      @ForAll @Size(min = 1, max = 12) List<@DoubleRange(max = 1e6) Double> many,
      @ForAll @DoubleRange(max = 1e6) double capacity) {
    double[] wishes = array(many);
    double[] given = divide(DivisionRule.MAX_MIN, wishes, capacity);
    double most = Arrays.stream(given).max().orElse(0);
    for (int i = 0; i < wishes.length; i++) {
      if (given[i] < wishes[i]) {
        assertThat(given[i]).isCloseTo(most, within(TOLERANCE * most));
      }
    }
  }

  @Property(tries = 200)
  void firstCome_whoComesAfterSomebodyShortGetsNothing(
      @ForAll @Size(max = 12) List<@DoubleRange(max = 1e6) Double> many,
      @ForAll @DoubleRange(max = 1e6) double capacity) {
    double[] wishes = array(many);
    double[] given = divide(DivisionRule.FIRST_COME, wishes, capacity);
    boolean isFull = false;
    for (int i = 0; i < wishes.length; i++) {
      if (isFull) {
        assertThat(given[i]).isZero();
      }
      isFull |= given[i] < wishes[i];
    }
  }

  private static double[] divide(DivisionRule rule, double[] wishes, double capacity) {
    double[] given = new double[wishes.length];
    rule.divide(wishes, capacity, given);
    return given;
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double sum(double[] values) {
    return Arrays.stream(values).sum();
  }
}
