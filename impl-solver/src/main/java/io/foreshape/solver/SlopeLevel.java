package io.foreshape.solver;

/**
 * The level at which segments fill a room: a weighted quickselect.
 *
 * <p>Of all segments the ones that save most go first. The level is the saving of the first one
 * that does not fit whole, 0 where all of them fit. The pivot is, of some segments that an xorshift
 * picks, the one that stands where the level should be; so no order of the input is a bad one, and
 * time is expected linear in the number of segments. The picks start from the same state each time,
 * so the same input gives the same sums.
 *
 * <p>Partitions do not branch on savings, which nothing could predict: positive doubles are ordered
 * like their bits, and the sign of a difference of bits moves the border.
 */
final class SlopeLevel {

  private static final int START = 0x2545F491;
  private static final int PICKS = 9;
  private static final int PICK_FROM = 64;

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
    double total = sum(length, from, to);
    int low = from;
    int high = to;
    int random = START;
    while (total > rest && low < high) {
      random ^= random << 13;
      random ^= random >>> 17;
      random ^= random << 5;
      double pivot = pivot(saving, low, high, rest / total, random);
      long bits = Double.doubleToRawLongBits(pivot);
      int above = partition(saving, length, low, high, bits);
      double lengthAbove = sum(length, low, above);
      if (lengthAbove > rest) {
        high = above;
        total = lengthAbove;
        continue;
      }
      int below = partition(saving, length, above, high, bits - 1);
      double lengthTo = lengthAbove + sum(length, above, below);
      if (lengthTo > rest) {
        return pivot;
      }
      rest -= lengthTo;
      total -= lengthTo;
      low = below;
    }
    // Where a sum exceeded the room that in another order does not, by rounding, what was set aside
    // then has no room at all; it must not be taken whole.
    return high < to ? of(saving, length, high, to, 0) : 0;
  }

  /** The segment in about a place, as a share of the range, if savings descended. */
  private static double pivot(double[] saving, int low, int high, double share, int random) {
    int count = high - low;
    if (count < PICK_FROM) {
      return saving[low + (count >>> 1)];
    }
    double[] picks = new double[PICKS];
    int state = random;
    for (int i = 0; i < PICKS; i++) {
      // A place in [0, count), by the high half of a product.
      double pick = saving[low + (int) (((state & 0xFFFFFFFFL) * count) >>> 32)];
      int at = i;
      while (at > 0 && picks[at - 1] < pick) {
        picks[at] = picks[--at];
      }
      picks[at] = pick;
      state = state * 0x9E3779B1 + 0x7F4A7C15;
    }
    return picks[(int) (share * PICKS)];
  }

  /** Brings what saves more than a bound to the front, and tells where the others begin. */
  private static int partition(double[] saving, double[] length, int low, int high, long bound) {
    int border = low;
    for (int i = low; i < high; i++) {
      double value = saving[i];
      double extent = length[i];
      saving[i] = saving[border];
      length[i] = length[border];
      saving[border] = value;
      length[border] = extent;
      border += (int) ((bound - Double.doubleToRawLongBits(value)) >>> 63);
    }
    return border;
  }

  private static double sum(double[] length, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += length[i];
    }
    return sum;
  }
}
