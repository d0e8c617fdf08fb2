package io.foreshape.replay.report;

import io.foreshape.replay.report.Axis.Kind;
import io.foreshape.replay.score.PolicyResult;
import io.foreshape.replay.score.ResourceResult;
import io.foreshape.replay.score.Scores;
import io.foreshape.replay.score.Trial;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Where the trials of a resource lie on a chart of slack against violations: which part of the
 * plane is worth showing, and each policy's line within it.
 *
 * @param x the violation rate; rates below its low end are drawn there
 * @param y allocated over used
 * @param clipped whether a rate lies below the axis
 */
record Frontier(Axis x, Axis y, boolean clipped) {

  /** A place on the drawing. */
  record Point(double x, double y) {}

  private static final double LOWEST_FLOOR = 1e-4;
  private static final double ROOM_LEFT_OF_TARGET = 10;
  private static final double ROOM_RIGHT_OF_TARGET = 10;
  private static final double MARGIN = 1.06;
  private static final double MOST_OVER_LEAST = 100;

  /** The part of the plane that shows all defaults and the surroundings of the risk target. */
  static Frontier of(ResourceResult result, EqualRisk risk, double width, double height) {
    List<Scores> all = result.policies().stream().flatMap(Frontier::trials).toList();
    List<Scores> chosen =
        result.policies().stream()
            .flatMap(policy -> Stream.of(policy.standard(), policy.equalRisk()))
            .map(Trial::scores)
            .filter(Frontier::isDrawable)
            .toList();
    double floor = floor(all, risk);
    double most =
        chosen.stream()
            .mapToDouble(Scores::violationRate)
            .reduce(ROOM_RIGHT_OF_TARGET * risk.target(), Math::max);
    double right = Math.max(2 * floor, Math.min(1, 1.3 * most));
    Predicate<Scores> near = s -> s.violationRate() >= risk.target() / 4;
    DoubleSummaryStatistics ratios =
        Stream.concat(chosen.stream(), all.stream().filter(near))
            .filter(scores -> scores.violationRate() <= right)
            .mapToDouble(Scores::allocOverUse)
            .summaryStatistics();
    double low = ratios.getCount() == 0 ? 1 : ratios.getMin();
    double high = ratios.getCount() == 0 ? 2 : Math.min(ratios.getMax(), low * MOST_OVER_LEAST);
    return new Frontier(
        new Axis(Kind.LOGARITHMIC, floor, right, 0, width),
        new Axis(Kind.LOGARITHMIC, low / MARGIN, high * MARGIN, height, 0),
        all.stream().anyMatch(scores -> scores.violationRate() < floor));
  }

  Point point(Scores scores) {
    return new Point(
        x.place(Math.max(x.low(), scores.violationRate())), y.place(scores.allocOverUse()));
  }

  boolean isInside(Scores scores) {
    Point point = point(scores);
    return isDrawable(scores)
        && point.x() <= x.end()
        && point.y() >= y.end()
        && point.y() <= y.start();
  }

  /** The policy's trials that can be drawn, by ascending violations. */
  List<Trial> line(PolicyResult policy) {
    List<Trial> line =
        new ArrayList<>(
            policy.frontier().stream().filter(trial -> isDrawable(trial.scores())).toList());
    line.sort(
        (a, b) -> {
          int order = Double.compare(a.scores().violationRate(), b.scores().violationRate());
          return order != 0
              ? order
              : Double.compare(b.scores().allocOverUse(), a.scores().allocOverUse());
        });
    // Below the floor only the cheapest counts; the rest would be a meaningless vertical line.
    while (line.size() > 1 && line.get(1).scores().violationRate() <= x.low()) {
      line.remove(0);
    }
    return line;
  }

  static boolean isDrawable(Scores scores) {
    return Double.isFinite(scores.violationRate())
        && Double.isFinite(scores.allocOverUse())
        && scores.allocOverUse() > 0;
  }

  private static Stream<Scores> trials(PolicyResult policy) {
    return Stream.concat(
            policy.frontier().stream(), Stream.of(policy.standard(), policy.equalRisk()))
        .map(Trial::scores)
        .filter(Frontier::isDrawable);
  }

  // The decade of the smallest rate seen, but not so low that the target is squeezed to the right.
  private static double floor(List<Scores> all, EqualRisk risk) {
    double most = risk.target() / ROOM_LEFT_OF_TARGET;
    double least =
        all.stream().mapToDouble(Scores::violationRate).filter(v -> v > 0).min().orElse(most);
    double decade = Math.pow(10, Math.floor(Math.log10(least)));
    return Math.min(most, Math.max(LOWEST_FLOOR, decade));
  }
}
