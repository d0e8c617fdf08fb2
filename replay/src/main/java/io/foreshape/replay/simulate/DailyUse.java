package io.foreshape.replay.simulate;

import io.foreshape.replay.trace.Series;
import java.util.Arrays;

/** The 95th percentile of use per instance and scored day, which does not depend on the policy. */
final class DailyUse {

  private static final int DAY_SECONDS = 86_400;

  private final int scoredFrom;
  private final int stepsPerDay;
  private final float[][] p95;

  DailyUse(FleetTrace trace, int scoredFrom) {
    this.scoredFrom = scoredFrom;
    this.stepsPerDay = Math.max(1, DAY_SECONDS / trace.fleet().stepSeconds());
    int days = Math.max(0, (trace.steps() - scoredFrom + stepsPerDay - 1) / stepsPerDay);
    this.p95 = new float[days][trace.fleet().size()];
    float[] buffer = new float[stepsPerDay];
    for (int i = 0; i < trace.fleet().size(); i++) {
      for (int day = 0; day < days; day++) {
        p95[day][i] = percentile(trace.series().get(i), scoredFrom + day * stepsPerDay, buffer);
      }
    }
  }

  /** Whether a step is the last of a scored day. */
  boolean endsDay(int step) {
    return step >= scoredFrom && (step - scoredFrom + 1) % stepsPerDay == 0;
  }

  int day(int step) {
    return (step - scoredFrom) / stepsPerDay;
  }

  float p95(int day, int instance) {
    return p95[day][instance];
  }

  private static float percentile(Series series, int from, float[] buffer) {
    int count = 0;
    for (int step = from; step < Math.min(from + buffer.length, series.length()); step++) {
      float value = series.value(step);
      if (!Float.isNaN(value)) {
        buffer[count++] = value;
      }
    }
    if (count == 0) {
      return Float.NaN;
    }
    Arrays.sort(buffer, 0, count);
    return buffer[(int) Math.ceil(0.95 * count) - 1];
  }
}
