package io.foreshape.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What repeating the past costs at one horizon: the last known value, and the value of the same
 * time a day before. Not thread-safe.
 */
final class CloudReference {

  private final int daySteps;
  private final PointErrors last = new PointErrors();
  private final PointErrors day = new PointErrors();
  private boolean hasDay;

  /** A reference for steps of which so many make a day. */
  CloudReference(int daySteps) {
    this.daySteps = daySteps;
  }

  /** Adds the value at an index, forecast from what is before an origin, the last of it known. */
  void add(Series series, double lastKnown, int origin, int at, double scale) {
    last.add(series, series.value(at), lastKnown, scale);
    int before = at - daySteps * ((at - origin) / daySteps + 1);
    hasDay |= before >= 0;
    // Within the first day nothing is a day before; the last value stands in.
    double repeated = before >= 0 ? series.lastKnown(before + 1) : lastKnown;
    day.add(series, series.value(at), repeated, scale);
  }

  Map<String, Object> figures() {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("lastValue", last.figures());
    if (hasDay) {
      figures.put("dayBefore", day.figures());
    }
    return figures;
  }
}
