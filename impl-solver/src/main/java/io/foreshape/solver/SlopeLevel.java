package io.foreshape.solver;

/**
 * The level at which segments fill a room: a weighted quickselect.
 *
 * <p>Of all segments the ones that save most go first. The level is the saving of the first one
 * that does not fit whole, 0 where all of them fit. The median of three places that an xorshift
 * picks is the pivot, so no order of the input is a bad one: expected linear in the number of
 * segments. The picks start from the same state each time, so the same input gives the same sums.
 */
final class SlopeLevel {

  private static final int START = 0x2545F491;
  private static final int PICK_FROM = 32;

  private SlopeLevel() {}

  /**
   * Finds the level, and leaves the segments that save more than it first, those at it next and
   * those below it last.
   *
   * @param saving per segment, what a unit of it saves; positive
   * @param length per segment, how much of the room it takes
   * @param from first segment
   * @param to behind the last segment
   * @param room what the lengths may sum to
   */
  static double of(double[] saving, double[] length, int from, int to, double room) {
    double rest = room;
    int low = from;
    int high = to;
    int random = START;
    while (low < high) {
      random ^= random << 13;
      random ^= random >>> 17;
      random ^= random << 5;
      double pivot = pivot(saving, low, high, random);
      double lengthAbove = 0;
      double lengthAt = 0;
      int above = low;
      int below = high;
      for (int i = low; i < below; ) {
        double value = saving[i];
        if (value < pivot) {
          swap(saving, length, i, --below);
          continue;
        }
        if (value > pivot) {
          lengthAbove += length[i];
          swap(saving, length, i, above++);
        } else {
          lengthAt += length[i];
        }
        i++;
      }
      if (lengthAbove > rest) {
        high = above;
      } else if (lengthAbove + lengthAt > rest) {
        return pivot;
      } else {
        rest -= lengthAbove + lengthAt;
        low = below;
      }
    }
    return 0;
  }

  private static double pivot(double[] saving, int low, int high, int random) {
    int count = high - low;
    if (count < PICK_FROM) {
      return saving[low + (count >>> 1)];
    }
    double a = saving[low + pick(random, count)];
    double b = saving[low + pick(random * 0x9E3779B9, count)];
    double c = saving[low + pick(random * 0x85EBCA6B, count)];
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }

  /** A place in [0, count), by the high half of a product. */
  private static int pick(int random, int count) {
    return (int) (((random & 0xFFFFFFFFL) * count) >>> 32);
  }

  private static void swap(double[] saving, double[] length, int i, int j) {
    double value = saving[i];
    saving[i] = saving[j];
    saving[j] = value;
    value = length[i];
    length[i] = length[j];
    length[j] = value;
  }
}
