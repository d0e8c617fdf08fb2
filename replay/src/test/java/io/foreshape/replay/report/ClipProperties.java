package io.foreshape.replay.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.replay.report.Frontier.Point;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

class ClipProperties {

  private static final double ROUNDING = 1e-6;

  @Property
  void nothingLeavesTheDrawing(@ForAll @Size(min = 0, max = 20) List<@From("points") Point> line) {
    for (List<Point> stretch : new Clip(100, 50).line(line)) {
      assertThat(stretch).hasSizeGreaterThanOrEqualTo(2);
      for (Point point : stretch) {
        assertThat(point.x()).isBetween(-ROUNDING, 100 + ROUNDING);
        assertThat(point.y()).isBetween(-ROUNDING, 50 + ROUNDING);
      }
    }
  }

  @Example
  void aLineInside_isKeptAsItIs() {
    List<Point> line = List.of(new Point(1, 2), new Point(3, 4), new Point(99, 49));
    assertThat(new Clip(100, 50).line(line)).containsExactly(line);
  }

  @Example
  void aLineThatLeavesAndReturns_isTwoStretches() {
    List<Point> line = List.of(new Point(10, 25), new Point(30, -25), new Point(50, 25));
    assertThat(new Clip(100, 50).line(line))
        .containsExactly(
            List.of(new Point(10, 25), new Point(20, 0)),
            List.of(new Point(40, 0), new Point(50, 25)));
  }

  @Provide
  Arbitrary<Point> points() {
    Arbitrary<Double> places = Arbitraries.doubles().between(-200, 300);
    return Combinators.combine(places, places).as(Point::new);
  }
}
