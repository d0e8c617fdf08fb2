package io.foreshape.forecast.spi;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * Writes a snapshot: named columns of numbers and texts, in named sections, straight to a stream.
 *
 * <p>Columns are found by name, so that a later version may add some and leave some out; one whose
 * meaning changes gets another name.
 *
 * <p>The file; numbers are big-endian, names in the modified UTF-8 of {@link java.io.DataOutput}:
 *
 * <pre>
 * snapshot = "FORESNAP" version:int entry* 'E' crc:int     CRC-32C of all before it
 * entry    = 'S' name entry* 'E'                           a section
 *          | letter name length:long byte*                 a column; of J D F I C Z by its type
 * </pre>
 *
 * <p>Takes a buffer of 64 KiB, whatever is written. Not thread-safe.
 */
public final class SnapshotWriter {

  /** "FORESNAP". */
  static final long MAGIC = 0x464F_5245_534E_4150L;

  static final int VERSION = 1;
  static final char SECTION = 'S';
  static final char END = 'E';

  /** A column of texts is one of all their characters, and one so called of their lengths. */
  static final String LENGTHS = ".lengths";

  static final int CHUNK_BYTES = 1 << 16;

  private final CRC32C crc = new CRC32C();
  private final DataOutputStream out;
  private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
  private final Deque<Set<String>> names = new ArrayDeque<>();

  private SnapshotWriter(OutputStream out) {
    this.out = new DataOutputStream(new CheckedOutputStream(out, crc));
  }

  /**
   * Writes a whole snapshot.
   *
   * @param out where to; flushed and left open
   * @param content writes what it holds
   * @throws UncheckedIOException if the stream fails; what it has got by then is no snapshot
   */
  public static void write(OutputStream out, Consumer<SnapshotWriter> content) {
    SnapshotWriter writer = new SnapshotWriter(out);
    try {
      writer.out.writeLong(MAGIC);
      writer.out.writeInt(VERSION);
      writer.entries(content);
      writer.out.writeInt((int) writer.crc.getValue());
      writer.out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes a section.
   *
   * @param name its name, unique within the section that it is in
   * @param content writes what it holds
   */
  public void section(String name, Consumer<SnapshotWriter> content) {
    try {
      begin(SECTION, name);
      entries(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void entries(Consumer<SnapshotWriter> content) throws IOException {
    names.push(new HashSet<>());
    content.accept(this);
    names.pop();
    out.writeByte(END);
  }

  private void begin(char letter, String name) throws IOException {
    if (!names.element().add(name)) {
      throw new IllegalArgumentException("A name is unique within its section, got (" + name + ")");
    }
    out.writeByte(letter);
    out.writeUTF(name);
  }

  /**
   * Writes a column of values, all of those given.
   *
   * @param name its name, unique within the section
   * @param values the values
   */
  public void longs(String name, long... values) {
    column(ColumnType.LONGS, name, values, values.length);
  }

  /**
   * Writes a column.
   *
   * @param name its name, unique within the section
   * @param values the values
   * @param count how many of them, from the first one on
   */
  public void longs(String name, long[] values, int count) {
    column(ColumnType.LONGS, name, values, Objects.checkIndex(count, values.length + 1));
  }

  /**
   * Writes a column of values, all of those given.
   *
   * @param name its name, unique within the section
   * @param values the values
   */
  public void doubles(String name, double... values) {
    column(ColumnType.DOUBLES, name, values, values.length);
  }

  /**
   * Writes a column.
   *
   * @param name its name, unique within the section
   * @param values the values; every bit of a NaN is kept
   * @param count how many of them, from the first one on
   */
  public void doubles(String name, double[] values, int count) {
    column(ColumnType.DOUBLES, name, values, Objects.checkIndex(count, values.length + 1));
  }

  /**
   * Writes a column.
   *
   * @param name its name, unique within the section
   * @param values the values; every bit of a NaN is kept
   * @param count how many of them, from the first one on
   */
  public void floats(String name, float[] values, int count) {
    column(ColumnType.FLOATS, name, values, Objects.checkIndex(count, values.length + 1));
  }

  /**
   * Writes a column of values, all of those given.
   *
   * @param name its name, unique within the section
   * @param values the values
   */
  public void ints(String name, int... values) {
    column(ColumnType.INTS, name, values, values.length);
  }

  /**
   * Writes a column.
   *
   * @param name its name, unique within the section
   * @param values the values
   * @param count how many of them, from the first one on
   */
  public void ints(String name, int[] values, int count) {
    column(ColumnType.INTS, name, values, Objects.checkIndex(count, values.length + 1));
  }

  /**
   * Writes a column.
   *
   * @param name its name, unique within the section
   * @param values the values
   * @param count how many of them, from the first one on
   */
  public void booleans(String name, boolean[] values, int count) {
    column(ColumnType.BOOLEANS, name, values, Objects.checkIndex(count, values.length + 1));
  }

  /**
   * Writes a column of texts, which may hold any characters.
   *
   * @param name its name, unique within the section
   * @param values the texts
   */
  public void texts(String name, List<String> values) {
    ints(name + LENGTHS, values.stream().mapToInt(String::length).toArray());
    char[] all = String.join("", values).toCharArray();
    column(ColumnType.CHARS, name, all, all.length);
  }

  private void column(ColumnType type, String name, Object values, int count) {
    try {
      begin(type.letter, name);
      out.writeLong((long) count * type.width);
      int most = CHUNK_BYTES / type.width;
      for (int at = 0; at < count; at += most) {
        int moved = Math.min(most, count - at);
        type.put(chunk, values, at, moved);
        out.write(chunk.array(), 0, moved * type.width);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
