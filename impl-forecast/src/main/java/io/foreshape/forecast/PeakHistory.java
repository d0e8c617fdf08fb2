package io.foreshape.forecast;

import io.foreshape.api.forecast.Explanation.Kind;
import io.foreshape.api.forecast.Explanation.Part;
import io.foreshape.forecast.spi.SnapshotReader;
import io.foreshape.forecast.spi.SnapshotWriter;
import java.util.Arrays;
import java.util.List;

/**
 * The peaks of each series' last week, from which a base for the coming block of steps is told.
 *
 * <p>A block is about an hour, a season a day of {@code m} blocks. Per series:
 *
 * <pre>
 * l  = max of the latest values, as many as a block has steps; missing ones do not count
 * s  = the 1/3 quantile of the same block's max on the 7 days before
 * d  = mean over the 7 days before of the day's max
 * B  = max(l, s, 1e-4 · max of the week)
 * b  = B^0.85 · d^0.15 + 0.02 · d, with d at least 1e-4 · B
 * </pre>
 *
 * <p>The last hour tells the level that the instance is at, the same hour of other days what
 * recurs, the days' peaks how far it may jump; none of the three does alone on VM traces, where the
 * last value beats any season at an hour and a season beats it at a day.
 *
 * <p>Layout: per slot a ring of 7 m block maxima and a ring of one block of values, all {@code
 * float}, and what follows from them; 752 bytes at 5 minutes. Cost: constant per value, but one
 * block when the largest value leaves and the week when a block ends. Not thread-safe.
 */
final class PeakHistory {

  private static final int DAYS = 7;
  private static final double SAME_BLOCK_QUANTILE = 1.0 / 3;
  private static final double DAY_EXPONENT = 0.15;
  private static final double DAY_SHARE = 0.02;
  private static final double LEAST_SHARE = 1e-4;

  private final int blockSteps;
  private final int dayBlocks;
  private final boolean isSeasonal;
  private final int blocksKept;
  private final float[] sameBlock = new float[DAYS];

  private float[] blockMax = new float[0];
  private float[] openMax = new float[0];
  private float[] recent = new float[0];
  private int[] recentAt = new int[0];
  private float[] lastPeak = new float[0];
  private float[] dayMean = new float[0];
  private float[] weekMax = new float[0];
  private int[] daysKnown = new int[0];

  /** Blocks of so many steps, days of so many blocks; whether the same block of a day recurs. */
  PeakHistory(int blockSteps, int dayBlocks, boolean isSeasonal) {
    this.blockSteps = blockSteps;
    this.dayBlocks = dayBlocks;
    this.isSeasonal = isSeasonal;
    this.blocksKept = DAYS * dayBlocks;
  }

  void open(int slot) {
    if (slot >= lastPeak.length) {
      grow(slot);
    }
    Arrays.fill(blockMax, slot * blocksKept, (slot + 1) * blocksKept, Float.NaN);
    Arrays.fill(recent, slot * blockSteps, (slot + 1) * blockSteps, Float.NaN);
    openMax[slot] = Float.NaN;
    recentAt[slot] = 0;
    lastPeak[slot] = Float.NaN;
    dayMean[slot] = 0;
    weekMax[slot] = 0;
    daysKnown[slot] = 0;
  }

  private void grow(int slot) {
    int longer = Slots.columnLength(slot, 1);
    blockMax = Arrays.copyOf(blockMax, Slots.columnLength(slot, blocksKept));
    recent = Arrays.copyOf(recent, Slots.columnLength(slot, blockSteps));
    openMax = Arrays.copyOf(openMax, longer);
    recentAt = Arrays.copyOf(recentAt, longer);
    lastPeak = Arrays.copyOf(lastPeak, longer);
    dayMean = Arrays.copyOf(dayMean, longer);
    weekMax = Arrays.copyOf(weekMax, longer);
    daysKnown = Arrays.copyOf(daysKnown, longer);
  }

  /** Takes in the value of a step, counted from the epoch; NaN where it is missing. */
  void add(int slot, long step, double value) {
    if (!Double.isNaN(value)) {
      addKnown(slot, (float) value);
    }
    if (Math.floorMod(step + 1, (long) blockSteps) == 0) {
      blockMax[slot * blocksKept + ringIndex(blockOf(step))] = openMax[slot];
      openMax[slot] = Float.NaN;
      summarize(slot, blockOf(step) + 1);
    }
  }

  private void addKnown(int slot, float value) {
    openMax[slot] = larger(openMax[slot], value);
    int at = slot * blockSteps + recentAt[slot];
    float leaving = recent[at];
    recent[at] = value;
    recentAt[slot] = recentAt[slot] + 1 == blockSteps ? 0 : recentAt[slot] + 1;
    if (leaving == lastPeak[slot] && value < leaving) {
      float peak = Float.NaN;
      for (int i = slot * blockSteps; i < (slot + 1) * blockSteps; i++) {
        peak = larger(peak, recent[i]);
      }
      lastPeak[slot] = peak;
    } else {
      lastPeak[slot] = larger(lastPeak[slot], value);
    }
  }

