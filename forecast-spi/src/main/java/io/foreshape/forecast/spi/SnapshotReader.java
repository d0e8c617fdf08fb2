package io.foreshape.forecast.spi;

import io.foreshape.api.forecast.SnapshotException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A section of a snapshot that has been read and found whole; see {@link SnapshotWriter} for the
 * file.
 *
 * <p>What is asked for and is not there, or not of the expected type and length, is a {@link
 * SnapshotException}; what is there and not asked for does not matter. Where an older version has
 * not written a column, {@link #has} tells.
 *
 * <p>Arrays are handed over, not copied: each is asked for once, by whoever keeps it. Not
 * thread-safe.
 */
public final class SnapshotReader {

  private final @Nullable SnapshotReader outer;
  private final String name;
  private final Map<String, Object> entries = new HashMap<>();

  /** An empty section within another; the outermost one has no name. */
  SnapshotReader(@Nullable SnapshotReader outer, String name) {
    this.outer = outer;
    this.name = name;
  }

  /**
   * Reads a whole snapshot and checks it, to the stream's end.
   *
   * <p>Nothing is made larger than what the stream holds, whatever it says of lengths.
   *
   * @param in where from; left open
   * @return what it holds
   * @throws SnapshotException if it is no snapshot, is damaged, cut short or from a later version
   * @throws UncheckedIOException if the stream fails
   */
  public static SnapshotReader read(InputStream in) {
    return new SnapshotSource(in).read();
  }

  /** Files an array or a section; false if there is one of that name. */
  boolean add(String entryName, Object entry) {
    return entries.putIfAbsent(entryName, entry) == null;
  }

  /**
   * Whether there is a column or a section.
   *
   * @param name its name
   * @return false if the writer has left it out
   */
  public boolean has(String name) {
    return entries.containsKey(name);
  }

  /**
   * A section within this one.
   *
   * @param name its name
   * @return the section
   */
  public SnapshotReader section(String name) {
    return (SnapshotReader) entry(name, SnapshotReader.class);
  }

  /**
   * A column.
   *
   * @param name its name
   * @param length how many values it has to have
   * @return the values, whose owner the caller becomes
   */
  public long[] longs(String name, long length) {
    long[] values = (long[]) entry(name, long[].class);
    requireLength(name, values.length, length);
    return values;
  }

  /**
   * A column of values that count or index something.
   *
   * @param name its name
   * @param length how many values it has to have
   * @param least the least value that there may be
   * @param most the largest value that there may be
   * @return the values, whose owner the caller becomes
   */
  public long[] longs(String name, long length, long least, long most) {
    long[] values = longs(name, length);
    for (long value : values) {
      requireRange(name, value, least, most);
    }
    return values;
  }

  /**
   * A column.
   *
   * @param name its name
   * @param length how many values it has to have
   * @return the values, whose owner the caller becomes
   */
  public double[] doubles(String name, long length) {
    double[] values = (double[]) entry(name, double[].class);
    requireLength(name, values.length, length);
    return values;
  }

  /**
   * A column.
   *
   * @param name its name
   * @param length how many values it has to have
   * @return the values, whose owner the caller becomes
   */
  public float[] floats(String name, long length) {
    float[] values = (float[]) entry(name, float[].class);
    requireLength(name, values.length, length);
    return values;
  }

  /**
   * A column of values that count or index something.
   *
   * @param name its name
   * @param length how many values it has to have
   * @param least the least value that there may be
   * @param most the largest value that there may be
   * @return the values, whose owner the caller becomes
   */
  public int[] ints(String name, long length, int least, int most) {
    int[] values = (int[]) entry(name, int[].class);
    requireLength(name, values.length, length);
    for (int value : values) {
      requireRange(name, value, least, most);
    }
    return values;
  }

  /**
   * A column.
   *
   * @param name its name
   * @param length how many values it has to have
   * @return the values, whose owner the caller becomes
   */
  public boolean[] booleans(String name, long length) {
    boolean[] values = (boolean[]) entry(name, boolean[].class);
    requireLength(name, values.length, length);
    return values;
  }

  /**
   * A column of texts.
   *
   * @param name its name
   * @return the texts, any number of them
   */
  public List<String> texts(String name) {
    char[] all = (char[]) entry(name, char[].class);
    int[] lengths = (int[]) entry(name + SnapshotWriter.LENGTHS, int[].class);
    List<String> texts = new ArrayList<>(lengths.length);
    int from = 0;
    for (int length : lengths) {
      if (length < 0 || length > all.length - from) {
        throw fault(name, "has no text of length (" + length + ")");
      }
      texts.add(new String(all, from, length));
      from += length;
    }
    return texts;
  }

  private Object entry(String name, Class<?> type) {
    @Nullable Object entry = entries.get(name);
    if (entry == null) {
      throw fault(name, "is not there");
    }
    if (!type.isInstance(entry)) {
      throw fault(name, "is no " + type.getSimpleName());
    }
    return entry;
  }

  private void requireLength(String name, int actual, long expected) {
    if (actual != expected) {
      throw fault(name, "has " + expected + " values here, got (" + actual + ")");
    }
  }

  private void requireRange(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw fault(name, "has values from " + least + " to " + most + ", got (" + value + ")");
    }
  }

  private SnapshotException fault(String entryName, String what) {
    String path = entryName;
    for (SnapshotReader at = this; at.outer != null; at = at.outer) {
      path = at.name + "/" + path;
    }
    return new SnapshotException("(" + path + ") " + what);
  }
}
