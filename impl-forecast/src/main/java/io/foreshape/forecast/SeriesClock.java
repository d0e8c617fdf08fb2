package io.foreshape.forecast;

import io.foreshape.api.resource.Resource;
import io.foreshape.forecast.spi.Forecaster;

/**
 * One resource of one instance on its way onto the grid: samples fall into the bin of a step; when
 * time has come to the step's end, it goes to the forecaster, its mean or its peak as the resource
 * asks for.
 *
 * <p>A step that is over stays as it is. Of a sample, what lies before the open step is not taken,
 * and within it each second counts once, so that neither doubled nor overlapping samples count
 * twice.
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
  private final StepBin bin;
  private int slot;
  private long nextLocal;
  private long openStep;
  private long fittedAt;

  /** How many steps without a break were but a bound of demand. */
  private int bounds;

  /** A series whose first sample starts at a second. */
  SeriesClock(Forecaster forecaster, Resource resource, LocalSteps steps, long start) {
    this.forecaster = forecaster;
    this.steps = steps;
    this.stepSeconds = steps.stepSeconds();
    this.isMean = resource.isCompressible();
    this.longestGap = longestGap(stepSeconds);
    this.bin = new StepBin(stepSeconds);
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
    bounds = 0;
    begin(firstStep);
  }

  private void begin(long step) {
    openStep = step;
    bin.clear();
  }

  /** The first step that has not ended. */
  long nextStep() {
    return openStep;
  }

  /**
   * Spreads a sample over the steps that it covers.
   *
   * @param isBound whether demand may have been higher than this use
   * @return false if it comes too late or tells nothing new, so that nothing changed
   */
  boolean add(double use, boolean isBound, long start, long end) {
    // Of a sample longer than that, nothing would be left of its beginning anyway.
    long from = Math.max(start, end - (longestGap + 1) * stepSeconds);
    from = Math.max(from, openStep * stepSeconds);
    boolean isTaken = false;
    while (from < end) {
      long step = steps.stepOf(from);
      closeBefore(step);
      long first = step * stepSeconds;
      long to = Math.min(end, first + stepSeconds);
      isTaken |= bin.add(use, isBound, from - first, to - first);
      from = to;
    }
    closeBefore(steps.stepOf(end));
    return isTaken;
  }

  /** Fits the series if it has grown by so many steps since the last time. */
  void fitEvery(int newSteps) {
    if (openStep - fittedAt >= newSteps) {
      forecaster.fit(slot);
      fittedAt = openStep;
    }
  }

  /** Tells quantiles of cells from a step on that has not ended; see {@link LocalForecast}. */
  boolean forecast(LocalForecast local, long from, int cellSteps, int cells, double[] out) {
    return local.tell(forecaster, slot, nextLocal, from, cellSteps, cells, out);
  }

  /** Hands every step before one to the forecaster; steps without a sample are missing. */
  private void closeBefore(long step) {
    if (step - openStep > longestGap) {
      forecaster.release(slot);
      open(step);
      return;
    }
    while (openStep < step) {
      feed(steps.local(openStep));
      begin(openStep + 1);
    }
  }

  private void feed(long local) {
    for (; nextLocal < local; nextLocal++) {
      forecaster.observe(slot, Double.NaN);
    }
    if (nextLocal == local) {
      forecaster.observe(slot, bin.isEmpty() ? Double.NaN : demand());
      nextLocal++;
    }
  }

  /** What would have been used in the open step had nothing held it back. */
  private double demand() {
    double use = isMean ? bin.mean() : bin.peak();
    double boundShare = isMean ? bin.boundShare() : bin.isPeakBound() ? 1 : 0;
    bounds = boundShare == 0 ? 0 : bounds + 1;
    double demand = use + boundShare * use * (CensoredDemand.growth(bounds) - 1);
    return Math.min(Double.MAX_VALUE, demand);
  }

  void release() {
    forecaster.release(slot);
  }
}
