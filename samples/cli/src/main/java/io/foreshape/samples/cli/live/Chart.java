package io.foreshape.samples.cli.live;

import java.util.ArrayList;
import java.util.List;

/**
 * Draws use as bars of eighths of a line, what has been to the left of a bar and what is expected
 * to its right, and the shape as a line above. A column is a step; what is above the top is drawn
 * at the top.
 */
final class Chart {

  private static final String BARS = " ▁▂▃▄▅▆▇█";
  private static final int EIGHTHS = 8;

  /** How many steps ahead are drawn at the most; there are as many columns whatever is known. */
  static final int AHEAD = 11;

  private static final int LEAST_WIDTH = 3 * AHEAD;

  private Chart() {}

  /**
   * Draws.
   *
   * @param past what has been, the newest last
   * @param outlook what is to come
   * @param top the amount that fills a column, positive
   * @param width columns
   * @param height lines, at least 1
   * @return so many lines, the highest first, of so many columns
   */
  static List<Line> draw(List<Moment> past, Outlook outlook, double top, int width, int height) {
    int ahead = width < LEAST_WIDTH ? 0 : AHEAD;
    int back = Math.max(0, width - ahead - 1);
    List<Line> lines = new ArrayList<>();
    for (int row = height - 1; row >= 0; row--) {
      Line line = new Line();
      for (int column = 0; column < back; column++) {
        int at = past.size() - back + column;
        if (at < 0) {
          line.add(' ', Ink.PLAIN);
        } else {
          Moment.Half half = past.get(at).shaped();
          cell(line, half.used() / top, half.limit() / top, row, height, Ink.USED);
        }
      }
      line.add('│', Ink.PLAIN);
      for (int column = 0; column < ahead; column++) {
        double used = at(outlook.expected(), column, 0);
        double shape = at(outlook.intended(), column, Double.POSITIVE_INFINITY);
        cell(line, used / top, shape / top, row, height, Ink.EXPECTED);
      }
      lines.add(line.cut(width));
    }
    return lines;
  }

  private static double at(List<Double> values, int index, double otherwise) {
    return index < values.size() ? values.get(index) : otherwise;
  }

  /** One character; the shape is drawn where no use hides it, and not at all if it is infinite. */
  private static void cell(Line line, double used, double shape, int row, int height, Ink ink) {
    long eighths = Math.round(Math.min(1, used) * height * EIGHTHS) - (long) row * EIGHTHS;
    if (eighths > 0) {
      line.add(BARS.charAt((int) Math.min(EIGHTHS, eighths)), ink);
      return;
    }
    double above = Math.min(1, shape) * height - row;
    boolean isHere = above > 0 && above <= 1 && shape < Double.POSITIVE_INFINITY;
    line.add(isHere ? stroke(above) : ' ', isHere ? Ink.SHAPE : Ink.PLAIN);
  }

  /** A stroke low, in the middle or high in its line. */
  private static char stroke(double above) {
    return above <= 1.0 / 3 ? '_' : above <= 2.0 / 3 ? '─' : '▔';
  }
}
