package io.foreshape.replay.report;

import io.foreshape.replay.report.Frontier.Point;
import io.foreshape.replay.score.PolicyResult;
import io.foreshape.replay.score.ResourceResult;
import io.foreshape.replay.score.Trial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Draws slack against violations: a line per policy, as its knob is turned. */
final class FrontierChart {

  private static final double WIDTH = 1120;
  private static final double LEFT = 52;
  private static final double RIGHT = 216;
  private static final double TOP = 26;
  private static final double BOTTOM = 48;
  private static final double PLOT_WIDTH = WIDTH - LEFT - RIGHT;
  private static final double LABEL_HEIGHT = 17;
  private static final double LEAST_HEIGHT = 340;
  private static final int MOST_X_TICKS = 9;
  private static final int MOST_Y_TICKS = 12;
  private static final int LONGEST_LABEL = 17;

  private final Drawing drawing;
  private final Palette palette;
  private final EqualRisk risk;

  FrontierChart(Markup out, Palette palette, EqualRisk risk) {
    this.drawing = new Drawing(out);
    this.palette = palette;
    this.risk = risk;
  }

  /** A policy's line on the drawing, and the place where its label belongs. */
  private record Line(PolicyResult policy, List<List<Point>> stretches, Point end) {}

  void draw(ResourceResult result) {
    double height = Math.max(LEAST_HEIGHT, LABEL_HEIGHT * result.policies().size());
    Frontier frontier = Frontier.of(result, risk, PLOT_WIDTH, height);
    List<Line> lines = lines(result, frontier, height);
    String says = "Allocated over used against the violation rate, a line per policy";
    drawing.open("chart frontier", WIDTH, TOP + height + BOTTOM, says);
    drawing.openAt(LEFT, TOP);
    drawAxes(frontier, height);
    lines.forEach(line -> drawLine(line, frontier));
    drawLabels(lines, height);
    drawing.close();
    drawing.close();
  }

  // Ours last, so that it lies on top.
  private static List<Line> lines(ResourceResult result, Frontier frontier, double height) {
    Clip clip = new Clip(PLOT_WIDTH, height);
    List<Line> lines = new ArrayList<>();
    for (PolicyResult policy : result.policies()) {
      List<Point> points =
          frontier.line(policy).stream().map(trial -> frontier.point(trial.scores())).toList();
      List<List<Point>> stretches = clip.line(points);
      List<Point> ends = new ArrayList<>();
      stretches.forEach(ends::addAll);
      if (ends.isEmpty() && frontier.isInside(policy.standard().scores())) {
        ends.add(frontier.point(policy.standard().scores()));
      }
      ends.stream()
          .max(Comparator.comparingDouble(Point::x))
          .ifPresent(end -> lines.add(new Line(policy, stretches, end)));
    }
    lines.sort(Comparator.comparing(line -> Role.of(line.policy().policy()) == Role.OURS));
    return lines;
  }

  private void drawAxes(Frontier frontier, double height) {
    for (double tick : frontier.y().ticks(MOST_Y_TICKS)) {
      double y = frontier.y().place(tick);
      drawing.horizontal("grid", y, 0, PLOT_WIDTH);
      drawing.text("tick y", Numbers.significant(tick) + "×", -8, y);
    }
    for (double tick : frontier.x().ticks(MOST_X_TICKS)) {
      double x = frontier.x().place(tick);
      boolean isFloor = frontier.clipped() && tick <= frontier.x().low() * 1.001;
      drawing.vertical("grid", x, 0, height);
      String label = (isFloor ? "≤ " : "") + Numbers.roundPercent(tick);
      drawing.text("tick x", label, x, height + 17);
    }
    double target = frontier.x().place(risk.target());
    drawing.vertical("target", target, -6, height);
    drawing.text("note", "compared at " + risk.describe(), target, -12);
    drawing.text("axis y", "allocated ÷ used", 2 - LEFT, -12);
    drawing.text("axis x", "instance-steps in violation →", PLOT_WIDTH, height + 38);
  }

  private void drawLine(Line line, Frontier frontier) {
    PolicyResult policy = line.policy();
    drawing.openGroup("line " + palette.classes(policy.policy()));
    line.stretches().forEach(stretch -> drawing.polyline("curve", stretch));
    for (Trial trial : frontier.line(policy)) {
      drawDot(frontier, policy, trial, Dot.TRIAL);
    }
    if (risk.isReached(policy)) {
      drawDot(frontier, policy, policy.equalRisk(), Dot.EQUAL_RISK);
    }
    drawDot(frontier, policy, policy.standard(), Dot.DEFAULT);
    drawing.close();
  }

  private void drawDot(Frontier frontier, PolicyResult policy, Trial trial, Dot dot) {
    if (!frontier.isInside(trial.scores())) {
      return;
    }
    String says =
        Names.shorten(policy.policy())
            + dot.says
            + "\n"
            + Numbers.ratio(trial.scores().allocOverUse())
            + "× allocated over used\n"
            + Numbers.percent(trial.scores().violationRate())
            + " violations\n"
            + Names.shorten(policy.knobName())
            + " "
            + Numbers.amount(trial.knob());
    drawing.dot(dot.classes, dot.radius, frontier.point(trial.scores()), says);
  }

  private void drawLabels(List<Line> lines, double height) {
    double[] wished = lines.stream().mapToDouble(line -> line.end().y()).toArray();
    double[] places = Labels.spread(wished, LABEL_HEIGHT, 0, height);
    for (int i = 0; i < places.length; i++) {
      Point end = lines.get(i).end();
      PolicyResult policy = lines.get(i).policy();
      drawing.openGroup("label " + palette.classes(policy.policy()));
      drawing.polyline(
          "leader",
          List.of(
              new Point(end.x() + 3, end.y()),
              new Point(PLOT_WIDTH + 8, places[i]),
              new Point(PLOT_WIDTH + 14, places[i])));
      double ratio = risk.allocOverUse(policy);
      drawing.label(
          Names.shorten(policy.policy(), LONGEST_LABEL),
          Double.isNaN(ratio) ? "" : Numbers.ratio(ratio) + "×",
          PLOT_WIDTH + 18,
          places[i]);
      drawing.close();
    }
  }

  /** What a dot on a line stands for. */
  private enum Dot {
    TRIAL("trial", 2, ""),
    EQUAL_RISK("equal", 4, " at equal risk"),
    DEFAULT("default", 5.5, " at its default");

    private final String classes;
    private final double radius;
    private final String says;

    Dot(String classes, double radius, String says) {
      this.classes = classes;
      this.radius = radius;
      this.says = says;
    }
  }
}
