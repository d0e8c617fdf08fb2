package io.foreshape.linux;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Rates as tc tells them: below 10^6 bits/s whole bytes, above in whole kilobits, from 10^9 on in
 * whole megabits, from 10^12 on in whole gigabits. What is set is rounded down to that, so that
 * what is read is what was set. Source: print_rate of iproute2, tc/tc_util.c.
 */
final class HtbRate {

  private static final int BITS = 8;
  private static final double MOST_OF_A_UNIT = 1e6;
  private static final double MOST_UNIT = 1e9;
  private static final String[] UNITS = {"Gbit", "Mbit", "Kbit", "bit"};

  private HtbRate() {}

  /** The rate that will be held, in bytes/s. */
  static double held(double bytesPerSecond) {
    double amount = Math.floor(bytesPerSecond) * BITS;
    double unit = 1;
    while (amount >= MOST_OF_A_UNIT && unit < MOST_UNIT) {
      amount = Math.floor(amount / 1e3);
      unit *= 1e3;
    }
    return amount * unit / BITS;
  }

  /** A rate as an argument of tc. */
  static String text(double bytesPerSecond) {
    return (long) (bytesPerSecond * BITS) + "bit";
  }

  /** The bytes/s of a text such as {@code 8Mbit}, or empty if it is none. */
  static OptionalDouble parsed(String text) {
    double scale = MOST_UNIT;
    for (String unit : UNITS) {
      if (text.endsWith(unit)) {
        OptionalLong amount = Numbers.unsigned(text.substring(0, text.length() - unit.length()));
        return amount.isEmpty() || amount.getAsLong() < 0
            ? OptionalDouble.empty()
            : OptionalDouble.of(amount.getAsLong() * scale / BITS);
      }
      scale /= 1e3;
    }
    return OptionalDouble.empty();
  }
}
