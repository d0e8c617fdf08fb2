package io.foreshape.forecast.spi;

import io.foreshape.api.forecast.SnapshotException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UTFDataFormatException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;

/**
 * The bytes of a snapshot on their way in; see {@link SnapshotWriter} for what they are.
 *
 * <p>An array is made as long as the stream says that there are bytes, and grows by doubling beyond
 * that, so that a length that the file does not bear out costs nothing. Not thread-safe.
 */
final class SnapshotSource {

  private static final int FIRST_VALUES = 1 << 16;
  private static final int MOST_VALUES = Integer.MAX_VALUE - 8;

  private final CRC32C crc = new CRC32C();
  private final DataInputStream in;
  private final ByteBuffer chunk = ByteBuffer.allocate(SnapshotWriter.CHUNK_BYTES);

  SnapshotSource(InputStream in) {
    this.in = new DataInputStream(new CheckedInputStream(new BufferedInputStream(in), crc));
  }

  SnapshotReader read() {
    try {
      readHeader();
      SnapshotReader content = readEntries();
      readEnd();
      return content;
    } catch (EOFException e) {
      throw new SnapshotException("it ends too early, so it is cut short or damaged", e);
    } catch (UTFDataFormatException e) {
      throw new SnapshotException("it is damaged, a name can't be read", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void readHeader() throws IOException {
    long magic = in.readLong();
    if (magic != SnapshotWriter.MAGIC) {
      throw new SnapshotException(
          "it is no snapshot, it begins with (0x" + Long.toHexString(magic) + ")");
    }
    int version = in.readInt();
    if (version != SnapshotWriter.VERSION) {
      throw new SnapshotException(
          "its format is (" + version + "), and " + SnapshotWriter.VERSION + " is known here");
    }
  }

  private SnapshotReader readEntries() throws IOException {
    SnapshotReader content = new SnapshotReader(null, "");
    Deque<SnapshotReader> open = new ArrayDeque<>();
    open.push(content);
    while (!open.isEmpty()) {
      int letter = in.readUnsignedByte();
      if (letter == SnapshotWriter.END) {
        open.pop();
        continue;
      }
      SnapshotReader section = open.element();
      String name = in.readUTF();
      Object entry =
          letter == SnapshotWriter.SECTION ? new SnapshotReader(section, name) : readColumn(letter);
      if (!section.add(name, entry)) {
        throw new SnapshotException("it is damaged, it has two of (" + name + ")");
      }
      if (entry instanceof SnapshotReader inner) {
        open.push(inner);
      }
    }
    return content;
  }

  /** The array that a column is, or an empty one of a type of a later version. */
  private Object readColumn(int letter) throws IOException {
    long bytes = in.readLong();
    ColumnType type = ColumnType.of(letter);
    int width = type == null ? Byte.BYTES : type.width;
    if (bytes < 0 || bytes % width != 0 || (type != null && bytes / width > MOST_VALUES)) {
      throw new SnapshotException("it is damaged, a column has (" + bytes + ") bytes");
    }
    if (type == null) {
      skip(bytes);
      return new Object();
    }
    return readValues(type, (int) (bytes / width));
  }

  private Object readValues(ColumnType type, int count) throws IOException {
    int length = 0;
    Object values = type.array(length);
    for (int at = 0; at < count; ) {
      if (at == length) {
        int likely = Math.max(FIRST_VALUES, Math.max(at, in.available() / type.width));
        length = (int) Math.min(count, (long) at + likely);
        values = type.grown(values, at, length);
      }
      int moved = Math.min(length - at, chunk.capacity() / type.width);
      in.readFully(chunk.array(), 0, moved * type.width);
      type.get(chunk, values, at, moved);
      at += moved;
    }
    return values;
  }

  private void skip(long bytes) throws IOException {
    for (long left = bytes; left > 0; ) {
      int moved = (int) Math.min(left, chunk.capacity());
      in.readFully(chunk.array(), 0, moved);
      left -= moved;
    }
  }

  private void readEnd() throws IOException {
    int actual = (int) crc.getValue();
    int expected = in.readInt();
    if (actual != expected) {
      throw new SnapshotException(
          "it is damaged, its checksum is (0x"
              + Integer.toHexString(actual)
              + ") and not 0x"
              + Integer.toHexString(expected));
    }
    if (in.read() >= 0) {
      throw new SnapshotException("it goes on where it should end");
    }
  }
}
