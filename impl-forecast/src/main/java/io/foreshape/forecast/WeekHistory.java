package io.foreshape.forecast;

import io.foreshape.forecast.spi.SnapshotReader;
import io.foreshape.forecast.spi.SnapshotWriter;
import java.util.Arrays;

/**
 * The last week of each series, block by block: the maximum and the mean of each, and what follows
 * from them.
 *
 * <p>A block is about an hour, a season a day of {@code m} blocks. Layout: per slot two rings of 7
 * m blocks, 2 bytes each ({@link CompactFloat}), and a few floats; 700 bytes at 5 minutes. Cost:
 * constant per value, and the week when a block ends. Not thread-safe.
 */
final class WeekHistory {

  static final int DAYS = 7;

  private final int blockSteps;
  private final int dayBlocks;
  private final int weekBlocks;

  private short[] maxima = new short[0];
  private short[] means = new short[0];
  private float[] openMax = new float[0];
  private float[] openSum = new float[0];
  private int[] openCount = new int[0];
  private float[] dayPeak = new float[0];
  private float[] weekPeak = new float[0];

  /** Blocks of so many steps, days of so many blocks. */
  WeekHistory(int blockSteps, int dayBlocks) {
    this.blockSteps = blockSteps;
    this.dayBlocks = dayBlocks;
    this.weekBlocks = DAYS * dayBlocks;
  }

  void open(int slot) {
    if (slot >= openMax.length) {
      grow(slot);
    }
    Arrays.fill(maxima, slot * weekBlocks, (slot + 1) * weekBlocks, CompactFloat.NAN);
    Arrays.fill(means, slot * weekBlocks, (slot + 1) * weekBlocks, CompactFloat.NAN);
    beginBlock(slot);
    dayPeak[slot] = Float.NaN;
    weekPeak[slot] = 0;
  }

  private void grow(int slot) {
    int longer = Slots.columnLength(slot, 1);
    maxima = Arrays.copyOf(maxima, Slots.columnLength(slot, weekBlocks));
    means = Arrays.copyOf(means, Slots.columnLength(slot, weekBlocks));
    openMax = Arrays.copyOf(openMax, longer);
    openSum = Arrays.copyOf(openSum, longer);
    openCount = Arrays.copyOf(openCount, longer);
    dayPeak = Arrays.copyOf(dayPeak, longer);
    weekPeak = Arrays.copyOf(weekPeak, longer);
  }

  private void beginBlock(int slot) {
    openMax[slot] = 0;
    openSum[slot] = 0;
    openCount[slot] = 0;
  }

  /**
   * Takes in the value of a step; NaN where it is missing.
   *
   * @return whether it ended a block of which at least half the steps were known
   */
  boolean add(int slot, long step, float value) {
    if (!Float.isNaN(value)) {
      openMax[slot] = Math.max(openMax[slot], value);
      openSum[slot] += value;
      openCount[slot]++;
    }
    if (Math.floorMod(step + 1, (long) blockSteps) != 0) {
      return false;
    }
    long block = blockOf(step);
    int at = slot * weekBlocks + ringIndex(block);
    boolean isKnown = openCount[slot] > 0;
    boolean isMostlyKnown = 2 * openCount[slot] >= blockSteps;
    maxima[at] = CompactFloat.encode(isKnown ? openMax[slot] : Float.NaN);
    means[at] = CompactFloat.encode(isKnown ? openSum[slot] / openCount[slot] : Float.NaN);
    beginBlock(slot);
    summarize(slot, block + 1);
    return isMostlyKnown;
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
        float peak = CompactFloat.decode(maxima[slot * weekBlocks + block]);
        // False for NaN: a block without values.
        if (peak > max) {
          max = peak;
        }
        block = block + 1 == weekBlocks ? 0 : block + 1;
      }
      if (max >= 0) {
        sum += max;
        days++;
        week = Math.max(week, max);
      }
    }
    dayPeak[slot] = days == 0 ? Float.NaN : sum / days;
    weekPeak[slot] = week;
  }

  /** Whether a known value of a step would complete its block, all of its values known. */
  boolean isCompletedBy(int slot, long step) {
    return openCount[slot] == blockSteps - 1 && Math.floorMod(step + 1, (long) blockSteps) == 0;
  }

  int dayBlocks() {
    return dayBlocks;
  }

  long blockOf(long step) {
    return Math.floorDiv(step, (long) blockSteps);
  }

  /** The mean over the days of the day's peak; NaN before a block with values has ended. */
  float dayPeak(int slot) {
    return dayPeak[slot];
  }

  /** The largest value in the blocks that have ended; 0 if there is none. */
  float weekPeak(int slot) {
    return weekPeak[slot];
  }

  /** The largest value in the open block; 0 if there is none. */
  float openPeak(int slot) {
    return openMax[slot];
  }

  /**
   * The largest of a value and the peaks of blocks that have ended, so many ago.
   *
   * @param from the latest of them, 1 or more
   */
  float largestPeak(int slot, long now, int from, int to, float value) {
    float largest = value;
    int block = ringIndex(now - to);
    for (int i = from; i <= to; i++) {
      float peak = CompactFloat.decode(maxima[slot * weekBlocks + block]);
      // False for NaN: a block without values.
      largest = peak > largest ? peak : largest;
      block = block + 1 == weekBlocks ? 0 : block + 1;
    }
    return largest;
  }

  /** The peak of a block that has ended; NaN if it had no values. */
  float peak(int slot, long block) {
    return CompactFloat.decode(maxima[slot * weekBlocks + ringIndex(block)]);
  }

  /** The mean of a block that has ended; NaN if it had no values. */
  float mean(int slot, long block) {
    return CompactFloat.decode(means[slot * weekBlocks + ringIndex(block)]);
  }

  /**
   * The block at the same time of a day as another, the given number of days before the present
   * day: 1 for the latest that has ended.
   *
   * @param now the first block that has not ended
   */
  long sameTime(long block, long now, int daysBefore) {
    return now + Math.floorMod(block - now, (long) dayBlocks) - (long) daysBefore * dayBlocks;
  }

  private int ringIndex(long block) {
    return (int) Math.floorMod(block, (long) weekBlocks);
  }

  /** Writes the state of the first slots. */
  void save(SnapshotWriter writer, int slots) {
    CompactFloat.save(writer, "maxima", maxima, slots * weekBlocks);
    CompactFloat.save(writer, "means", means, slots * weekBlocks);
    writer.floats("openMax", openMax, slots);
    writer.floats("openSum", openSum, slots);
    writer.ints("openCount", openCount, slots);
    writer.floats("dayPeak", dayPeak, slots);
    writer.floats("weekPeak", weekPeak, slots);
  }

  void load(SnapshotReader reader, int slots) {
    maxima = CompactFloat.load(reader, "maxima", (long) slots * weekBlocks);
    means = CompactFloat.load(reader, "means", (long) slots * weekBlocks);
    openMax = reader.floats("openMax", slots);
    openSum = reader.floats("openSum", slots);
    openCount = reader.ints("openCount", slots, 0, blockSteps - 1);
    dayPeak = reader.floats("dayPeak", slots);
    weekPeak = reader.floats("weekPeak", slots);
  }
}
