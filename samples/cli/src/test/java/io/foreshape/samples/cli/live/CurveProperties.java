package io.foreshape.samples.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

class CurveProperties {

  @Property
  void isAShareOfTheOrder_andTheSameForTwins(
      @ForAll Curve curve, @ForAll @DoubleRange(min = 0, max = 1_000) double days) {
    double share = curve.share(days);

    assertThat(share).isBetween(0.0, 1.0);
    assertThat(curve.share(days)).isEqualTo(share);
  }

  @Property
  void aDay_isLikeTheNextOne(
      @ForAll Curve curve, @ForAll @DoubleRange(min = 0, max = 23.99) double hour) {
    // The noise of a step moves it by e^0.08 per standard deviation.
    assertThat(curve.share(3 + hour / 24) + 0.02)
        .isBetween(0.5 * curve.share(hour / 24), 2 * curve.share(hour / 24) + 0.04);
  }
}
