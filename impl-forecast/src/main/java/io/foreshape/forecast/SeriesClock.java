package io.foreshape.forecast;

import io.foreshape.api.forecast.Explanation;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.workload.WorkloadKey;
import io.foreshape.forecast.spi.Forecaster;
import io.foreshape.forecast.spi.SnapshotReader;
import io.foreshape.forecast.spi.SnapshotWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
  private static final long LEVEL_SECONDS = 2 * 3_600;

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

  private WorkloadKey workload;
  private int known;
  private double level;

  private SeriesClock(
      Forecaster forecaster, boolean isMean, LocalSteps steps, WorkloadKey workload) {
    this.forecaster = forecaster;
    this.steps = steps;
    this.stepSeconds = steps.stepSeconds();
    this.isMean = isMean;
    this.workload = workload;
    this.longestGap = longestGap(stepSeconds);
    this.bin = new StepBin(stepSeconds);
  }

  /** A series of a workload whose first sample starts at a second. */
  SeriesClock(
      Forecaster forecaster,
      Resource resource,
      LocalSteps steps,
      WorkloadKey workload,
      long start) {
    this(forecaster, resource.isCompressible(), steps, workload);
    open(steps.stepOf(start));
  }

  /** How many steps of silence teach nothing: two weeks, beyond which a series starts anew. */
  static long longestGap(long stepSeconds) {
    return Math.max(1, LONGEST_GAP_SECONDS / stepSeconds);
  }

  private void open(long firstStep) {
    nextLocal = steps.local(firstStep);
    slot = forecaster.open(nextLocal);
    forecaster.assign(slot, workload);
    fittedAt = firstStep;
    bounds = 0;
    known = 0;
    level = 0;
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

  /** Whether nothing has been heard for too long to tell anything of a grid. */
  boolean isSilentBefore(GridSteps grid) {
    return grid.from() - openStep > longestGap;
  }

  /** Whether this level is of a time before that of another series' level. */
  boolean isBehind(SeriesClock other) {
    return openStep + levelSteps() < other.openStep;
  }

  /** Counts what is known from now on: the instance does something else. */
  void countAnew(WorkloadKey next) {
    workload = next;
    forecaster.assign(slot, next);
    known = 0;
    level = 0;
  }

  /** As it would be after {@link #countAnew}; to be asked only, for its slot is this one's. */
  SeriesClock countedAnew() {
    SeriesClock copy = new SeriesClock(forecaster, isMean, steps, workload);
    copy.slot = slot;
    copy.nextLocal = nextLocal;
    copy.openStep = openStep;
    copy.fittedAt = fittedAt;
    return copy;
  }

  /** Fits the series if it has grown by so many steps since the last time. */
  void fitEvery(int newSteps) {
    if (openStep - fittedAt >= newSteps) {
      forecaster.fit(slot);
      fittedAt = openStep;
    }
  }

  /**
   * How many steps the forecaster has been told of that were not missing; see {@link #countAnew}.
   */
  int known() {
    return known;
  }

  /** The mean of what the forecaster has been told of the last hours; 0 if of nothing. */
  double level() {
    return level;
  }

  /**
   * Tells quantiles of a grid that starts in no step that has ended; see {@link LocalForecast}.
   *
   * @return null if too little is known, or nothing has been heard for too long
   */
  double @Nullable [] forecast(LocalForecast local, GridSteps grid) {
    if (isSilentBefore(grid)) {
      return null;
    }
    double[] out = new double[grid.cells() * local.levelCount()];
    return local.tell(forecaster, slot, nextLocal, grid, out) ? out : null;
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
      forecaster.observe(slot, bin.isEmpty() ? Double.NaN : known(demand()));
      nextLocal++;
    }
  }

  private double known(double value) {
    known++;
    level += (value - level) / Math.min(known, levelSteps());
    return value;
  }

  private long levelSteps() {
    return Math.max(1, LEVEL_SECONDS / stepSeconds);
  }

  /** What would have been used in the open step had nothing held it back. */
  private double demand() {
    double use = isMean ? bin.mean() : bin.peak();
    double boundShare = isMean ? bin.boundShare() : bin.isPeakBound() ? 1 : 0;
    bounds = boundShare == 0 ? 0 : bounds + 1;
    double demand = use + boundShare * use * (CensoredDemand.growth(bounds) - 1);
    return Math.min(Double.MAX_VALUE, demand);
  }

  /** Tells what such a forecast rests on; see {@link Forecaster#explain}. */
  List<Explanation.Part> explain(LocalForecast local, GridSteps grid) {
    return local.explain(forecaster, slot, nextLocal, grid);
  }

  void release() {
    forecaster.release(slot);
  }

  /** Writes the clocks of one forecaster, a column after the other. */
  static void save(SnapshotWriter writer, List<SeriesClock> clocks) {
    writer.ints("slot", clocks.stream().mapToInt(clock -> clock.slot).toArray());
    writer.longs("nextLocal", clocks.stream().mapToLong(clock -> clock.nextLocal).toArray());
    writer.longs("openStep", clocks.stream().mapToLong(clock -> clock.openStep).toArray());
    writer.longs("fittedAt", clocks.stream().mapToLong(clock -> clock.fittedAt).toArray());
    writer.ints("bounds", clocks.stream().mapToInt(clock -> clock.bounds).toArray());
    writer.ints("known", clocks.stream().mapToInt(clock -> clock.known).toArray());
    writer.doubles("level", clocks.stream().mapToDouble(clock -> clock.level).toArray());
    List<StepBin> bins = clocks.stream().map(clock -> clock.bin).toList();
    writer.section("bins", section -> StepBin.save(section, bins));
  }

  /** The clocks of series of such workloads as saved; the forecaster has been loaded too. */
  static List<SeriesClock> load(
      SnapshotReader reader,
      List<WorkloadKey> workloads,
      Forecaster forecaster,
      Resource resource,
      LocalSteps steps) {
    int count = workloads.size();
    int[] slot = reader.ints("slot", count, 0, Integer.MAX_VALUE);
    long[] nextLocal = reader.longs("nextLocal", count);
    long[] openStep = reader.longs("openStep", count);
    long[] fittedAt = reader.longs("fittedAt", count);
    int[] bounds = reader.ints("bounds", count, 0, Integer.MAX_VALUE);
    int[] known = reader.ints("known", count, 0, Integer.MAX_VALUE);
    double[] level = reader.doubles("level", count);
    List<SeriesClock> clocks = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      SeriesClock clock =
          new SeriesClock(forecaster, resource.isCompressible(), steps, workloads.get(i));
      clock.slot = slot[i];
      clock.nextLocal = nextLocal[i];
      clock.openStep = openStep[i];
      clock.fittedAt = fittedAt[i];
      clock.bounds = bounds[i];
      clock.known = known[i];
      clock.level = level[i];
      clocks.add(clock);
    }
    StepBin.load(reader.section("bins"), clocks.stream().map(clock -> clock.bin).toList());
    return clocks;
  }
}
