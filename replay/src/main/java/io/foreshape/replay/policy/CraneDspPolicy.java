package io.foreshape.replay.policy;

/**
 * Crane's periodic forecast (pkg/prediction/dsp), and for instances without a period its percentile
 * recommender, as Crane's own recommenders do.
 *
 * <p>Once a day each instance's last 15 days are prepared ({@link CraneHistory}), tested for a
 * period of a day or a week ({@link PeriodDetector}), and the next period is forecast ({@link
 * PeriodicForecast}). What is given is the largest forecast value in the hour to come, or until the
 * next plan if that is later. The margins are the candidates' own, so that the factor on top is 1
 * by default. The original samples once a minute; here a step is a sample.
 *
 * <p>Memory: 4 bytes per instance and step of 15 days. Not thread-safe.
 */
final class CraneDspPolicy implements Policy {

  private final Fleet fleet;
  private final double knob;
  private final int daySteps;
  private final CraneHistory history;
  private final CranePercentile percentile;
  private final PeriodDetector detector;
  private final PeriodicForecast forecaster;
  private final double[][] forecasts;
  private final int[] forecastStart;
  private int nextFit;

  CraneDspPolicy(Fleet fleet, double knob) {
    this.fleet = fleet;
    this.knob = knob;
    this.daySteps = fleet.stepsIn(Seconds.DAY);
    this.history = new CraneHistory(fleet);
    this.percentile = new CranePercentile(fleet);
    this.detector = new PeriodDetector(daySteps, fleet.stepsIn(4 * Seconds.HOUR));
    this.forecaster = new PeriodicForecast(fleet.stepSeconds());
    this.forecasts = new double[fleet.size()][0];
    this.forecastStart = new int[fleet.size()];
    this.nextFit = 2 * daySteps;
  }

  static PolicyRule rule() {
    return new BundledRule(
        "crane-dsp",
        Knob.margin(1),
        CraneDspPolicy::new,
        resource -> "margins are part of its candidates; the knob is a factor on top of them");
  }

  @Override
  public void observe(int step, double[] use) {
    history.observe(step, use);
    percentile.observe(step, use);
  }

  @Override
  public void outOfMemory(int step, int instance, double allocation, double use) {
    percentile.outOfMemory(step, instance, allocation);
  }

  @Override
  public void plan(int step, double[] allocation) {
    if (step >= nextFit) {
      nextFit = step + daySteps;
      for (int i = 0; i < allocation.length; i++) {
        fit(i, step);
      }
    }
    for (int i = 0; i < allocation.length; i++) {
      if (forecasts[i].length > 0) {
        allocation[i] = knob * forecastMax(i, step);
      } else if (!percentile.isEmpty(i)) {
        allocation[i] = knob * percentile.recommendation(step, i);
      }
    }
  }

  private void fit(int instance, int step) {
    double[] signal = history.signal(instance, step);
    int period = detector.period(signal);
    forecasts[instance] = period == 0 ? new double[0] : forecaster.next(signal, period);
    forecastStart[instance] = history.lastSample(instance) + 1;
  }

  private double forecastMax(int instance, int step) {
    double[] forecast = forecasts[instance];
    int from = step + fleet.leadSteps() - forecastStart[instance];
    int span = Math.max(fleet.replanSteps(), fleet.stepsIn(Seconds.HOUR));
    double max = 0;
    for (int i = from; i < from + span; i++) {
      max = Math.max(max, forecast[i % forecast.length]);
    }
    return max;
  }
}
