package io.foreshape.forecast;

import java.util.Arrays;

/**
 * Expects the values of the last two days, in whatever order: the quantiles of their hourly means,
 * the newer ones weighing more. Days ahead, no level and no season is as good for an instance that
 * idles between bursts.
 *
 * <p>Blocks are sorted once while they are the last two days, not for each forecast. Layout: 8
 * bytes per slot and one for each block of two days, none of which need be saved. Not thread-safe.
 */
final class PastMeans {

  private static final int DAYS = 2;
  private static final double HALF_LIFE_DAYS = 1;

  /** What an unsigned byte can tell apart; only days that can't be cut into hours have more. */
  private static final int MOST_BLOCKS = 256;

  private static final long NEVER = Long.MIN_VALUE;

  private final WeekHistory week;
  private final int blocks;
  private final double[] weights;
  private final long[] keys;
  private final double[] sorted;
  private final double[] sortedWeights;
  private final byte[] older;
  private int count;
  private double total;

  /** Before which block a slot's means were last sorted. */
  private long[] sortedBefore = new long[0];

  /** A slot's blocks by their means, told by how many blocks ago they ended; missing ones last. */
  private byte[] order = new byte[0];

  PastMeans(WeekHistory week) {
    this.week = week;
    this.blocks = Math.min(MOST_BLOCKS, DAYS * week.dayBlocks());
    weights = new double[blocks];
    for (int i = 0; i < blocks; i++) {
      weights[i] = Math.pow(0.5, i / (HALF_LIFE_DAYS * week.dayBlocks()));
    }
    keys = new long[blocks];
    older = new byte[blocks];
    sorted = new double[blocks];
    sortedWeights = new double[blocks];
  }

  void open(int slot) {
    if (slot >= sortedBefore.length) {
      grow(Slots.columnLength(slot, 1));
    }
    sortedBefore[slot] = NEVER;
  }

  private void grow(int slots) {
    sortedBefore = Arrays.copyOf(sortedBefore, slots);
    order = Arrays.copyOf(order, Math.multiplyExact(slots, blocks));
  }

  /** Makes room for slots whose weeks have been loaded. */
  void restore(int slots) {
    grow(slots);
    Arrays.fill(sortedBefore, NEVER);
  }

  /** Collects what a slot has seen in the blocks before one; false if that is nothing. */
  boolean collect(int slot, long now) {
    byte[] sortedBlocks = order;
    int from = slot * blocks;
    if (now < sortedBefore[slot]) {
      // Asked once, of the past: the present's order stays.
      sortedBlocks = older;
      from = 0;
      sort(slot, now, sortedBlocks, from);
    } else if (now > sortedBefore[slot]) {
      sort(slot, now, sortedBlocks, from);
      sortedBefore[slot] = now;
    }
    count = 0;
    total = 0;
    for (int i = 0; i < blocks; i++) {
      int blocksAgo = Byte.toUnsignedInt(sortedBlocks[from + i]);
      float mean = week.mean(slot, now - 1 - blocksAgo);
      if (Float.isNaN(mean)) {
        break;
      }
      sorted[count] = mean;
      sortedWeights[count] = weights[blocksAgo];
      total += sortedWeights[count++];
    }
    return count > 0;
  }

  private void sort(int slot, long now, byte[] into, int from) {
    for (int i = 0; i < blocks; i++) {
      // As integers, the bits of floats that are not negative are in the floats' order, NaN last.
      int bits = Float.floatToIntBits(week.mean(slot, now - 1 - i));
      keys[i] = (long) bits << Integer.SIZE | i;
    }
    Arrays.sort(keys);
    for (int i = 0; i < blocks; i++) {
      into[from + i] = (byte) keys[i];
    }
  }

  /** Writes the quantiles of what was collected, in z, at ascending levels. */
  void tell(double[] levels, double floor, double[] out) {
    int at = 0;
    double middle = sortedWeights[0] / 2;
    for (int i = 0; i < levels.length; i++) {
      double wanted = levels[i] * total;
      double next = at + 1 < count ? (sortedWeights[at] + sortedWeights[at + 1]) / 2 : 0;
      while (at + 1 < count && middle + next < wanted) {
        middle += next;
        at++;
        next = at + 1 < count ? (sortedWeights[at] + sortedWeights[at + 1]) / 2 : 0;
      }
      double value = sorted[at];
      if (at + 1 < count && wanted > middle) {
        value += (wanted - middle) / next * (sorted[at + 1] - value);
      }
      out[i] = Math.log(value + floor);
    }
  }
}
