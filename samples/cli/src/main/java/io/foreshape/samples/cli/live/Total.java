package io.foreshape.samples.cli.live;

import java.util.List;
import java.util.function.Function;

/**
 * What one of the twins used and had over a time.
 *
 * @param used the mean, in the resource's unit
 * @param limit the mean of its shape
 * @param heldBack the share of the time in which its shape held it back
 * @param kills how many processes were killed for want of memory
 */
record Total(double used, double limit, double heldBack, long kills) {

  static Total of(List<Moment> moments, Function<Moment, Moment.Half> side) {
    double seconds = 0;
    double used = 0;
    double limit = 0;
    double heldBack = 0;
    long kills = 0;
    for (Moment moment : moments) {
      Moment.Half half = side.apply(moment);
      seconds += moment.seconds();
      used += half.used() * moment.seconds();
      limit += half.limit() * moment.seconds();
      heldBack += half.heldBack() * moment.seconds();
      kills += half.kills();
    }
    return new Total(used / seconds, limit / seconds, heldBack / seconds, kills);
  }

  /** The share of the time in which the twin that had enough used more than an amount. */
  static double shareAbove(List<Moment> moments, double amount) {
    double seconds = 0;
    double above = 0;
    for (Moment moment : moments) {
      seconds += moment.seconds();
      above += moment.fixed().used() > amount ? moment.seconds() : 0;
    }
    return above / seconds;
  }
}
