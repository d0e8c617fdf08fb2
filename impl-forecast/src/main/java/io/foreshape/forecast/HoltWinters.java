package io.foreshape.forecast;

import io.foreshape.api.forecast.Explanation.Kind;
import io.foreshape.api.forecast.Explanation.Part;
import io.foreshape.forecast.spi.SnapshotReader;
import io.foreshape.forecast.spi.SnapshotWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Additive exponential smoothing with a damped trend and up to two seasons (Taylor, "Short-term
 * electricity demand forecasting using double seasonal exponential smoothing", JORS 54, 2003; in
 * the innovations form of Hyndman et al., "Forecasting with Exponential Smoothing", 2008, chapter
 * 14):
 *
 * <pre>
 * e = y − (l + φ b + d + w)      one-step error; d and w are the terms of this step's phase
 * l ← l + φ b + α e              level
 * b ← φ b + β e                  trend
 * d ← d + γ e,  w ← w + δ e      day and week
 * </pre>
 *
 * <p>The first day starts the model: its mean is the level, what deviates from that is the day. At
 * the end of the first week it starts again with the week's mean as the level, the days' means as
 * the week and the mean deviation from them as the day; else the level would follow a weekend's
 * step, and the week never learn it. A missing value moves level and trend on and changes nothing
 * else; those before the first known one are skipped.
 *
 * <p>Layout: per slot a stretch of {@code day + week} floats of terms and one of the latest values
 * for fitting, two of the longest season but at most {@link #MOST_HISTORY}; at 5 minutes 25 KiB a
 * series. Not thread-safe.
 */
final class HoltWinters implements PointModel {

  private static final int MOST_HISTORY = 4_032;
  private static final int LEAST_HISTORY = 64;

  private final int day;
  private final int week;
  private final int history;

  /** A whole week's days; none if a week is not whole days, and begins as nothing. */
  private final float[] dayMeans;

  private double[] level = new double[0];
  private double[] trend = new double[0];
  private HoltWintersParameters[] parameters = new HoltWintersParameters[0];
  private long[] firstStep = new long[0];
  private long[] seen = new long[0];
  private int[] knownAtStart = new int[0];
  private float[] terms = new float[0];
  private float[] kept = new float[0];

  /** A model with the first two of the seasons given, which fits itself. */
  HoltWinters(List<Integer> seasonalPeriods) {
    this(
        seasonalPeriods.isEmpty() ? 1 : seasonalPeriods.get(0),
        seasonalPeriods.size() < 2 ? 0 : seasonalPeriods.get(1),
        History.KEPT);
  }

  private enum History {
    KEPT,
    NOT_KEPT
  }

  private HoltWinters(int day, int week, History keeping) {
    this.day = day;
    this.week = week;
    int wanted = Math.max(LEAST_HISTORY, 2 * Math.max(day, week));
    this.history = keeping == History.KEPT ? Math.min(MOST_HISTORY, wanted) : 0;
    this.dayMeans = new float[week % day == 0 ? week / day : 0];
  }

  /** The same model without history, to try parameters on. */
  HoltWinters scratch() {
    return new HoltWinters(day, week, History.NOT_KEPT);
  }

  @Override
  public void open(int slot, long first) {
    if (slot >= seen.length) {
      grow(slot);
    }
    level[slot] = 0;
    trend[slot] = 0;
    parameters[slot] = HoltWintersParameters.START;
    firstStep[slot] = first;
    seen[slot] = 0;
    knownAtStart[slot] = 0;
    Arrays.fill(terms, slot * (day + week), (slot + 1) * (day + week), 0);
  }

  private void grow(int slot) {
    int longer = Slots.columnLength(slot, 1);
    level = Arrays.copyOf(level, longer);
    trend = Arrays.copyOf(trend, longer);
    parameters = Arrays.copyOf(parameters, longer);
    firstStep = Arrays.copyOf(firstStep, longer);
    seen = Arrays.copyOf(seen, longer);
    knownAtStart = Arrays.copyOf(knownAtStart, longer);
    terms = Arrays.copyOf(terms, Slots.columnLength(slot, day + week));
    kept = Arrays.copyOf(kept, Slots.columnLength(slot, history));
  }

  @Override
  public void update(int slot, double value) {
    if (seen[slot] == 0 && Double.isNaN(value)) {
      firstStep[slot]++;
      return;
    }
    if (history > 0) {
      kept[slot * history + (int) (seen[slot] % history)] = (float) value;
    }
    if (week > 0 && !isWeekKnown(slot)) {
      terms[weekTerm(slot, 1)] = (float) value;
    }
    if (isStarting(slot)) {
      start(slot, value);
    } else {
      smooth(slot, value);
    }
    seen[slot]++;
    if (seen[slot] == week) {
      startWeek(slot);
    }
  }

  /** Until then the week's terms hold the values. */
  private boolean isWeekKnown(int slot) {
    return week > 0 && seen[slot] >= week;
  }

  private boolean isStarting(int slot) {
    return seen[slot] < day;
  }

  /** The level is the running mean; the day's terms hold the values until the season is whole. */
  private void start(int slot, double value) {
    terms[dayTerm(slot, 1)] = (float) value;
    if (!Double.isNaN(value)) {
      knownAtStart[slot]++;
      level[slot] += (value - level[slot]) / knownAtStart[slot];
    }
    if (seen[slot] + 1 == day) {
      for (int i = slot * (day + week); i < slot * (day + week) + day; i++) {
        terms[i] = day == 1 || Float.isNaN(terms[i]) ? 0 : (float) (terms[i] - level[slot]);
      }
    }
  }

  private void startWeek(int slot) {
    int days = slot * (day + week);
    int weeks = days + day;
    if (dayMeans.length == 0) {
      Arrays.fill(terms, weeks, weeks + week, 0);
      return;
    }
    level[slot] = mean(weeks, week, 1, level[slot]);
    trend[slot] = 0;
    for (int d = 0; d < dayMeans.length; d++) {
      dayMeans[d] = (float) mean(weeks + d * day, day, 1, level[slot]);
      for (int i = 0; i < day; i++) {
        terms[weeks + d * day + i] -= dayMeans[d];
      }
    }
    for (int i = 0; i < day; i++) {
      terms[days + i] = (float) mean(weeks + i, dayMeans.length, day, 0);
    }
    for (int i = 0; i < week; i++) {
      terms[weeks + i] = (float) (dayMeans[i / day] - level[slot]);
    }
  }

  /** The mean of the known terms among every stride-th one. */
  private double mean(int from, int count, int stride, double otherwise) {
    double sum = 0;
    int known = 0;
    for (int i = 0; i < count; i++) {
      float term = terms[from + i * stride];
      if (!Float.isNaN(term)) {
        sum += term;
        known++;
      }
    }
    return known == 0 ? otherwise : sum / known;
  }

  private void smooth(int slot, double value) {
    HoltWintersParameters p = parameters[slot];
    double damped = p.phi() * trend[slot];
    double error = Double.isNaN(value) ? 0 : value - point(slot, 1);
    level[slot] += damped + p.alpha() * error;
    trend[slot] = damped + p.beta() * error;
    if (day > 1) {
      terms[dayTerm(slot, 1)] += (float) (p.gamma() * error);
    }
    if (isWeekKnown(slot)) {
      terms[weekTerm(slot, 1)] += (float) (p.delta() * error);
    }
  }

  @Override
  public boolean isReady(int slot) {
    return seen[slot] > 0;
  }

  @Override
  public double point(int slot, int ahead) {
    if (isStarting(slot)) {
      return level[slot];
    }
    double phi = parameters[slot].phi();
    // φ + φ² + … + φ^h; the case of one step is that of every value, without a power.
    double damping = ahead == 1 ? phi : phi * (1 - Math.pow(phi, ahead)) / (1 - phi);
    double point = level[slot] + damping * trend[slot] + terms[dayTerm(slot, ahead)];
    return isWeekKnown(slot) ? point + terms[weekTerm(slot, ahead)] : point;
  }

  @Override
  public double spread(int slot, int ahead) {
    return parameters[slot].spread(day, week, ahead);
  }

  @Override
  public void fit(int slot) {
    float[] values = history(slot);
    if (values.length < Math.max(2 * day, LEAST_HISTORY) || isMostlyMissing(values)) {
      return;
    }
    HoltWinters scratch = scratch();
    long first = firstStep[slot] + seen[slot] - values.length;
    parameters[slot] = new HoltWintersFit(scratch, first, values).best();
    // Of a series longer than the history, the state knows more than a new start could learn.
    if (values.length == seen[slot]) {
      scratch.meanSquaredError(parameters[slot], first, values);
      adopt(slot, scratch);
    }
  }

  /** The values kept, oldest first, from the first known one on. */
  private float[] history(int slot) {
    long from = seen[slot] - Math.min(seen[slot], history);
    while (from < seen[slot] && Float.isNaN(kept(slot, from))) {
      from++;
    }
    float[] values = new float[(int) (seen[slot] - from)];
    for (int i = 0; i < values.length; i++) {
      values[i] = kept(slot, from + i);
    }
    return values;
  }

  private float kept(int slot, long index) {
    return kept[slot * history + (int) (index % history)];
  }

  private static boolean isMostlyMissing(float[] values) {
    int missing = 0;
    for (float value : values) {
      missing += Float.isNaN(value) ? 1 : 0;
    }
    return 2 * missing > values.length;
  }

  /** Takes over the state of a scratch model that has been through the history. */
  private void adopt(int slot, HoltWinters scratch) {
    level[slot] = scratch.level[0];
    trend[slot] = scratch.trend[0];
    System.arraycopy(scratch.terms, 0, terms, slot * (day + week), day + week);
  }

  /** Goes through values with some parameters, from a new start; the error counts after it. */
  double meanSquaredError(HoltWintersParameters tried, long first, float[] values) {
    open(0, first);
    parameters[0] = tried;
    double sum = 0;
    int count = 0;
    for (float value : values) {
      if (!isStarting(0) && !Float.isNaN(value)) {
        double error = value - point(0, 1);
        sum += error * error;
        count++;
      }
      update(0, value);
    }
    return count == 0 ? 0 : sum / count;
  }

  private int dayTerm(int slot, int ahead) {
    return slot * (day + week)
        + (int) Math.floorMod(firstStep[slot] + seen[slot] + ahead - 1, (long) day);
  }

  private int weekTerm(int slot, int ahead) {
    long phase = Math.floorMod(firstStep[slot] + seen[slot] + ahead - 1, (long) week);
    return slot * (day + week) + day + (int) phase;
  }

  @Override
  public List<Part> explain(int slot, int ahead) {
    boolean isSeasonal = day > 1 && !isStarting(slot);
    double daily = isSeasonal ? terms[dayTerm(slot, ahead)] : 0;
    double weekly = isWeekKnown(slot) ? terms[weekTerm(slot, ahead)] : 0;
    List<Part> parts = new ArrayList<>();
    parts.add(new Part("level", Kind.LEVEL, level[slot]));
    parts.add(new Part("trend", Kind.TREND, trend[slot]));
    parts.add(new Part("day", Kind.SEASON, daily));
    parts.add(new Part("week", Kind.SEASON, weekly));
    parts.addAll(parameters[slot].explain());
    return parts;
  }

  @Override
  public void save(SnapshotWriter writer, int slots) {
    writer.doubles("level", level, slots);
    writer.doubles("trend", trend, slots);
    HoltWintersParameters.save(writer, parameters, slots);
    writer.longs("firstStep", firstStep, slots);
    writer.longs("seen", seen, slots);
    writer.ints("knownAtStart", knownAtStart, slots);
    writer.floats("terms", terms, slots * (day + week));
    writer.floats("kept", kept, slots * history);
  }

  @Override
  public void load(SnapshotReader reader, int slots) {
    level = reader.doubles("level", slots);
    trend = reader.doubles("trend", slots);
    parameters = HoltWintersParameters.load(reader, slots);
    firstStep = reader.longs("firstStep", slots);
    seen = reader.longs("seen", slots, 0, Long.MAX_VALUE);
    knownAtStart = reader.ints("knownAtStart", slots, 0, Integer.MAX_VALUE);
    terms = reader.floats("terms", (long) slots * (day + week));
    kept = reader.floats("kept", (long) slots * history);
  }
}
