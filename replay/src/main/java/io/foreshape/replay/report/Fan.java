package io.foreshape.replay.report;

import io.foreshape.replay.score.InstanceView;
import java.util.ArrayList;
import java.util.List;

/**
 * The nested bands of a forecast, from the outermost quantiles inwards, and its middle line.
 *
 * @param bands the bands, outermost first
 * @param middle the path of the middle level; empty where the number of levels is even
 * @param middleLevel the middle level; NaN where there is none
 */
record Fan(List<Band> bands, String middle, double middleLevel) {

  /**
   * The room between two quantiles.
   *
   * @param lowLevel the lower level
   * @param highLevel the upper level
   * @param path its outline
   */
  record Band(double lowLevel, double highLevel, String path) {}

  static Fan of(InstanceView view, Axis x, Axis y, int columns) {
    int levels = view.fanLevels().size();
    List<Band> bands = new ArrayList<>();
    for (int i = 0; i < levels / 2; i++) {
      int j = levels - 1 - i;
      String path = outline(view.fan().get(i), view.fan().get(j), x, y, columns);
      bands.add(new Band(view.fanLevels().get(i), view.fanLevels().get(j), path));
    }
    if (levels % 2 == 0) {
      return new Fan(List.copyOf(bands), "", Double.NaN);
    }
    double[] values = view.fan().get(levels / 2);
    String middle = Lines.straight(values, Decimation.minMax(values, columns), x, y);
    return new Fan(List.copyOf(bands), middle, view.fanLevels().get(levels / 2));
  }

  /** Forth along the highest upper value of each pixel column, back along the lowest lower one. */
  private static String outline(double[] lower, double[] upper, Axis x, Axis y, int columns) {
    PathData path = new PathData();
    int bins = Math.min(columns, upper.length);
    int from = 0;
    for (int bin = 0; bin <= bins; bin++) {
      boolean gap = bin == bins || high(upper, bin, bins) < 0 || low(lower, bin, bins) < 0;
      if (gap) {
        appendStretch(path, lower, upper, x, y, from, bin, bins);
        from = bin + 1;
      }
    }
    return path.toString();
  }

  private static void appendStretch(
      PathData path, double[] lower, double[] upper, Axis x, Axis y, int from, int end, int bins) {
    for (int bin = from; bin < end; bin++) {
      path.lineTo(middle(bin, bins, x), y.place(upper[high(upper, bin, bins)]));
    }
    for (int bin = end - 1; bin >= from; bin--) {
      path.lineTo(middle(bin, bins, x), y.place(lower[low(lower, bin, bins)]));
    }
    path.closeStretch();
  }

  private static int high(double[] values, int bin, int bins) {
    return Decimation.highest(
        values, start(bin, bins, values.length), start(bin + 1, bins, values.length));
  }

  private static int low(double[] values, int bin, int bins) {
    return Decimation.lowest(
        values, start(bin, bins, values.length), start(bin + 1, bins, values.length));
  }

  private static int start(int bin, int bins, int length) {
    return (int) ((long) bin * length / bins);
  }

  private static double middle(int bin, int bins, Axis x) {
    return x.start() + (bin + 0.5) / bins * (x.end() - x.start());
  }
}
