package io.foreshape.forecast;

import io.foreshape.api.forecast.Explanation.Kind;
import io.foreshape.api.forecast.Explanation.Part;
import io.foreshape.forecast.spi.ForecastWindow;
import io.foreshape.forecast.spi.Forecaster;
import io.foreshape.forecast.spi.ForecasterContext;
import io.foreshape.forecast.spi.SnapshotReader;
import io.foreshape.forecast.spi.SnapshotWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Averages what simple experts tell, each by its own record with the series ({@link
 * ExpertWeights}), apart for near and far leads ({@link LeadGroup}) and for low and high quantiles:
 *
 * <pre>
 * ln(quantile(q) + floor) = Σ_k w_k(lead, q) (base_k + r_k(lead, q))
 * </pre>
 *
 * <p>with r the quantiles of what values lay from that expert's base. About the middle the experts
 * are levels and seasons with the series' own tails ({@link CentralMix}), above the 95th percentile
 * they are peaks with the tails of all series ({@link PeakMix}), for the next hour averaged with
 * what a network has learnt from all series ({@link LearnedPeaks}). All series of one forecaster
 * lend each other their tails, their trust in experts and what follows upon what; they should
 * measure one resource.
 *
 * <p>Where a week is short enough to be kept step by step, as with hourly samples, an
 * autoregression is one of the experts, and no others stand for peaks.
 *
 * <p>The floor is a fiftieth of the mean of the days' peaks. A series that has used nothing within
 * the week is told 0, once a block has ended. A cell that reaches over several hours is told as the
 * mixture of them.
 *
 * <p>Size and cost at 5 minutes, with a day and a week: 2.0 KB per series, and half a megabyte for
 * all together; the experts are held to account at one value in five for the next hour and one in
 * eleven beyond. Allocates nothing per value or forecast. Not thread-safe.
 */
final class Ensemble implements Forecaster {

  private static final double FLOOR = 0.02;
  private static final double LEAST_SHARE = 0.01;

  /** The groups' leads end here, in blocks; beyond the last, that one stands in. */
  private static final int HOURS = 6;

  private static final int DAYS = 30;

  private static final int LONGEST_FOR_GUEST = 336;

  private final double[] levels;
  private final int blockSteps;
  private final WeekHistory week;
  private final RecentLevels recent;
  private final LevelExperts experts;
  private final PastMeans past;
  private final @Nullable Guest guest;
  private final LeadGroup[] groups;
  private final DriftDetector drift = new DriftDetector();
  private final Slots slots = new Slots();
  private final float[] present = new float[LevelExperts.NOTED];
  private final float[] blockValues;
  private final double[] quantiles;
  private final QuantileMixture mixture;

  private long[] nextStep = new long[0];
  private ForecastWindow guestWindow = new ForecastWindow(0, 1, 1);

  /** Of what the quantiles are at present; null if of nothing. */
  private @Nullable LeadGroup toldGroup;

  private long toldBlock;

  Ensemble(ForecasterContext context) {
    this.levels = context.levels().toArray();
    Blocks blocks = Blocks.of(context);
    this.blockSteps = blocks.steps();
    this.week = new WeekHistory(blockSteps, blocks.perDay());
    this.recent = new RecentLevels(blockSteps);
    this.experts = new LevelExperts(week, recent, blocks.isSeasonal());
    this.past = new PastMeans(week);
    this.guest = guest(context);
    this.groups = groups(Steps.in(Duration.ofDays(1), context.step()));
    this.blockValues = new float[blockSteps];
    this.quantiles = new double[levels.length];
    this.mixture = new QuantileMixture(levels);
  }

  /** An autoregression, where a week is short enough to be kept step by step. */
  private @Nullable Guest guest(ForecasterContext context) {
    List<Integer> periods = context.seasonalPeriods();
    if (periods.isEmpty() || periods.get(periods.size() - 1) > LONGEST_FOR_GUEST) {
      return null;
    }
    return new Guest(new ResidualForecaster(new Autoregression(periods), context), levels);
  }