  /** Goes through the week's days, each the 24 hours that ended so many days before a block. */
  private void summarize(int slot, long now) {
    float week = 0;
    float sum = 0;
    int days = 0;
    int block = ringIndex(now);
    for (int day = 0; day < DAYS; day++) {
      float max = -1;
      for (int i = 0; i < dayBlocks; i++) {
        float peak = blockMax[slot * blocksKept + block];
        // False for NaN: a block without values.
        if (peak > max) {
          max = peak;
        }
        block = block + 1 == blocksKept ? 0 : block + 1;
      }
      if (max >= 0) {
        sum += max;
        days++;
        week = Math.max(week, max);
      }
    }
    dayMean[slot] = days == 0 ? 0 : sum / days;
    weekMax[slot] = week;
    daysKnown[slot] = days;
  }

  /** Writes the state of the first slots. */
  void save(SnapshotWriter writer, int slots) {
    writer.floats("blockMax", blockMax, slots * blocksKept);
    writer.floats("recent", recent, slots * blockSteps);
    writer.floats("openMax", openMax, slots);
    writer.ints("recentAt", recentAt, slots);
    writer.floats("lastPeak", lastPeak, slots);
    writer.floats("dayMean", dayMean, slots);
    writer.floats("weekMax", weekMax, slots);
    writer.ints("daysKnown", daysKnown, slots);
  }

  void load(SnapshotReader reader, int slots) {
    blockMax = reader.floats("blockMax", (long) slots * blocksKept);
    recent = reader.floats("recent", (long) slots * blockSteps);
    openMax = reader.floats("openMax", slots);
    recentAt = reader.ints("recentAt", slots, 0, blockSteps - 1);
    lastPeak = reader.floats("lastPeak", slots);
    dayMean = reader.floats("dayMean", slots);
    weekMax = reader.floats("weekMax", slots);
    daysKnown = reader.ints("daysKnown", slots, 0, DAYS);
  }

  boolean isKnown(int slot) {
    return !Float.isNaN(lastPeak[slot]);
  }

  /** Whether a block with values has ended within the week. */
  boolean hasEndedBlock(int slot) {
    return daysKnown[slot] > 0;
  }

  /** Whether nothing but 0 has been seen, neither lately nor within the week. */
  boolean isIdle(int slot) {
    return lastPeak[slot] == 0 && weekMax[slot] == 0;
  }

  long blockOf(long step) {
    return Math.floorDiv(step, (long) blockSteps);
  }

  /**
   * The base for a block, told when the given one is the first that has not ended; 0 if and only if
   * the slot is idle.
   */
  double base(int slot, long block, long now) {
    double last = lastPeak[slot];
    double daily = dayMean[slot];
    if (daysKnown[slot] <= 1) {
      // Within the first day its peak may still be to come, but it is not below what was just seen.
      daily = Math.max(daily, last);
    }
    double level =
        Math.max(Math.max(last, sameBlock(slot, block, now)), LEAST_SHARE * weekMax[slot]);
    if (level == 0) {
      return 0;
    }
    // What wakes up after days at 0 has a base too.
    daily = Math.max(daily, LEAST_SHARE * level);
    // B^0.85 · d^0.15 = B · (d / B)^0.15
    return level * Math.pow(daily / level, DAY_EXPONENT) + DAY_SHARE * daily;
  }

  /** What goes into a block's base; see {@link #base}. */
  List<Part> explain(int slot, long block, long now) {
    return List.of(
        new Part("last hour's peak", Kind.LEVEL, lastPeak[slot]),
        new Part("usual peak of the hour", Kind.SEASON, sameBlock(slot, block, now)),
        new Part("mean of the days' peaks", Kind.LEVEL, dayMean[slot]),
        new Part("base", Kind.LEVEL, base(slot, block, now)));
  }

  private double sameBlock(int slot, long block, long now) {
    if (!isSeasonal) {
      return 0;
    }
    // The same block of the day in each of the 7 days before the present one.
    int index = ringIndex(now + Math.floorMod(block - now, (long) dayBlocks));
    int count = 0;
    for (int day = 0; day < DAYS; day++) {
      float max = blockMax[slot * blocksKept + index];
      if (!Float.isNaN(max)) {
        sameBlock[count++] = max;
      }
      index += dayBlocks;
      if (index >= blocksKept) {
        index -= blocksKept;
      }
    }
    if (count == 0) {
      return 0;
    }
    Arrays.sort(sameBlock, 0, count);
    double position = SAME_BLOCK_QUANTILE * (count - 1);
    int below = (int) position;
    float next = sameBlock[Math.min(below + 1, count - 1)];
    return sameBlock[below] + (position - below) * (next - sameBlock[below]);
  }

  private int ringIndex(long block) {
    return (int) Math.floorMod(block, (long) blocksKept);
  }

  private static float larger(float a, float b) {
    return Float.isNaN(a) || b > a ? b : a;
  }
}
