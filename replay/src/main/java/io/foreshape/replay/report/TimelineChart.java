package io.foreshape.replay.report;

import static io.foreshape.replay.report.Numbers.place;

import io.foreshape.api.resource.Unit;
import io.foreshape.replay.report.Axis.Kind;
import io.foreshape.replay.score.InstanceView;
import io.foreshape.replay.trace.TraceResource;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/** Draws one instance over time: what it used, what was forecast, what each policy gave it. */
final class TimelineChart {

  private static final int PLOT_WIDTH = 1046;
  private static final int PLOT_HEIGHT = 270;
  private static final int LEFT = 66;
  private static final int RIGHT = 8;
  private static final int TOP = 20;
  private static final int BOTTOM = 26;
  private static final int MOST_X_TICKS = 15;
  private static final int MOST_Y_TICKS = 5;
  // Paths are written in whole tenths of a pixel.
  private static final int UNITS_PER_PIXEL = 10;
  private static final int PIXELS_PER_FAN_COLUMN = 2;
  private static final double HEADROOM = 1.06;
  private static final double MOST_OVER_USE = 2.5;

  private final Markup out;
  private final Drawing drawing;
  private final Palette palette;

  TimelineChart(Markup out, Palette palette) {
    this.out = out;
    this.drawing = new Drawing(out);
    this.palette = palette;
  }

  void draw(InstanceView view, TraceResource resource) {
    int steps = view.use().length;
    if (steps == 0) {
      out.element("p", "There is nothing to draw.", "class", "note");
      return;
    }
    double top = top(view);
    TimeAxis time =
        new TimeAxis(
            view.startEpochSecond(), view.startEpochSecond() + (long) steps * view.stepSeconds());
    Axis x = new Axis(Kind.LINEAR, 0, steps, 0, PLOT_WIDTH * UNITS_PER_PIXEL);
    Axis y = new Axis(Kind.LINEAR, 0, top, PLOT_HEIGHT * UNITS_PER_PIXEL, 0);
    drawing.open(
        "chart timeline",
        LEFT + PLOT_WIDTH + RIGHT,
        TOP + PLOT_HEIGHT + BOTTOM,
        "Use, forecast and allocations over time");
    drawAxes(time, top, resource);
    openPlot(time, top, resource);
    drawFan(view, x, y);
    drawAllocations(view, x, y);
    String use = Lines.straight(view.use(), Decimation.minMax(view.use(), PLOT_WIDTH), x, y);
    drawing.path("use", use, "use");
    out.close().close().newline();
  }

  // What is shown at first fits; a policy that gives many times more may leave the picture.
  private static double top(InstanceView view) {
    double use = largest(DoubleStream.of(view.use()));
    double shown =
        largest(
            view.allocations().entrySet().stream()
                .filter(entry -> Role.shownAtFirst(entry.getKey()))
                .flatMapToDouble(entry -> DoubleStream.of(entry.getValue())));
    double top = Math.max(use, use > 0 ? Math.min(shown, MOST_OVER_USE * use) : shown);
    return top > 0 ? HEADROOM * top : 1;
  }

  private static double largest(DoubleStream values) {
    return values.filter(Double::isFinite).max().orElse(0);
  }

  private void drawAxes(TimeAxis time, double top, TraceResource resource) {
    AmountScale scale = scale(top, resource);
    double largest = top * resource.unitsPerTraceUnit() / scale.divisor();
    Axis y = new Axis(Kind.LINEAR, 0, largest, TOP + PLOT_HEIGHT, TOP);
    for (double tick : y.ticks(MOST_Y_TICKS)) {
      drawing.horizontal("grid", y.place(tick), LEFT, LEFT + PLOT_WIDTH);
      drawing.text("tick y", Numbers.amount(tick), LEFT - 8, y.place(tick));
    }
    drawing.text("axis y", scale.suffix(), 2, 11);
    for (TimeAxis.Tick tick : time.ticks(MOST_X_TICKS)) {
      double share = (double) (tick.second() - time.start()) / (time.end() - time.start());
      double x = LEFT + share * PLOT_WIDTH;
      drawing.vertical("grid", x, TOP, TOP + PLOT_HEIGHT + 5);
      drawing.text("tick x start", tick.label(), x + 4, TOP + PLOT_HEIGHT + 17);
    }
  }

  /** A drawing within the drawing, which cuts what leaves it and tells the script its scales. */
  private void openPlot(TimeAxis time, double top, TraceResource resource) {
    AmountScale scale = scale(top, resource);
    double largest = top * resource.unitsPerTraceUnit() / scale.divisor();
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("class", "plot");
    attributes.put("x", place(LEFT));
    attributes.put("y", place(TOP));
    attributes.put("width", place(PLOT_WIDTH));
    attributes.put("height", place(PLOT_HEIGHT));
    attributes.put(
        "viewBox", "0 0 " + PLOT_WIDTH * UNITS_PER_PIXEL + " " + PLOT_HEIGHT * UNITS_PER_PIXEL);
    attributes.put("data-start", Long.toString(time.start()));
    attributes.put("data-end", Long.toString(time.end()));
    attributes.put("data-absolute", Boolean.toString(time.isAbsolute()));
    attributes.put("data-top", Double.toString(largest));
    attributes.put("data-unit", scale.suffix());
    out.open("svg", attributes);
  }

  private static AmountScale scale(double top, TraceResource resource) {
    Unit unit = resource.resource().unit();
    return AmountScale.of(unit, top * resource.unitsPerTraceUnit());
  }

  private void drawFan(InstanceView view, Axis x, Axis y) {
    Fan fan = Fan.of(view, x, y, PLOT_WIDTH / PIXELS_PER_FAN_COLUMN);
    for (Fan.Band band : fan.bands()) {
      drawing.path("fan", band.path());
    }
    if (!fan.middle().isEmpty()) {
      String name = "forecast " + quantile(fan.middleLevel());
      drawing.path("middle", fan.middle(), name);
    }
  }

  private void drawAllocations(InstanceView view, Axis x, Axis y) {
    // Ours last, so that it lies on top.
    for (Map.Entry<String, double[]> entry : oursLast(view)) {
      double[] values = entry.getValue();
      String path = Lines.steps(values, Decimation.minMax(values, PLOT_WIDTH), x, y);
      String policy = entry.getKey();
      drawing.path("alloc " + palette.classes(policy), path, Names.shorten(policy));
    }
  }

  static String quantile(double level) {
    return level == 0.5
        ? "median"
        : "p" + BigDecimal.valueOf(level).movePointRight(2).stripTrailingZeros().toPlainString();
  }

  private static List<Map.Entry<String, double[]>> oursLast(InstanceView view) {
    List<Map.Entry<String, double[]>> entries = new ArrayList<>(view.allocations().entrySet());
    entries.sort(Comparator.comparing(entry -> Role.of(entry.getKey()) == Role.OURS));
    return entries;
  }
}
