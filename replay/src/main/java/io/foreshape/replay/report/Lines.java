package io.foreshape.replay.report;

/** Paths through the steps of a series, with gaps where values are missing. */
final class Lines {

  private Lines() {}

  /** Straight from the middle of one step to the middle of the next. */
  static String straight(double[] values, int[] indexes, Axis steps, Axis y) {
    PathData path = new PathData();
    for (int i : indexes) {
      if (i == Decimation.GAP) {
        path.lift();
      } else {
        path.lineTo(steps.place(i + 0.5), y.place(values[i]));
      }
    }
    return path.toString();
  }

  /** A value that holds from the start of its step until the next. */
  static String steps(double[] values, int[] indexes, Axis steps, Axis y) {
    PathData path = new PathData();
    int last = 0;
    for (int i : indexes) {
      if (i == Decimation.GAP) {
        path.holdTo(steps.place(last + 1)).lift();
      } else {
        path.stepTo(steps.place(i), y.place(values[i]));
        last = i;
      }
    }
    return path.holdTo(steps.place(values.length)).toString();
  }
}
