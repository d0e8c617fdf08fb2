package io.foreshape.replay.report;

import static io.foreshape.replay.report.Numbers.place;

/**
 * The few shapes of SVG that the charts are made of; how they look is told by their classes.
 *
 * <p>Not thread-safe.
 */
final class Drawing {

  private final Markup out;

  Drawing(Markup out) {
    this.out = out;
  }

  /** Starts a drawing of its own; {@link #close} ends it. */
  void open(String classes, double width, double height, String says) {
    String box = "0 0 " + place(width) + " " + place(height);
    out.open("svg", "class", classes, "viewBox", box, "role", "img", "aria-label", says);
  }

  /** Starts a group whose origin lies at a place; {@link #close} ends it. */
  void openAt(double x, double y) {
    out.open("g", "transform", "translate(" + place(x) + " " + place(y) + ")");
  }

  void openGroup(String classes) {
    out.open("g", "class", classes);
  }

  void close() {
    out.close();
  }

  void vertical(String classes, double x, double fromY, double toY) {
    line(classes, x, fromY, x, toY);
  }

  void horizontal(String classes, double y, double fromX, double toX) {
    line(classes, fromX, y, toX, y);
  }

  void text(String classes, String text, double x, double y) {
    out.element("text", text, "class", classes, "x", place(x), "y", place(y));
  }

  /** A name, and after it a number in another style. */
  void label(String name, String number, double x, double y) {
    out.open("text", "x", place(x), "y", place(y)).element("tspan", name);
    out.element("tspan", number, "dx", "6").close();
  }

  void polyline(String classes, Iterable<Frontier.Point> line) {
    StringBuilder points = new StringBuilder();
    for (Frontier.Point point : line) {
      points.append(place(point.x())).append(',').append(place(point.y())).append(' ');
    }
    out.leaf("polyline", "class", classes, "points", points.toString().strip());
  }

  void dot(String classes, double radius, Frontier.Point at, String says) {
    String r = place(radius);
    out.open("circle", "class", classes, "cx", place(at.x()), "cy", place(at.y()), "r", r);
    out.element("title", says).close();
  }

  void path(String classes, String path) {
    out.leaf("path", "class", classes, "d", path);
  }

  /** A path that the page's script can read values from. */
  void path(String classes, String path, String name) {
    out.leaf("path", "class", classes, "data-name", name, "d", path);
  }

  private void line(String classes, double x1, double y1, double x2, double y2) {
    path(classes, "M" + place(x1) + " " + place(y1) + "L" + place(x2) + " " + place(y2));
  }
}
