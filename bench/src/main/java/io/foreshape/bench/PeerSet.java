package io.foreshape.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Hourly series to forecast beside others: some of a data set, taken at a fixed distance so that
 * the slowest of the others ends within minutes.
 *
 * @param name the data set's
 * @param series the series, without gaps, each of which ends with {@link #HORIZON} values to
 *     forecast
 * @param isPositive whether all their values are positive, so that Naive2, which divides by
 *     seasonal means, can be the base of the OWA; the seasonal naive is otherwise
 */
record PeerSet(String name, List<Series> series, boolean isPositive) {

  static final int PERIOD = 24;
  static final int HORIZON = 48;

  private static final String BITBRAINS = "bitbrains_rnd_1h_13w";
  private static final int HOUR_SECONDS = 3_600;
  private static final int EVERY_M4 = 12;
  private static final int EVERY_BITBRAINS = 20;

  /** The last four weeks: the longest time in which nearly every machine has no gap. */
  private static final int LENGTH_BITBRAINS = 672;

  /** Copies the list. */
  PeerSet {
    series = List.copyOf(series);
  }

  /** Every 12th of M4's hourly series, in the files' order. */
  static PeerSet m4(Path folder) throws IOException {
    return new PeerSet(M4Board.DATA_SET, every(EVERY_M4, M4Board.whole(folder)), true);
  }

  /**
   * The CPU use of machines, four weeks by the hour: every 20th of those without a gap and not
   * always the same until the values to forecast.
   */
  static PeerSet bitbrains(Path folder) throws IOException {
    List<Series> usable = new ArrayList<>();
    for (Series each : PackedFiles.read(folder, BITBRAINS)) {
      boolean isAsked = each.variate().equals("cpu_pct") && each.stepSeconds() == HOUR_SECONDS;
      if (isAsked && each.length() >= LENGTH_BITBRAINS) {
        Series last = last(each);
        double scale = SeasonalReference.scale(last.until(LENGTH_BITBRAINS - HORIZON), PERIOD);
        if (scale > 0 && isWhole(last)) {
          usable.add(last);
        }
      }
    }
    return new PeerSet(BITBRAINS, every(EVERY_BITBRAINS, usable), false);
  }

  private static Series last(Series each) {
    int from = each.length() - LENGTH_BITBRAINS;
    double[] values = each.between(from, each.length());
    return new Series(
        each.id(), each.variate(), each.stepSeconds(), each.firstStep() + from, values);
  }

  private static boolean isWhole(Series each) {
    for (int t = 0; t < each.length(); t++) {
      if (Double.isNaN(each.value(t))) {
        return false;
      }
    }
    return true;
  }

  static List<Series> every(int distance, List<Series> all) {
    List<Series> some = new ArrayList<>();
    for (int i = 0; i < all.size(); i += distance) {
      some.add(all.get(i));
    }
    return some;
  }

  /** How many values of a series are known. */
  static int known(Series each) {
    return each.length() - HORIZON;
  }
}
