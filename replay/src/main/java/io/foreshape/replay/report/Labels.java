package io.foreshape.replay.report;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Moves the labels of a chart apart. */
final class Labels {

  private Labels() {}

  /**
   * Places at least {@code gap} apart, in the order of the wished ones and as near to them as that
   * allows; within {@code [low, high]} if they all fit there.
   *
   * @param wished where each label would like to be
   */
  static double[] spread(double[] wished, double gap, double low, double high) {
    int[] order =
        IntStream.range(0, wished.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> wished[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] first = new int[order.length];
    double[] centre = new double[order.length];
    int blocks = 0;
    for (int i = 0; i < order.length; i++) {
      first[blocks] = i;
      centre[blocks] = centre(wished, order, i, i + 1, gap, low, high);
      // Two blocks that touch become one, which stands at the mean of what its labels wish.
      while (blocks > 0
          && bottom(centre[blocks - 1], first[blocks] - first[blocks - 1], gap) + gap
              > top(centre[blocks], i + 1 - first[blocks], gap)) {
        blocks--;
        centre[blocks] = centre(wished, order, first[blocks], i + 1, gap, low, high);
      }
      blocks++;
    }
    double[] places = new double[wished.length];
    for (int block = 0; block < blocks; block++) {
      int end = block + 1 < blocks ? first[block + 1] : order.length;
      double top = top(centre[block], end - first[block], gap);
      for (int i = first[block]; i < end; i++) {
        places[order[i]] = top + (i - first[block]) * gap;
      }
    }
    return places;
  }

  private static double centre(
      double[] wished, int[] order, int start, int end, double gap, double low, double high) {
    double sum = 0;
    for (int i = start; i < end; i++) {
      sum += wished[order[i]];
    }
    double half = (end - start - 1) * gap / 2;
    return Math.max(low + half, Math.min(high - half, sum / (end - start)));
  }

  private static double top(double centre, int count, double gap) {
    return centre - (count - 1) * gap / 2;
  }

  private static double bottom(double centre, int count, double gap) {
    return centre + (count - 1) * gap / 2;
  }
}
