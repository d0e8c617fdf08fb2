package io.foreshape.samples.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.data.Offset;

class ChartProperties {

  private static final String BARS = " ▁▂▃▄▅▆▇█";

  @Property
  void asLargeAsWasAsked(
      @ForAll("moments") @Size(max = 100) List<Moment> past,
      @ForAll("outlooks") Outlook outlook,
      @ForAll @IntRange(min = 1, max = 200) int width,
      @ForAll @IntRange(min = 1, max = 12) int height) {
    List<Line> lines = Chart.draw(past, outlook, 1, width, height);

    assertThat(lines).hasSize(height);
    assertThat(lines).allSatisfy(line -> assertThat(line.plain()).hasSize(width));
  }

  @Property
  void moreUse_isNoLowerBar(
      @ForAll @DoubleRange(min = 0, max = 2) double less,
      @ForAll @DoubleRange(min = 0, max = 1) double more,
      @ForAll @IntRange(min = 1, max = 12) int height) {
    int low = eighths(less, height);
    int high = eighths(less + more, height);

    assertThat(low).isBetween(0, 8 * height);
    assertThat(high).isBetween(low, 8 * height);
    assertThat((double) low / (8 * height))
        .isCloseTo(Math.min(1, less), Offset.offset(0.5 / (8 * height)));
  }

  @Property
  void aHigherShape_isNoLowerStroke(
      @ForAll @DoubleRange(min = 0.01, max = 2) double less,
      @ForAll @DoubleRange(min = 0, max = 1) double more,
      @ForAll @IntRange(min = 1, max = 12) int height) {
    assertThat(stroke(less + more, height)).isGreaterThanOrEqualTo(stroke(less, height));
  }

  /** How high the bar of one moment is. */
  private static int eighths(double used, int height) {
    Moment.Half half = new Moment.Half(used, Double.POSITIVE_INFINITY, 0, 0);
    int eighths = 0;
    for (char each : newest(half, height)) {
      eighths += BARS.indexOf(each);
    }
    return eighths;
  }

  /** In which third of a line the stroke of one moment is, from below. */
  private static int stroke(double shape, int height) {
    List<Character> column = newest(new Moment.Half(0, shape, 0, 0), height);
    for (int row = 0; row < height; row++) {
      int third = "_─▔".indexOf(column.get(height - 1 - row));
      if (third >= 0) {
        return 3 * row + third;
      }
    }
    throw new AssertionError("No stroke in " + column);
  }

  private static List<Character> newest(Moment.Half half, int height) {
    List<Character> column = new ArrayList<>();
    List<Moment> past = List.of(new Moment(1, half, half));
    for (Line line : Chart.draw(past, Outlook.none(), 1, 2, height)) {
      column.add(line.plain().charAt(0));
    }
    return column;
  }

  @Provide
  Arbitrary<List<Moment>> moments() {
    return Views.moments().list();
  }

  @Provide
  Arbitrary<Outlook> outlooks() {
    return Views.outlooks();
  }
}
