package io.foreshape.forecast;

import io.foreshape.api.forecast.Explanation.Part;
import io.foreshape.api.workload.WorkloadKey;
import io.foreshape.forecast.spi.ForecastWindow;
import io.foreshape.forecast.spi.Forecaster;
import io.foreshape.forecast.spi.ForecasterContext;
import io.foreshape.forecast.spi.SnapshotReader;
import io.foreshape.forecast.spi.SnapshotWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Quantile regression on recent use, the same hours of other days, the calendar and what workload a
 * series is of: one set of weights per group of leads ({@link LeadGroups}), learnt value by value
 * from all series ({@link PinballRegression}), plus in what a series differs ({@link
 * OwnCoefficients}).
 *
 * <p>What is told is how far the logarithm of a step lies from that of the last hour's mean; {@link
 * UsageFeatures} says what of. Of each value, some lead groups in turn learn, each from an origin
 * at one of its leads before; so each group learns about twice an hour of each series. Workloads
 * come in three times: labels move a group's quantiles, the day's pattern of a series' workload is
 * a feature, and a young series is drawn to what is told of its workload alone ({@link
 * WorkloadQuantiles}), quantile by quantile. A series without a sample is told by that only. Series
 * should measure one resource.
 *
 * <p>Quantiles that cross are sorted (Chernozhukov, Fernández-Val and Galichon, "Quantile and
 * Probability Curves Without Crossing", Econometrica 78, 2010). A cell's quantiles are those of the
 * mixture of its parts: a part is of one group and at most about an hour long, and is told by its
 * middle step.
 *
 * <p>A series that has used nothing is told 0, once that has lasted an hour.
 *
 * <p>Cost: about (levels × features) multiplications per value and group that learns, and per part
 * of a cell; 1,516 bytes per series at five minutes and 20 levels; allocates nothing but for new
 * workloads. Not thread-safe.
 */
final class QuantileRegression implements Forecaster {

  private static final double RATE = 0.05;
  private static final double LABEL_RATE = 0.02;
  private static final double YOUTH_WEIGHT = 0.2;
  private static final int ROWS_PER_BLOCK = 2;
  private static final int MOST_PARTS = 12;
  private static final long SCATTER = 0x9E3779B97F4A7C15L;

  /** Of a mean below, logarithms of floats make no sense. */
  private static final double IDLE = 1e-30;

  private final double[] levels;
  private final int middle;
  private final boolean isAware;
  private final UsageFeatures features;
  private final WorkloadLabels labels = new WorkloadLabels();
  private final WorkloadQuantiles workloads;
  private final OwnCoefficients own;
  private final Slots slots = new Slots();
  private final LeadGroups leads;
  private final PinballRegression[] regressions;
  private final int learningPerStep;
  private final QuantileMixture mixture;

  private final double[] x = new double[UsageFeatures.COUNT];
  private final double[] ofWorkload;
  private final double[] told;

  /**
   * A forecaster without series.
   *
   * @param isAware whether workloads count
   */
  QuantileRegression(ForecasterContext context, boolean isAware) {
    this.levels = context.levels().toArray();
    this.middle = middle(levels);
    this.isAware = isAware;
    this.features = new UsageFeatures(context);
    this.workloads = new WorkloadQuantiles(levels, features.calendar(), labels);
    this.own = new OwnCoefficients(levels, middle);
    this.leads = new LeadGroups(context.step());
    int perBlock = ROWS_PER_BLOCK * leads.count() + features.blockSteps() - 1;
    this.learningPerStep = Math.min(leads.count(), perBlock / features.blockSteps());
    this.mixture = new QuantileMixture(levels);
    this.ofWorkload = new double[levels.length];
    this.told = new double[levels.length];
    this.regressions = new PinballRegression[leads.count()];
    for (int group = 0; group < regressions.length; group++) {
      double hours = leads.last(group) / Steps.in(Duration.ofHours(1), context.step());
      regressions[group] = regression(1 / (1 + hours));
    }
  }

  private static int middle(double[] levels) {
    int at = Arrays.binarySearch(levels, 0.5);
    return Math.min(levels.length - 1, at < 0 ? -at - 1 : at);
  }

  /** Begins with what is plausible of any series; {@code recent} is how much recent use counts. */
  private PinballRegression regression(double recent) {
    PinballRegression made =
        new PinballRegression(levels, UsageFeatures.COUNT, 1, RATE, LABEL_RATE);
    NormalDistribution normal = new NormalDistribution();
    for (int level = 0; level < levels.length; level++) {
      double deviation = normal.inverseCumulativeProbability(levels[level]);
      made.begin(level, UsageFeatures.ERROR, deviation);
      made.begin(level, UsageFeatures.SPREAD, 0.2 * deviation);
      made.begin(level, UsageFeatures.BURSTS, 0.3 * Math.max(0, deviation) * (1 - recent));
      made.begin(level, UsageFeatures.LAST, 0.7 * recent);
      made.begin(level, UsageFeatures.DAY_LEVEL, 0.3 * (1 - recent));
      made.begin(level, UsageFeatures.USUAL, 0.4 * (1 - recent));
    }
    made.beginLevels(YOUTH_WEIGHT);
    return made;
  }

  @Override
  public int open(long firstStep) {
    int slot = slots.open();
    features.open(slot, firstStep);
    labels.open(slot);
    own.open(slot);
    return slot;
  }

  @Override
  public void assign(int slot, WorkloadKey workload) {
    if (isAware) {
      labels.assign(slot, workload);
    }
  }

  @Override
  public void release(int slot) {
    slots.release(slot);
  }

  @Override
  public void observe(int slot, double value) {
    double seen = Math.min(value, Slots.LARGEST_VALUE);
    if (!Double.isNaN(seen)) {
      long step = features.nextStep(slot);
      if (Math.floorMod(step - slot, (long) features.blockSteps()) == 0) {
        workloads.learn(slot, step, seen);
      }
      if (!isIdle(slot)) {
        learn(slot, step, seen);
      }
    }
    features.add(slot, seen);
  }

  private boolean isIdle(int slot) {
    return features.scale(slot) < IDLE;
  }

  /** Groups have their turns, and leads are drawn, by how many steps there have been. */
  private void learn(int slot, long step, double value) {
    long seen = features.seen(slot);
    long turn = seen * learningPerStep;
    for (int i = 0; i < learningPerStep; i++) {
      int group = (int) ((turn + i) % leads.count());
      long drawn = ((turn / leads.count() + slot) * SCATTER) >>> 33;
      int lead = leads.pick(group, drawn);
      if (lead <= seen) {
        learn(slot, group, lead - 1L, step, value);
      }
    }
  }

  private void learn(int slot, int group, long age, long step, double value) {
    double base = prepare(slot, group, age, step);
    tell(slot, group, told);
    double distance = UsageFeatures.bounded(features.z(slot, value) - base);
    regressions[group].learn(x, ofWorkload, labels, slot, distance, told);
    own.learn(slot, isFar(group), x, distance, told);
  }

  private boolean isFar(int group) {
    return leads.last(group) > features.blockSteps();
  }

  /** Gathers what is known of a step at an origin; returns z of the base. */
  private double prepare(int slot, int group, long age, long step) {
    double base = features.origin(slot, age, features.isFine(leads.last(group) - 1L), x);
    features.target(slot, age, step, base, x);
    x[UsageFeatures.ERROR] = own.error(slot, isFar(group));
    double size = workloads.size(features.scale(slot));
    x[UsageFeatures.SIZE] = size * x[UsageFeatures.ERROR];
    x[UsageFeatures.YOUNG_SIZE] = size * x[UsageFeatures.YOUTH];
    x[UsageFeatures.PATTERN] = 0;
    Arrays.fill(ofWorkload, 0);
    if (workloads.isReady()) {
      long origin = features.nextStep(slot) - age - 1;
      double change =
          workloads.logarithm(slot, step, middle) - workloads.logarithm(slot, origin, middle);
      x[UsageFeatures.PATTERN] = UsageFeatures.bounded(change);
      if (x[UsageFeatures.YOUTH] > 0) {
        drawToWorkload(slot, step, base);
      }
    }
    return base;
  }

  private void drawToWorkload(int slot, long step, double base) {
    workloads.tell(slot, step, ofWorkload, 0);
    for (int level = 0; level < levels.length; level++) {
      double distance = UsageFeatures.bounded(features.z(slot, ofWorkload[level]) - base);
      ofWorkload[level] = x[UsageFeatures.YOUTH] * distance;
    }
  }

  /** Tells how far quantiles of what was prepared lie from the base; they may cross. */
  private void tell(int slot, int group, double[] out) {
    double tilted = own.tilted(slot, isFar(group), x);
    for (int level = 0; level < levels.length; level++) {
      double ofAll = regressions[group].tell(x, ofWorkload, labels, slot, level);
      out[level] = ofAll + tilted + own.offset(slot, level, x);
    }
  }

  @Override
  public boolean forecast(int slot, ForecastWindow window, double[] out) {
    if (!isTold(slot)) {
      return false;
    }
    long from = features.nextStep(slot) + window.leadSteps();
    for (int cell = 0; cell < window.cells(); cell++) {
      tellCell(slot, from, from + window.cellSteps(), out, cell * levels.length);
      from += window.cellSteps();
    }
    return true;
  }

  private boolean isTold(int slot) {
    if (features.known(slot) == 0) {
      return workloads.isReady();
    }
    return !isIdle(slot) || features.known(slot) >= features.blockSteps();
  }

  /** Tells the quantiles of the steps from one (included) to another (excluded). */
  private void tellCell(int slot, long from, long end, double[] out, int offset) {
    if (features.known(slot) == 0) {
      workloads.tell(slot, (from + end - 1) / 2, out, offset);
      return;
    }
    if (isIdle(slot)) {
      Arrays.fill(out, offset, offset + levels.length, 0);
      return;
    }
    mixture.clear();
    long now = features.nextStep(slot);
    long most = Math.max(features.blockSteps(), (end - from + MOST_PARTS - 1) / MOST_PARTS);
    for (long at = from; at < end; ) {
      int group = leads.of(at - now + 1);
      long groupEnd = group == leads.count() - 1 ? end : now + leads.last(group);
      long to = Math.min(groupEnd, Math.min(end, at + most));
      tellStep(slot, group, (at + to - 1) / 2);
      mixture.add(told, 0, (double) (to - at));
      at = to;
    }
    mixture.tell(out, offset);
  }

  private void tellStep(int slot, int group, long step) {
    double base = prepare(slot, group, 0, step);
    tell(slot, group, told);
    sort(told, 0, levels.length);
    for (int level = 0; level < levels.length; level++) {
      told[level] = features.amount(slot, base + told[level]);
    }
  }

  /** Sorts by insertion, which never allocates. */
  static void sort(double[] values, int offset, int count) {
    for (int i = 1; i < count; i++) {
      double value = values[offset + i];
      int at = i;
      for (; at > 0 && values[offset + at - 1] > value; at--) {
        values[offset + at] = values[offset + at - 1];
      }
      values[offset + at] = value;
    }
  }

  /** Does nothing: what there is to learn is learnt value by value. */
  @Override
  public void fit(int slot) {}

  @Override
  public List<Part> explain(int slot, ForecastWindow window) {
    if (!isTold(slot)) {
      return List.of();
    }
    long step = features.nextStep(slot) + window.leadSteps();
    if (features.known(slot) == 0) {
      workloads.tell(slot, step, told, 0);
      return RegressionParts.ofWorkload(told[middle]);
    }
    if (isIdle(slot)) {
      return RegressionParts.ofIdle();
    }
    int group = leads.of(window.leadSteps() + 1L);
    PinballRegression regression = regressions[group];
    double base = prepare(slot, group, 0, step);
    double[] weights = new double[x.length];
    Arrays.setAll(weights, j -> regression.weight(middle, j) + own.tilt(slot, isFar(group), j));
    double ofLabels = regression.ofLabels(x, ofWorkload, labels, slot, middle);
    return new RegressionParts(features, slot, base, x, weights)
        .parts(ofLabels, own.offset(slot, middle, x));
  }

  @Override
  public void save(SnapshotWriter writer) {
    int count = slots.count();
    slots.save(writer);
    writer.section("features", section -> features.save(section, count));
    writer.section("labels", section -> labels.save(section, count));
    writer.section("own", section -> own.save(section, count));
    writer.section("workloads", workloads::save);
    for (int group = 0; group < regressions.length; group++) {
      writer.section("regression" + group, regressions[group]::save);
    }
  }

  @Override
  public void load(SnapshotReader reader) {
    int count = slots.load(reader);
    features.load(reader.section("features"), count);
    labels.load(reader.section("labels"), count);
    own.load(reader.section("own"), count);
    workloads.load(reader.section("workloads"));
    for (int group = 0; group < regressions.length; group++) {
      regressions[group].load(reader.section("regression" + group));
    }
  }
}
