package io.foreshape.replay.trace;

import java.nio.charset.StandardCharsets;

/**
 * Reads decimal numbers from bytes, to the last bit as {@link Double#parseDouble} does.
 *
 * <p>The text is <i>m</i> · 10<sup><i>e</i></sup> with an integer <i>m</i>. Where <i>m</i> ≤
 * 2<sup>53</sup> and |<i>e</i>| ≤ 22, both <i>m</i> and 10<sup>|<i>e</i>|</sup> are exact as
 * doubles, so that one multiplication or division rounds once and is correct (W. D. Clinger, "How
 * to Read Floating Point Numbers Accurately", PLDI 1990). Everything else goes to the JDK. The fast
 * way allocates nothing.
 */
final class Decimals {

  /** The longest text that is taken for a number. */
  static final int MAX_BYTES = 128;

  private static final long MAX_EXACT = 1L << 53;

  /** Up to here a further digit can't overflow a long. */
  private static final long MAX_MANTISSA = (Long.MAX_VALUE - 9) / 10;

  private static final int MAX_EXPONENT_DIGITS = 4;

  private static final double[] POWERS_OF_10 = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private Decimals() {}

  /**
   * Reads the number that fills a range of bytes: an optional sign, digits with at most one point,
   * an optional exponent.
   *
   * @return the number, infinite beyond the range of a double; NaN if the bytes are not such a
   *     number, so for {@code NaN} and {@code Infinity} too
   */
  static double parse(byte[] bytes, int from, int to) {
    int at = from;
    boolean negative = at < to && bytes[at] == '-';
    if (at < to && (bytes[at] == '-' || bytes[at] == '+')) {
      at++;
    }
    long mantissa = 0;
    int digits = 0;
    int pointAt = -1;
    boolean exact = true;
    for (; at < to; at++) {
      int digit = bytes[at] - '0';
      if (digit >= 0 && digit <= 9) {
        digits++;
        exact &= mantissa <= MAX_MANTISSA;
        mantissa = mantissa * 10 + digit;
      } else if (bytes[at] == '.' && pointAt < 0) {
        pointAt = digits;
      } else {
        break;
      }
    }
    if (digits == 0 || to - from > MAX_BYTES) {
      return Double.NaN;
    }
    int exponent = pointAt < 0 ? 0 : pointAt - digits;
    if (at < to) {
      int written = exponent(bytes, at, to);
      if (written == Integer.MIN_VALUE) {
        return Double.NaN;
      }
      exponent += written;
    }
    exact &= mantissa <= MAX_EXACT && exponent >= -22 && exponent <= 22;
    if (!exact) {
      return Double.parseDouble(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
    }
    double value =
        exponent < 0 ? mantissa / POWERS_OF_10[-exponent] : mantissa * POWERS_OF_10[exponent];
    return negative ? -value : value;
  }

  /**
   * Reads {@code e-12} and the like; {@link Integer#MIN_VALUE} if it is none. An exponent of more
   * digits counts as 9999, which is out of the exact range and of every double's.
   */
  private static int exponent(byte[] bytes, int from, int to) {
    int at = from + 1;
    if ((bytes[from] | 0x20) != 'e' || at == to) {
      return Integer.MIN_VALUE;
    }
    boolean negative = bytes[at] == '-';
    if (negative || bytes[at] == '+') {
      at++;
    }
    if (at == to) {
      return Integer.MIN_VALUE;
    }
    int value = 0;
    int significant = 0;
    for (; at < to; at++) {
      int digit = bytes[at] - '0';
      if (digit < 0 || digit > 9) {
        return Integer.MIN_VALUE;
      }
      significant += significant > 0 || digit > 0 ? 1 : 0;
      value = significant > MAX_EXPONENT_DIGITS ? 9999 : value * 10 + digit;
    }
    return negative ? -value : value;
  }
}
