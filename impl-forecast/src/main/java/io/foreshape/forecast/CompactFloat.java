package io.foreshape.forecast;

/**
 * A number that is not negative, or NaN, in 16 bits: a float without its sign and without the lower
 * 15 bits of its fraction. Rounded to nearest, so within 2^-9 or 0.2 % of what it was.
 */
final class CompactFloat {

  private static final int DROPPED_BITS = 15;
  private static final int HALF = 1 << (DROPPED_BITS - 1);

  static final short NAN = encode(Float.NaN);

  private CompactFloat() {}

  static short encode(float value) {
    int bits = Float.floatToRawIntBits(value);
    // A carry out of the fraction goes into the exponent, which is what rounding up means there.
    return (short) ((Float.isNaN(value) ? bits : bits + HALF) >>> DROPPED_BITS);
  }

  static float decode(short code) {
    return Float.intBitsToFloat((code & 0xFFFF) << DROPPED_BITS);
  }
}
