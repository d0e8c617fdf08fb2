package io.foreshape.forecast;

import io.foreshape.api.resource.Resource;
import io.foreshape.forecast.spi.Forecaster;

/**
 * One resource of one instance on its way onto the grid: samples fall into bins of a step; a bin
 * goes to the forecaster once time has come to its end, its mean or its peak as the resource asks
 * for.
 *
 * <p>Time goes forward only: of a sample, what lies before the end of the latest one is not taken,
 * so that neither doubled nor late nor overlapping samples count twice.
 *
 * <p>The forecaster counts in steps of the wall clock ({@link LocalSteps}): when that is put
 * forward, the steps that never come are missing to it; when it is put back, it is not told of the
 * second pass.
 *
 * <p>Seconds and steps are counted from the epoch, steps in UTC unless they are called local. Not
 * thread-safe.
 */
final class SeriesClock {

  private static final long LONGEST_GAP_SECONDS = 14 * 86_400;

  private final Forecaster forecaster;
  private final boolean isMean;
  private final LocalSteps steps;
  private final long stepSeconds;
  private final long longestGap;
  private int slot;
  private long nextLocal;
  private long now;
  private long openStep;
  private double weighted;
  private long weight;
  private double peak;

  private long fittedAt;

  /** A series whose first sample starts at a second. */
  SeriesClock(Forecaster forecaster, Resource resource, LocalSteps steps, long start) {
    this.forecaster = forecaster;
    this.steps = steps;
    this.stepSeconds = steps.stepSeconds();
    this.isMean = resource.isCompressible();
    this.longestGap = longestGap(stepSeconds);
    this.now = start;
    open(steps.stepOf(start));
  }

  /** How many steps of silence teach nothing: two weeks, beyond which a series starts anew. */
  static long longestGap(long stepSeconds) {
    return Math.max(1, LONGEST_GAP_SECONDS / stepSeconds);
  }

  private void open(long firstStep) {
    nextLocal = steps.local(firstStep);
    slot = forecaster.open(nextLocal);
    fittedAt = firstStep;
    begin(firstStep);
  }

  /** The first step that has not ended. */
  long nextStep() {
    return openStep;
  }

  /**
   * Spreads a sample over the steps that it covers.
   *
   * @return false if all of it lies before the end of the latest sample, so that nothing changed
   */
  boolean add(double use, long start, long end) {
    if (end <= now) {
      return false;
    }
    // Of a sample longer than that, nothing would be left of its beginning anyway.
    long from = Math.max(Math.max(start, now), end - (longestGap + 1) * stepSeconds);
    for (; from < end; from = now) {
      long step = steps.stepOf(from);
      closeBefore(step);
      now = Math.min(end, (step + 1) * stepSeconds);
      weighted += use * (now - from);
      weight += now - from;
      peak = Math.max(peak, use);
    }
    closeBefore(steps.stepOf(end));
    return true;
  }

  /** Fits the series if it has grown by so many steps since the last time. */
  void fitEvery(int steps) {
    if (openStep - fittedAt >= steps) {
      forecaster.fit(slot);
      fittedAt = openStep;
    }
  }

  /** Tells quantiles of cells from a step on that has not ended; see {@link LocalForecast}. */
  boolean forecast(LocalForecast local, long from, int cellSteps, int cells, double[] out) {
    return local.tell(forecaster, slot, nextLocal, from, cellSteps, cells, out);
  }

  /** Hands every bin before a step to the forecaster; bins without a sample are missing. */
  private void closeBefore(long step) {
    if (step - openStep > longestGap) {
      forecaster.release(slot);
      open(step);
      return;
    }
    while (openStep < step) {
      feed(steps.local(openStep), value());
      begin(openStep + 1);
    }
  }

  private void feed(long local, double value) {
    for (; nextLocal < local; nextLocal++) {
      forecaster.observe(slot, Double.NaN);
    }
    if (nextLocal == local) {
      forecaster.observe(slot, value);
      nextLocal++;
    }
  }

  private double value() {
    if (weight == 0) {
      return Double.NaN;
    }
    return isMean ? weighted / weight : peak;
  }

  private void begin(long step) {
    openStep = step;
    weighted = 0;
    weight = 0;
    peak = 0;
  }

  void release() {
    forecaster.release(slot);
  }
}
