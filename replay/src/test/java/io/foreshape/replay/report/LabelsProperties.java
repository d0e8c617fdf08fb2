package io.foreshape.replay.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;

class LabelsProperties {

  private static final double GAP = 17;
  private static final double HEIGHT = 340;
  private static final double ROUNDING = 1e-9;

  @Property
  void labelsDoNotOverlap_keepTheirOrder_andStayOnTheDrawing(
      @ForAll @Size(min = 1, max = 20) List<@DoubleRange(min = 0, max = HEIGHT) Double> wish) {
    double[] wished = wish.stream().mapToDouble(Double::doubleValue).toArray();
    double[] places = Labels.spread(wished, GAP, 0, HEIGHT);
    for (int i = 0; i < places.length; i++) {
      assertThat(places[i]).isBetween(-ROUNDING, HEIGHT + ROUNDING);
      for (int j = 0; j < i; j++) {
        assertThat(Math.abs(places[i] - places[j])).isGreaterThanOrEqualTo(GAP - ROUNDING);
        if (wished[i] != wished[j]) {
          assertThat(places[i] < places[j]).isEqualTo(wished[i] < wished[j]);
        }
      }
    }
  }

  @Example
  void labelsThatDoNotTouch_stayWhereTheyWouldLikeToBe() {
    double[] places = Labels.spread(new double[] {200, 10, 100}, GAP, 0, HEIGHT);
    assertThat(places).containsExactly(new double[] {200, 10, 100}, within(ROUNDING));
  }

  @Example
  void twoLabelsInOnePlace_partEvenly() {
    double[] places = Labels.spread(new double[] {100, 100}, GAP, 0, HEIGHT);
    assertThat(places).containsExactly(new double[] {91.5, 108.5}, within(ROUNDING));
  }
}
