package io.foreshape.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * From where a trace's resource is forecast: evenly spaced origins after a warm-up of half of each
 * series, at most two weeks; at most so many in all that the board ends.
 *
 * <p>The distance has no factor in common with the day, so that every time of the day has its turn,
 * and each series starts at a place of its own, drawn with a fixed seed.
 *
 * @param daySteps how many steps make a day
 * @param hourSteps how many steps make an hour
 */
record CloudOrigins(int daySteps, int hourSteps) {

  private static final int MOST_ORIGINS = 6_000;
  private static final int WARM_UP_DAYS = 14;

  /** How many values of a series come before its first origin. */
  int warmUp(Series series) {
    return Math.min(WARM_UP_DAYS * daySteps, series.length() / 2);
  }

  /** The origins of each series, ascending; the hour after each lies within the series. */
  List<int[]> of(List<Series> all) {
    long possible = all.stream().mapToLong(this::possible).sum();
    int distance = distance(possible);
    SplittableRandom random = new SplittableRandom(1);
    List<int[]> origins = new ArrayList<>();
    for (Series series : all) {
      int first = random.nextInt(distance);
      int count = Math.max(0, (possible(series) - first + distance - 1) / distance);
      int[] of = new int[count];
      for (int i = 0; i < count; i++) {
        of[i] = warmUp(series) + first + i * distance;
      }
      origins.add(of);
    }
    return origins;
  }

  private int possible(Series series) {
    return Math.max(0, series.length() - hourSteps - warmUp(series) + 1);
  }

  private int distance(long possible) {
    int distance = (int) Math.max(hourSteps, (possible + MOST_ORIGINS - 1) / MOST_ORIGINS);
    while (greatestCommonDivisor(distance, daySteps) > 1) {
      distance++;
    }
    return distance;
  }

  private static int greatestCommonDivisor(int a, int b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }
}
