package io.foreshape.forecast;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which past values an autoregression looks at: the last three; of the first season, those of one
 * and two periods ago and of the second, those of one period ago, each with its neighbours.
 *
 * <p>A period with both neighbours lets one equation hold the product of a short memory and of a
 * seasonal one, (1 − φ B)(1 − Φ B^m). Immutable.
 */
final class Lags {

  private static final int MOST_PHASES = 24;

  private final int[] lags;
  private final int day;
  private final int phases;
  private final int longestSeason;

  /** Those of the first two seasons that at most {@code history} values can tell of. */
  Lags(List<Integer> seasonalPeriods, int history) {
    SortedSet<Integer> chosen = new TreeSet<>(List.of(1, 2, 3));
    int first = 1;
    int longest = 1;
    for (int i = 0; i < Math.min(2, seasonalPeriods.size()); i++) {
      int period = seasonalPeriods.get(i);
      if (needed(period + 1) <= history) {
        first = i == 0 ? period : first;
        longest = period;
        for (int multiple = 1; multiple <= 2 - i; multiple++) {
          chosen.addAll(List.of(multiple * period - 1, multiple * period, multiple * period + 1));
        }
      }
    }
    lags = chosen.stream().mapToInt(lag -> lag).filter(lag -> needed(lag) <= history).toArray();
    day = first;
    phases = day == 1 ? 0 : Math.min(day, MOST_PHASES);
    longestSeason = longest;
  }

  /** How many values make a lag usable: twice as many, so that half of them can be explained. */
  private static long needed(int lag) {
    return 2L * (lag - 1);
  }

  int count() {
    return lags.length;
  }

  int at(int index) {
    return lags[index];
  }

  /** How many of the lags, from the shortest, so many values can tell of. */
  int usable(int values) {
    int used = 0;
    while (used < lags.length && needed(lags[used]) <= values) {
      used++;
    }
    return used;
  }

  /** The first season; 1 if there is none. */
  int day() {
    return day;
  }

  /** The longest season with a lag; 1 if there is none. */
  int longestSeason() {
    return longestSeason;
  }

  /** Into how many parts the first season falls; 0 if there is none. */
  int phases() {
    return phases;
  }

  /** Which part of the first season a step belongs to. */
  int phase(long step) {
    return phases == 0 ? 0 : (int) (Math.floorMod(step, (long) day) * phases / day);
  }
}
