package io.foreshape.replay.report;

import io.foreshape.replay.report.Frontier.Point;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts lines at the edges of a drawing (Liang and Barsky, "A new concept and method for line
 * clipping", ACM Transactions on Graphics 3, 1984).
 *
 * @param width the drawing's width; x runs from 0
 * @param height the drawing's height; y runs from 0
 */
record Clip(double width, double height) {

  /** The parts of a line that lie on the drawing, in order. */
  List<List<Point>> line(List<Point> points) {
    List<List<Point>> stretches = new ArrayList<>();
    List<Point> stretch = new ArrayList<>();
    for (int i = 1; i < points.size(); i++) {
      List<Point> segment = segment(points.get(i - 1), points.get(i));
      if (segment.isEmpty()) {
        continue;
      }
      if (stretch.isEmpty() || !stretch.get(stretch.size() - 1).equals(segment.get(0))) {
        stretch = new ArrayList<>(segment.subList(0, 1));
        stretches.add(stretch);
      }
      stretch.add(segment.get(1));
    }
    return stretches;
  }

  private List<Point> segment(Point from, Point to) {
    double dx = to.x() - from.x();
    double dy = to.y() - from.y();
    double[] direction = {-dx, dx, -dy, dy};
    double[] distance = {from.x(), width - from.x(), from.y(), height - from.y()};
    double enter = 0;
    double leave = 1;
    for (int edge = 0; edge < direction.length; edge++) {
      if (direction[edge] == 0 && distance[edge] < 0) {
        return List.of();
      }
      if (direction[edge] < 0) {
        enter = Math.max(enter, distance[edge] / direction[edge]);
      } else if (direction[edge] > 0) {
        leave = Math.min(leave, distance[edge] / direction[edge]);
      }
    }
    return enter > leave ? List.of() : List.of(at(from, to, enter), at(from, to, leave));
  }

  private static Point at(Point from, Point to, double share) {
    if (share == 0 || share == 1) {
      return share == 0 ? from : to;
    }
    return new Point(
        from.x() + share * (to.x() - from.x()), from.y() + share * (to.y() - from.y()));
  }
}
