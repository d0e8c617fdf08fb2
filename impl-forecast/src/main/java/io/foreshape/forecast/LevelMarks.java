package io.foreshape.forecast;

/**
 * The quantile levels at which experts are weighted; weights at levels between two marks lie
 * between theirs, evenly in the level's logit.
 *
 * <p>Immutable.
 */
final class LevelMarks {

  private final double[] marks;

  /** For each told level, the mark at or below it plus the share of the way to the next. */
  private final double[] places;

  LevelMarks(double[] marks, double[] levels) {
    this.marks = marks;
    this.places = new double[levels.length];
    for (int i = 0; i < levels.length; i++) {
      places[i] = place(levels[i]);
    }
  }

  private double place(double level) {
    int last = marks.length - 1;
    if (level <= marks[0]) {
      return 0;
    }
    if (level >= marks[last]) {
      return last;
    }
    int below = 0;
    while (marks[below + 1] < level) {
      below++;
    }
    double from = logit(marks[below]);
    return below + (logit(level) - from) / (logit(marks[below + 1]) - from);
  }

  private static double logit(double level) {
    return Math.log(level / (1 - level));
  }

  /**
   * A weight at a told level.
   *
   * @param weights by mark, then expert
   */
  double weight(int level, int expert, double[] weights, int experts) {
    int below = (int) places[level];
    int above = Math.min(below + 1, marks.length - 1);
    double share = places[level] - below;
    return (1 - share) * weights[below * experts + expert]
        + share * weights[above * experts + expert];
  }
}
