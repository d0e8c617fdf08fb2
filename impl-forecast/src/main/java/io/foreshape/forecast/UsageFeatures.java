package io.foreshape.forecast;

import io.foreshape.forecast.spi.ForecasterContext;
import io.foreshape.forecast.spi.SnapshotReader;
import io.foreshape.forecast.spi.SnapshotWriter;
import java.time.Duration;
import java.util.Arrays;

/**
 * What is known of a series at an origin that helps to tell a step after it: features of {@link
 * QuantileRegression}.
 *
 * <p>Amounts are taken as {@code z(v) = ln(v / s + f)} with s the series' mean over about a week
 * and f = {@link #FLOOR}, and as their distance from z of the last hour's mean, the base. What a
 * feature is stands with its index below; one that is not known is 0. All are those of the origin,
 * none of what came after it, so that the model learns from pairs of past steps what it is asked.
 *
 * <p>Layout: per slot a day's steps at most and a week's hours, 1.4 KB at five minutes. Not
 * thread-safe.
 */
final class UsageFeatures {

  /** How much the series varies from step to step and from hour to hour: the unit of spreads. */
  static final int SPREAD = 0;

  /** The same times a sine and a cosine of the day and of half of it, and of weekends. */
  static final int CALENDAR = 1;

  static final int CALENDAR_END = 6;

  static final int ONE = 6;
  static final int LAST = 7;
  static final int DAY_LEVEL = 8;
  static final int YESTERDAY = 9;
  static final int LAST_WEEK = 10;
  static final int USUAL = 11;
  static final int USUAL_PEAK = 12;
  static final int BURSTS = 13;
  static final int STEP_CHANGES = 14;
  static final int YOUTH = 15;

  /** From here on they are the model's own to write: what workloads expect of the day. */
  static final int PATTERN = 16;

  /** How wrong medians have been, and the same times how large the series is among all. */
  static final int ERROR = 17;

  static final int SIZE = 18;

  /** Youth times that size. */
  static final int YOUNG_SIZE = 19;

  static final int COUNT = 20;

  static final double FLOOR = 0.05;

  private static final double LARGEST = 8;
  private static final double ONE_VALUE = 0.1;
  private static final int MOST_STEPS = 300;
  private static final int FEWEST_RECENT = 3;
  private static final int USUAL_DAYS = 6;
  private static final double MEMORY_DAYS = 7;
  private static final double LEAST_YOUTH = 1.0 / 49;

  private final int blockSteps;
  private final int recentSteps;
  private final double stepsPerDay;
  private final WeekHistory week;
  private final RecentSteps steps;
  private final LocalCalendar calendar;

  private long[] nextStep = new long[0];
  private double[] scale = new double[0];
  private int[] known = new int[0];

  UsageFeatures(ForecasterContext context) {
    this.calendar = new LocalCalendar(context);
    Blocks blocks = Blocks.of(context);
    this.blockSteps = blocks.steps();
    this.recentSteps = Math.max(FEWEST_RECENT, blockSteps);
    this.stepsPerDay = Steps.in(Duration.ofDays(1), context.step());
    this.week = new WeekHistory(blockSteps, blocks.perDay());
    this.steps = new RecentSteps((int) Math.min(MOST_STEPS, stepsPerDay + 1 + recentSteps));
  }

  int blockSteps() {
    return blockSteps;
  }

  LocalCalendar calendar() {
    return calendar;
  }

  void open(int slot, long firstStep) {
    if (slot >= nextStep.length) {
      int longer = Slots.columnLength(slot, 1);
      nextStep = Arrays.copyOf(nextStep, longer);
      scale = Arrays.copyOf(scale, longer);
      known = Arrays.copyOf(known, longer);
    }
    nextStep[slot] = firstStep;
    scale[slot] = 0;
    known[slot] = 0;
    week.open(slot);
    steps.open(slot);
  }

  void add(int slot, double value) {
    week.add(slot, nextStep[slot]++, (float) value);
    steps.add(slot, value);
    if (!Double.isNaN(value)) {
      known[slot] = Math.min(known[slot] + 1, Integer.MAX_VALUE - 1);
      double memory = Math.max(1, MEMORY_DAYS * stepsPerDay);
      scale[slot] += (value - scale[slot]) / Math.min(known[slot], memory);
    }
  }

  /** The step that comes next. */
  long nextStep(int slot) {
    return nextStep[slot];
  }

  /** How many steps there have been, missing ones too. */
  long seen(int slot) {
    return steps.seen(slot);
  }

  /** How many steps there have been that were not missing. */
  int known(int slot) {
    return known[slot];
  }

  /** The series' mean; 0 while it has used nothing. */
  double scale(int slot) {
    return scale[slot];
  }

  double z(int slot, double value) {
    return Math.log(value / scale[slot] + FLOOR);
  }

  /** The amount of a z, not negative. */
  double amount(int slot, double z) {
    return Math.max(0, Math.min(Slots.LARGEST_VALUE, scale[slot] * (Math.exp(z) - FLOOR)));
  }

  /** How much a series' youth counts, from 1 at its beginning to 0 after two days. */
  double youth(int slot) {
    return Math.max(0, 1 / (1 + 24 * known[slot] / stepsPerDay) - LEAST_YOUTH);
  }