  private LeadGroup[] groups(double stepsPerDay) {
    List<LeadGroup> all = new ArrayList<>();
    int hours = HOURS * blockSteps;
    // One less, so that in time all steps of a block have their turn.
    int often = Math.max(1, blockSteps / 2 - 1);
    int seldom = Math.max(1, blockSteps - 1);
    all.add(group(1, blockSteps, often, stepsPerDay));
    all.add(group(blockSteps + 1, hours, seldom, stepsPerDay));
    all.add(group(hours + 1, DAYS * blockSteps, seldom, stepsPerDay));
    return all.toArray(new LeadGroup[0]);
  }

  private LeadGroup group(int firstLead, int lastLead, int every, double stepsPerDay) {
    PeakMix peaks = null;
    if (blockSteps > 1) {
      LearnedPeaks learned =
          firstLead == 1
              ? new LearnedPeaks(new PeakFeatures(experts, week), levels, blockSteps, stepsPerDay)
              : null;
      double samplesPerDay = LeadGroup.samplesPerDay(firstLead, lastLead, every, stepsPerDay);
      peaks = new PeakMix(levels, stepsPerDay, samplesPerDay, learned);
    }
    return new LeadGroup(firstLead, lastLead, every, levels, stepsPerDay, past, peaks, guest);
  }

  @Override
  public int open(long firstStep) {
    int slot = slots.open();
    if (slot >= nextStep.length) {
      nextStep = Arrays.copyOf(nextStep, Slots.columnLength(slot, 1));
    }
    nextStep[slot] = firstStep;
    if (guest != null) {
      guest.open(slot, firstStep);
    }
    week.open(slot);
    recent.open(slot);
    past.open(slot);
    drift.open(slot);
    for (LeadGroup group : groups) {
      group.open(slot);
    }
    return slot;
  }

  @Override
  public void release(int slot) {
    slots.release(slot);
    if (guest != null) {
      guest.release(slot);
    }
  }

  @Override
  public void observe(int slot, double value) {
    long step = nextStep[slot]++;
    if (guest != null) {
      guest.observe(slot, value);
    }
    float seen = (float) Math.min(value, Slots.LARGEST_VALUE);
    if (!Float.isNaN(seen)) {
      learn(slot, step, seen);
      recent.add(slot, seen);
      learnBlock(slot, step);
    }
    if (week.add(slot, step, seen)) {
      for (LeadGroup group : groups) {
        group.note(experts, slot, step + 1);
      }
    }
  }

  private void learn(int slot, long step, float value) {
    double floor = floor(slot);
    if (!(floor > 0)) {
      return;
    }
    long block = week.blockOf(step);
    for (int i = 0; i < groups.length; i++) {
      if (groups[i].isDue(slot, step)) {
        double error = groups[i].add(experts, slot, step, block, value, floor);
        if (i == 0 && drift.add(slot, error)) {
          forget(slot);
        }
      }
    }
  }

  private void forget(int slot) {
    for (LeadGroup group : groups) {
      group.forget(slot);
    }
  }

  /** Learns from a block that ends with a step, if all its values are known. */
  private void learnBlock(int slot, long step) {
    if (!week.isCompletedBy(slot, step)) {
      return;
    }
    double floor = floor(slot);
    if (floor > 0) {
      recent.copyBlock(slot, blockValues);
      groups[0].addBlock(experts, slot, step, blockValues, floor);
    }
  }

  /** What is added to values before taking logarithms; 0 for a series that has been idle. */
  private double floor(int slot) {
    if (!recent.isKnown(slot)) {
      return 0;
    }
    double peak = recent.get(slot, RecentLevels.PEAK);
    double usual = Float.isNaN(week.dayPeak(slot)) ? peak : week.dayPeak(slot);
    return FLOOR * Math.max(usual, LEAST_SHARE * Math.max(week.weekPeak(slot), peak));
  }

  @Override
  public boolean forecast(int slot, ForecastWindow window, double[] out) {
    double floor = floor(slot);
    if (!(floor > 0)) {
      return tellIdle(slot, window, out);
    }
    experts.note(slot, nextStep[slot], present, 0);
    if (guest != null) {
      int asked = Math.min(Guest.MOST_STEPS, window.horizonSteps());
      if (guestWindow.cells() != asked) {
        guestWindow = new ForecastWindow(0, 1, asked);
      }
      guest.ask(slot, guestWindow);
    }
    toldGroup = null;
    long from = nextStep[slot] + window.leadSteps();
    for (int cell = 0; cell < window.cells(); cell++) {
      tellCell(slot, from, from + window.cellSteps(), floor, out, cell * levels.length);
      from += window.cellSteps();
    }
    return true;
  }

