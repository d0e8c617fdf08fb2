package io.foreshape.replay.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class PathDataProperties {

  private static final Pattern TOKEN = Pattern.compile("([Mlhvz])|(-?\\d+)");

  @Property
  void linesAndSteps_endWhereTheyWereSent(
      @ForAll @Size(min = 2, max = 30) List<@IntRange(min = -9999, max = 9999) Integer> values,
      @ForAll boolean steps) {
    PathData path = new PathData();
    for (int i = 0; i + 1 < values.size(); i++) {
      if (steps) {
        path.stepTo(values.get(i), values.get(i + 1)).holdTo(values.get(i));
      } else {
        path.lineTo(values.get(i), values.get(i + 1));
      }
    }
    int[] last = {values.get(values.size() - 2), values.get(values.size() - 1)};
    List<int[]> points = points(path.toString());
    assertThat(points.get(points.size() - 1)).isEqualTo(last);
  }

  @Example
  void aLiftedPen_startsAnew() {
    PathData path = new PathData().lineTo(0, 5).lineTo(10, 0).lift().lineTo(20, 7).lineTo(30, 8);
    assertThat(path).hasToString("M0 5l10-5M20 7l10 1");
  }

  @Example
  void aValueThatStays_isOneStroke() {
    PathData path = new PathData().stepTo(0, 5).stepTo(10, 5).stepTo(20, 7).holdTo(30);
    assertThat(path).hasToString("M0 5h20v2h10");
  }

  private static List<int[]> points(String path) {
    List<int[]> points = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    Matcher tokens = TOKEN.matcher(path);
    String command = "";
    int x = 0;
    int y = 0;
    while (tokens.find()) {
      if (tokens.group(1) != null) {
        command = tokens.group(1);
        continue;
      }
      numbers.add(Integer.valueOf(tokens.group(2)));
      if ("Ml".contains(command) && numbers.size() < 2) {
        continue;
      }
      boolean relative = !command.equals("M");
      int first = numbers.get(0);
      int dx = command.equals("v") ? 0 : first;
      int dy = command.equals("v") ? first : command.equals("h") ? 0 : numbers.get(1);
      x = relative ? x + dx : dx;
      y = relative ? y + dy : dy;
      points.add(new int[] {x, y});
      numbers.clear();
    }
    return points;
  }
}
