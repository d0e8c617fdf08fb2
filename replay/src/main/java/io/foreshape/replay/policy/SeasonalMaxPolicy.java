package io.foreshape.replay.policy;

import java.util.Arrays;

/**
 * What a careful operator would do by hand: the larger of the last hour's maximum and the median,
 * over the seven days before, of the maximum in the hour that comes.
 *
 * <p>Hours are counted from the start of the trace. If a plan covers several hours, the largest
 * counts. Days on which the hour has no sample are left out of the median, and after an hour
 * without one the last hour that had one counts. Not thread-safe.
 */
final class SeasonalMaxPolicy implements Policy {

  private static final double MARGIN = 1.15;
  private static final int DAYS = 7;

  private final Fleet fleet;
  private final double knob;
  private final RecentMax lastHour;
  private final int stepsPerHour;
  private final int hoursPerDay;
  private final int keptHours;
  private final double[] hourlyMax;
  private final double[] lastKnown;
  private final double[] days = new double[DAYS];
  private int currentHour = -1;

  SeasonalMaxPolicy(Fleet fleet, double knob) {
    this.fleet = fleet;
    this.knob = knob;
    this.stepsPerHour = fleet.stepsIn(Seconds.HOUR);
    this.hoursPerDay = Math.max(1, fleet.stepsIn(Seconds.DAY) / stepsPerHour);
    this.keptHours = DAYS * hoursPerDay + 1;
    this.lastHour = new RecentMax(fleet.size(), stepsPerHour);
    this.hourlyMax = new double[keptHours * fleet.size()];
    this.lastKnown = new double[fleet.size()];
    Arrays.fill(hourlyMax, Double.NaN);
    Arrays.fill(lastKnown, Double.NaN);
  }

  static PolicyRule rule() {
    return new BundledRule("seasonal-max", Knob.margin(MARGIN), SeasonalMaxPolicy::new);
  }

  @Override
  public void observe(int step, double[] use) {
    currentHour = step / stepsPerHour;
    int row = currentHour % keptHours * use.length;
    if (step % stepsPerHour == 0) {
      Arrays.fill(hourlyMax, row, row + use.length, Double.NaN);
    }
    for (int i = 0; i < use.length; i++) {
      lastHour.set(step, i, use[i]);
      if (!(use[i] <= hourlyMax[row + i]) && !Double.isNaN(use[i])) {
        hourlyMax[row + i] = use[i];
      }
    }
  }

  @Override
  public void plan(int step, double[] allocation) {
    int from = (step + fleet.leadSteps()) / stepsPerHour;
    int to = (step + fleet.leadSteps() + fleet.replanSteps() - 1) / stepsPerHour;
    for (int i = 0; i < allocation.length; i++) {
      double recent = lastHour.max(i);
      lastKnown[i] = Double.isNaN(recent) ? lastKnown[i] : recent;
      double best = lastKnown[i];
      for (int hour = from; hour <= to; hour++) {
        double median = medianOfDaysBefore(hour, i);
        if (!(median <= best) && !Double.isNaN(median)) {
          best = median;
        }
      }
      if (!Double.isNaN(best)) {
        allocation[i] = knob * best;
      }
    }
  }

  private double medianOfDaysBefore(int hour, int instance) {
    int count = 0;
    for (int day = 1; day <= DAYS; day++) {
      int past = hour - day * hoursPerDay;
      if (past >= 0 && past <= currentHour && past > currentHour - keptHours) {
        double max = hourlyMax[past % keptHours * fleet.size() + instance];
        if (!Double.isNaN(max)) {
          days[count++] = max;
        }
      }
    }
    if (count == 0) {
      return Double.NaN;
    }
    Arrays.sort(days, 0, count);
    return (days[(count - 1) / 2] + days[count / 2]) / 2;
  }
}
