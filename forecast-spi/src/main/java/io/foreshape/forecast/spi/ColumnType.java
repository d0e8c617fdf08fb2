package io.foreshape.forecast.spi;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The arrays that the columns of a snapshot are, and how they become bytes and back. */
// Its functions hold nothing, which Error Prone can't see.
@SuppressWarnings("ImmutableEnumChecker")
enum ColumnType {
  LONGS(
      'J',
      long.class,
      Long.BYTES,
      (bytes, values, at, count) -> bytes.asLongBuffer().put((long[]) values, at, count),
      (bytes, values, at, count) -> bytes.asLongBuffer().get((long[]) values, at, count)),
  DOUBLES(
      'D',
      double.class,
      Double.BYTES,
      (bytes, values, at, count) -> bytes.asDoubleBuffer().put((double[]) values, at, count),
      (bytes, values, at, count) -> bytes.asDoubleBuffer().get((double[]) values, at, count)),
  FLOATS(
      'F',
      float.class,
      Float.BYTES,
      (bytes, values, at, count) -> bytes.asFloatBuffer().put((float[]) values, at, count),
      (bytes, values, at, count) -> bytes.asFloatBuffer().get((float[]) values, at, count)),
  INTS(
      'I',
      int.class,
      Integer.BYTES,
      (bytes, values, at, count) -> bytes.asIntBuffer().put((int[]) values, at, count),
      (bytes, values, at, count) -> bytes.asIntBuffer().get((int[]) values, at, count)),
  CHARS(
      'C',
      char.class,
      Character.BYTES,
      (bytes, values, at, count) -> bytes.asCharBuffer().put((char[]) values, at, count),
      (bytes, values, at, count) -> bytes.asCharBuffer().get((char[]) values, at, count)),
  BOOLEANS('Z', boolean.class, Byte.BYTES, ColumnType::putBooleans, ColumnType::getBooleans);

  /** Moves so many values between the start of a buffer and a place in an array. */
  private interface Move {
    void move(ByteBuffer bytes, Object values, int at, int count);
  }

  final char letter;
  final int width;
  private final Class<?> element;
  private final Move put;
  private final Move get;

  ColumnType(char letter, Class<?> element, int width, Move put, Move get) {
    this.letter = letter;
    this.element = element;
    this.width = width;
    this.put = put;
    this.get = get;
  }

  /** The type of a letter; null for one of a later version. */
  static @Nullable ColumnType of(int letter) {
    for (ColumnType type : values()) {
      if (type.letter == letter) {
        return type;
      }
    }
    return null;
  }

  void put(ByteBuffer bytes, Object values, int at, int count) {
    put.move(bytes, values, at, count);
  }

  void get(ByteBuffer bytes, Object values, int at, int count) {
    get.move(bytes, values, at, count);
  }

  Object array(int length) {
    return Array.newInstance(element, length);
  }

  /** A longer array that begins with another's values. */
  Object grown(Object values, int count, int length) {
    Object longer = array(length);
    System.arraycopy(values, 0, longer, 0, count);
    return longer;
  }

  private static void putBooleans(ByteBuffer bytes, Object values, int at, int count) {
    boolean[] from = (boolean[]) values;
    for (int i = 0; i < count; i++) {
      bytes.put(i, (byte) (from[at + i] ? 1 : 0));
    }
  }

  private static void getBooleans(ByteBuffer bytes, Object values, int at, int count) {
    boolean[] into = (boolean[]) values;
    for (int i = 0; i < count; i++) {
      into[at + i] = bytes.get(i) != 0;
    }
  }
}
