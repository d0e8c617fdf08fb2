package io.foreshape.forecast;

import java.time.Duration;
import java.util.Arrays;

/**
 * Steps ahead in groups, since what helps to tell the next step is not what helps to tell
 * tomorrow's: the next step, then up to a quarter of an hour, to half of it, to 1, 3, 6, 12 and 24
 * hours. What is further ahead is in the last group. Coarse steps have fewer groups.
 *
 * <p>Immutable and thread-safe.
 */
final class LeadGroups {

  private static final double[] HOURS = {0, 0.25, 0.5, 1, 3, 6, 12, 24};

  private final int[] last;

  LeadGroups(Duration step) {
    double stepsPerHour = Steps.in(Duration.ofHours(1), step);
    this.last =
        Arrays.stream(HOURS)
            .mapToInt(hours -> (int) Math.max(1, Math.round(hours * stepsPerHour)))
            .distinct()
            .toArray();
  }

  int count() {
    return last.length;
  }

  /** How many steps ahead a group begins, from 1. */
  int first(int group) {
    return group == 0 ? 1 : last[group - 1] + 1;
  }

  /** How many steps ahead a group ends, except the last, which goes on. */
  int last(int group) {
    return last[group];
  }

  /** The group of a step so many steps ahead, from 1. */
  int of(long ahead) {
    int group = 0;
    while (group < last.length - 1 && ahead > last[group]) {
      group++;
    }
    return group;
  }

  /** One of the group's leads by a number that is not negative; all come up equally often. */
  int pick(int group, long number) {
    return first(group) + (int) (number % (last[group] - first(group) + 1));
  }
}
