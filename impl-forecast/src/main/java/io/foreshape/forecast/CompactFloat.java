package io.foreshape.forecast;

import io.foreshape.forecast.spi.SnapshotReader;
import io.foreshape.forecast.spi.SnapshotWriter;
import java.util.Arrays;

/**
 * A number that is not negative, or NaN, in 16 bits: a float without its sign and without the lower
 * 15 bits of its fraction. Rounded to nearest, so within 2^-9 or 0.2 % of what it was.
 */
final class CompactFloat {

  private static final int DROPPED_BITS = 15;
  private static final int HALF = 1 << (DROPPED_BITS - 1);
  private static final int LARGEST_CODE = 0xFFFF;

  static final short NAN = encode(Float.NaN);

  private CompactFloat() {}

  static short encode(float value) {
    int bits = Float.floatToRawIntBits(value);
    // A carry out of the fraction goes into the exponent, which is what rounding up means there.
    return (short) ((Float.isNaN(value) ? bits : bits + HALF) >>> DROPPED_BITS);
  }

  /** Writes the first of some codes under a name. */
  static void save(SnapshotWriter writer, String name, short[] codes, int count) {
    int[] wide = new int[count];
    Arrays.setAll(wide, i -> codes[i] & LARGEST_CODE);
    writer.ints(name, wide, count);
  }

  /** So many codes as they were saved. */
  static short[] load(SnapshotReader reader, String name, long count) {
    int[] wide = reader.ints(name, count, 0, LARGEST_CODE);
    short[] codes = new short[wide.length];
    for (int i = 0; i < wide.length; i++) {
      codes[i] = (short) wide[i];
    }
    return codes;
  }

  static float decode(short code) {
    return Float.intBitsToFloat((code & LARGEST_CODE) << DROPPED_BITS);
  }
}
