package io.foreshape.replay.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.replay.report.Axis.Kind;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;

class AxisProperties {

  private static final int MOST = 9;

  @Property
  void ticksAscendWithinTheAxis_andAreNotTooMany(
      @ForAll Kind kind,
      @ForAll @Scale(6) @DoubleRange(min = 1e-6, max = 1e6) double low,
      @ForAll @DoubleRange(min = 1.01, max = 1e6) double ratio) {
    Axis axis = new Axis(kind, low, low * ratio, 0, 100);
    List<Double> ticks = axis.ticks(MOST);
    assertThat(ticks).isSorted().doesNotHaveDuplicates().hasSizeBetween(1, MOST + 1);
    for (double tick : ticks) {
      // A hundredth of a pixel.
      assertThat(axis.place(tick)).isBetween(-0.01, 100.01);
    }
  }

  @Property
  void endsLieAtTheEnds(
      @ForAll Kind kind,
      @ForAll @Scale(6) @DoubleRange(min = 1e-6, max = 1e6) double low,
      @ForAll @DoubleRange(min = 1.01, max = 1e6) double ratio) {
    Axis axis = new Axis(kind, low, low * ratio, 300, 20);
    assertThat(axis.place(low)).isCloseTo(300, within(1e-6));
    assertThat(axis.place(low * ratio)).isCloseTo(20, within(1e-6));
  }

  @Example
  void anAxisWithoutLength_isRefused() {
    assertThatThrownBy(() -> new Axis(Kind.LINEAR, 2, 2, 0, 1)).hasMessageContaining("(2.0, 2.0)");
    assertThatThrownBy(() -> new Axis(Kind.LOGARITHMIC, 0, 2, 0, 1))
        .hasMessageContaining("(0.0, 2.0)");
  }
}
