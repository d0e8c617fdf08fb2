package io.foreshape.samples.cli.live;

import io.foreshape.api.resource.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a terminal shows after a step: a head, a panel per workload with its picture, a foot. */
final class Frame {

  static final int LEAST_WIDTH = 40;
  static final int LEAST_HEIGHT = 13;

  private static final int HEAD_AND_FOOT = 3;
  private static final int MOST_ROWS = 8;

  private Frame() {}

  /**
   * Draws, and leaves the terminal's last line to the cursor.
   *
   * @param width the terminal's columns, at least {@link #LEAST_WIDTH}
   * @param height the terminal's lines, at least {@link #LEAST_HEIGHT}
   * @return fewer lines than that, none wider than the terminal
   */
  static List<Line> of(View view, int width, int height) {
    List<Line> lines = new ArrayList<>();
    lines.add(head(view));
    lines.add(legend());
    int rows = (height - 1 - HEAD_AND_FOOT) / Workload.values().length - 1;
    for (View.Panel panel : view.panels()) {
      lines.add(title(panel));
      lines.addAll(
          Chart.draw(
              panel.past(),
              panel.outlook(),
              panel.workload().ordered(),
              width,
              Math.max(1, Math.min(MOST_ROWS, rows))));
    }
    lines.add(Line.of(view.note(), Ink.PLAIN));
    lines.forEach(line -> line.cut(width));
    return lines;
  }

  private static Line head(View view) {
    String doing = view.isLearning() ? "learning, all is as ordered" : "shaping";
    int days = view.steps() / Curve.STEPS_PER_DAY;
    return Line.of("foreshape live", Ink.STRONG)
        .add(
            String.format(
                Locale.ROOT,
                "  %s  (%d days of %.0f s)  %s",
                view.time(),
                days,
                view.day().toMillis() / 1e3,
                doing),
            Ink.PLAIN);
  }

  private static Line legend() {
    return new Line()
        .add("█ used", Ink.USED)
        .add("  │ now  ", Ink.PLAIN)
        .add("█ expected", Ink.EXPECTED)
        .add("  ─ shape", Ink.SHAPE)
        .add("  top: as ordered, which its twin keeps", Ink.PLAIN);
  }

  private static Line title(View.Panel panel) {
    Workload workload = panel.workload();
    Resource resource = workload.resource();
    Line line = Line.of(String.format(Locale.ROOT, "%-6s", workload.id()), Ink.STRONG);
    if (panel.past().isEmpty()) {
      return line.add(" begins", Ink.PLAIN);
    }
    Moment last = panel.past().get(panel.past().size() - 1);
    line.add(" used " + padded(resource, last.shaped().used()), Ink.USED);
    if (!panel.outlook().expected().isEmpty()) {
      line.add("  expected " + padded(resource, panel.outlook().expected().get(0)), Ink.EXPECTED);
    }
    line.add(
        panel.isShaped() ? "  shape " + padded(resource, last.shaped().limit()) : "  not shaped ",
        Ink.SHAPE);
    return line.add(
        "  ordered " + padded(resource, workload.ordered()) + " " + Amounts.unit(resource),
        Ink.PLAIN);
  }

  private static String padded(Resource resource, double amount) {
    return String.format(Locale.ROOT, "%5s", Amounts.text(resource, amount));
  }
}