  /** Tells the quantiles of the steps from one (included) to another (excluded). */
  private void tellCell(int slot, long from, long end, double floor, double[] out, int offset) {
    mixture.clear();
    while (from < end) {
      LeadGroup group = groupOf(from - nextStep[slot] + 1);
      long to = Math.min(end, (week.blockOf(from) + 1) * blockSteps);
      if (group != groups[groups.length - 1]) {
        to = Math.min(to, nextStep[slot] + group.lastLead());
      }
      tell(slot, group, from, floor);
      mixture.add(quantiles, 0, (double) (to - from));
      from = to;
    }
    mixture.tell(out, offset);
  }

  private boolean tellIdle(int slot, ForecastWindow window, double[] out) {
    if (Float.isNaN(week.dayPeak(slot))) {
      return false;
    }
    Arrays.fill(out, 0, window.cells() * levels.length, 0);
    return true;
  }

  private LeadGroup groupOf(long lead) {
    for (LeadGroup group : groups) {
      if (lead <= group.lastLead()) {
        return group;
      }
    }
    return groups[groups.length - 1];
  }

  /** Tells the quantiles of a step's block, which stay until another is told. */
  private void tell(int slot, LeadGroup group, long step, double floor) {
    long now = week.blockOf(nextStep[slot]);
    long block = week.blockOf(step);
    if (group == toldGroup && block == toldBlock) {
      return;
    }
    if (group != toldGroup) {
      group.prepare(slot, now, floor);
    }
    double[] bases = experts.tell(slot, present, 0, block, now, floor);
    long lead = step - nextStep[slot] + 1;
    group.tell(slot, lead, block, now, week.openPeak(slot), bases, floor, quantiles);
    toldGroup = group;
    toldBlock = block;
  }

  @Override
  public void fit(int slot) {
    if (guest != null) {
      guest.fit(slot);
    }
  }

  @Override
  public List<Part> explain(int slot, ForecastWindow window) {
    double floor = floor(slot);
    if (!(floor > 0)) {
      return Float.isNaN(week.dayPeak(slot))
          ? List.of()
          : List.of(new Part("last week's peak", Kind.LEVEL, 0));
    }
    long now = week.blockOf(nextStep[slot]);
    LeadGroup group = groupOf(window.leadSteps() + 1L);
    group.prepare(slot, now, floor);
    List<Part> parts = new ArrayList<>();
    parts.add(new Part("last value", Kind.LEVEL, recent.get(slot, RecentLevels.LAST)));
    parts.add(new Part("mean of a day", Kind.LEVEL, recent.get(slot, RecentLevels.DAY_MEAN)));
    double usual = experts.usualMean(slot, week.blockOf(nextStep[slot] + window.leadSteps()), now);
    if (!Double.isNaN(usual)) {
      parts.add(new Part("usual mean of the hour", Kind.SEASON, usual));
    }
    List<Part> weights = group.explain(slot);
    weights.sort(Comparator.comparingDouble(part -> -part.value()));
    parts.addAll(weights);
    return parts;
  }

  @Override
  public void save(SnapshotWriter writer) {
    slots.save(writer);
    int count = slots.count();
    writer.longs("nextStep", nextStep, count);
    writer.section("week", section -> week.save(section, count));
    writer.section("recent", section -> recent.save(section, count));
    writer.section("drift", section -> drift.save(section, count));
    if (guest != null) {
      writer.section("guest", guest::save);
    }
    for (int i = 0; i < groups.length; i++) {
      LeadGroup group = groups[i];
      writer.section("group" + i, section -> group.save(section, count));
    }
  }

  @Override
  public void load(SnapshotReader reader) {
    int count = slots.load(reader);
    nextStep = reader.longs("nextStep", count);
    week.load(reader.section("week"), count);
    recent.load(reader.section("recent"), count);
    past.restore(count);
    drift.load(reader.section("drift"), count);
    if (guest != null) {
      guest.load(reader.section("guest"));
    }
    for (int i = 0; i < groups.length; i++) {
      groups[i].load(reader.section("group" + i), count);
    }
  }
}