  /**
   * Whether what is recent at an origin is kept: for origins further back, hours have to do.
   *
   * @param age how many steps have been added since the origin
   */
  boolean isFine(long age) {
    return age + recentSteps <= steps.capacity();
  }

  /**
   * Writes the features of an origin; those of the target are still missing.
   *
   * @param age how many steps have been added since
   * @param isFine whether steps count, and not hours
   * @return z of the base, which is the series' mean where nothing recent is known
   */
  double origin(int slot, long age, boolean isFine, double[] x) {
    long now = week.blockOf(nextStep[slot] - age);
    x[LAST] = 0;
    x[STEP_CHANGES] = 0;
    double recent = isFine ? recent(slot, age, x) : week.mean(slot, now - 1);
    double baseZ = z(slot, Double.isNaN(recent) ? scale[slot] : recent);
    if (isFine && !Double.isNaN(recent)) {
      x[LAST] = bounded(z(slot, last(slot, age)) - baseZ);
    }
    hours(slot, now, baseZ, x);
    x[SPREAD] = x[SPREAD] + x[STEP_CHANGES] + 0.02;
    x[ONE] = ONE_VALUE;
    x[YOUTH] = youth(slot);
    return baseZ;
  }

  private double last(int slot, long age) {
    long back = age + 1;
    while (Double.isNaN(steps.back(slot, back))) {
      back++;
    }
    return steps.back(slot, back);
  }

  /** The mean of the last hour's values; writes how much they change. */
  private double recent(int slot, long age, double[] x) {
    double sum = 0;
    double changes = 0;
    double before = Double.NaN;
    int count = 0;
    for (long back = age + recentSteps; back > age; back--) {
      double value = steps.back(slot, back);
      if (!Double.isNaN(value)) {
        changes += Double.isNaN(before) ? 0 : Math.abs(value - before);
        sum += value;
        count++;
        before = value;
      }
    }
    double floor = FLOOR * scale[slot];
    x[STEP_CHANGES] = count < 2 ? 0 : Math.log1p(changes / (count - 1) / (sum / count + floor));
    return sum / count;
  }

  /** Writes what the day before a block was like. */
  private void hours(int slot, long now, double baseZ, double[] x) {
    double sum = 0;
    double peaks = 0;
    double changes = 0;
    double before = Double.NaN;
    int count = 0;
    for (long block = now - week.dayBlocks(); block < now; block++) {
      double mean = week.mean(slot, block);
      if (!Double.isNaN(mean)) {
        changes += Double.isNaN(before) ? 0 : Math.abs(mean - before);
        sum += mean;
        peaks += week.peak(slot, block);
        count++;
        before = mean;
      }
    }
    double floor = count * FLOOR * scale[slot];
    x[DAY_LEVEL] = count == 0 ? 0 : bounded(z(slot, sum / count) - baseZ);
    x[BURSTS] = count == 0 ? 0 : Math.log1p(Math.max(0, peaks - sum) / (sum + floor));
    x[SPREAD] = count == 0 ? 0 : Math.log1p(changes / (sum + floor));
  }

  /**
   * Writes the features of a target.
   *
   * @param age how many steps have been added since the origin
   * @param step the step to tell of, after the origin
   */
  void target(int slot, long age, long step, double baseZ, double[] x) {
    calendar.write(step, x);
    for (int j = CALENDAR; j < CALENDAR_END; j++) {
      x[j] *= x[SPREAD];
    }
    x[YESTERDAY] = 0;
    x[LAST_WEEK] = 0;
    x[USUAL] = 0;
    x[USUAL_PEAK] = 0;
    if (calendar.isSeasonal()) {
      seasons(slot, week.blockOf(nextStep[slot] - age), week.blockOf(step), baseZ, x);
    }
  }

  private void seasons(int slot, long now, long block, double baseZ, double[] x) {
    double sum = 0;
    double peaks = 0;
    int count = 0;
    for (int day = 1; day <= USUAL_DAYS; day++) {
      long same = week.sameTime(block, now, day);
      double mean = week.mean(slot, same);
      if (!Double.isNaN(mean)) {
        sum += mean;
        peaks += week.peak(slot, same);
        count++;
        x[YESTERDAY] = day == 1 ? bounded(z(slot, mean) - baseZ) : x[YESTERDAY];
      }
    }
    if (count > 0) {
      double usual = z(slot, sum / count);
      x[USUAL] = bounded(usual - baseZ);
      x[USUAL_PEAK] = bounded(z(slot, peaks / count) - usual);
    }
    double mean = week.mean(slot, block);
    x[LAST_WEEK] = Double.isNaN(mean) ? x[USUAL] : bounded(z(slot, mean) - baseZ);
  }

  static double bounded(double distance) {
    return Math.max(-LARGEST, Math.min(LARGEST, distance));
  }

  void save(SnapshotWriter writer, int slots) {
    writer.longs("nextStep", nextStep, slots);
    writer.doubles("scale", scale, slots);
    writer.ints("known", known, slots);
    writer.section("week", section -> week.save(section, slots));
    writer.section("steps", section -> steps.save(section, slots));
  }

  void load(SnapshotReader reader, int slots) {
    nextStep = reader.longs("nextStep", slots);
    scale = reader.doubles("scale", slots);
    known = reader.ints("known", slots, 0, Integer.MAX_VALUE - 1);
    week.load(reader.section("week"), slots);
    steps.load(reader.section("steps"), slots);
  }
}
