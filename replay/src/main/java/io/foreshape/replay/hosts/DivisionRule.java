package io.foreshape.replay.hosts;

import java.util.Arrays;

/** How schedulers and autoscalers divide one capacity among wishes, without costs or forecasts. */
enum DivisionRule {

  /** Everybody gets the same share of what it wishes. */
  PROPORTIONAL {
    @Override
    void divide(double[] wishes, double capacity, double[] given) {
      double sum = Arrays.stream(wishes).sum();
      double share = sum > capacity ? capacity / sum : 1;
      for (int i = 0; i < wishes.length; i++) {
        given[i] = share * wishes[i];
      }
    }
  },

  /**
   * Nobody gets more than a level, and who wishes less gets it all (Bertsekas and Gallager, Data
   * Networks, 2nd edition, 1992, section 6.5.2).
   */
  MAX_MIN {
    @Override
    void divide(double[] wishes, double capacity, double[] given) {
      double[] ascending = wishes.clone();
      Arrays.sort(ascending);
      double left = capacity;
      double level = Double.POSITIVE_INFINITY;
      for (int i = 0; i < ascending.length; i++) {
        double equal = left / (ascending.length - i);
        if (ascending[i] > equal) {
          level = equal;
          break;
        }
        left -= ascending[i];
      }
      for (int i = 0; i < wishes.length; i++) {
        given[i] = Math.min(wishes[i], level);
      }
    }
  },

  /** One after the other gets all it wishes until nothing is left, as autoscalers resize. */
  FIRST_COME {
    @Override
    void divide(double[] wishes, double capacity, double[] given) {
      double left = capacity;
      for (int i = 0; i < wishes.length; i++) {
        given[i] = Math.min(wishes[i], left);
        left -= given[i];
      }
    }
  };

  /**
   * Divides a capacity.
   *
   * @param wishes what each would like, not negative
   * @param capacity what there is, not negative
   * @param given receives what each gets, no more than it wishes
   */
  abstract void divide(double[] wishes, double capacity, double[] given);
}
