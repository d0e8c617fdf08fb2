package io.foreshape.testkit;

import io.foreshape.forecast.spi.Forecaster;
import io.foreshape.forecast.spi.SnapshotReader;
import io.foreshape.forecast.spi.SnapshotWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/** Snapshots as arrays of bytes, whole and with something missing. */
final class Snapshots {

  private static final int HEADER = Long.BYTES + Integer.BYTES;

  private Snapshots() {}

  static byte[] of(Consumer<SnapshotWriter> content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SnapshotWriter.write(out, content);
    return out.toByteArray();
  }

  static SnapshotReader read(byte[] snapshot) {
    return SnapshotReader.read(new ByteArrayInputStream(snapshot));
  }

  static void copy(Forecaster from, Forecaster into) {
    into.load(read(of(from::save)));
  }

  /** The snapshot again and again, each time without one of its columns or sections. */
  static List<byte[]> withoutEach(byte[] snapshot) {
    ByteBuffer bytes = ByteBuffer.wrap(snapshot).position(HEADER);
    List<int[]> entries = new ArrayList<>();
    findEntries(bytes, entries);
    return entries.stream().map(entry -> without(snapshot, entry[0], entry[1])).toList();
  }

  /** Goes through a section to behind its end; the format is {@link SnapshotWriter}'s. */
  private static void findEntries(ByteBuffer bytes, List<int[]> found) {
    while (true) {
      int start = bytes.position();
      char letter = (char) bytes.get();
      if (letter == 'E') {
        return;
      }
      int name = bytes.getShort();
      bytes.position(bytes.position() + name);
      if (letter == 'S') {
        findEntries(bytes, found);
      } else {
        long length = bytes.getLong();
        bytes.position(bytes.position() + (int) length);
      }
      found.add(new int[] {start, bytes.position()});
    }
  }

  private static byte[] without(byte[] snapshot, int from, int to) {
    int rest = snapshot.length - Integer.BYTES - to;
    ByteBuffer shorter = ByteBuffer.allocate(from + rest + Integer.BYTES);
    shorter.put(snapshot, 0, from).put(snapshot, to, rest);
    CRC32C crc = new CRC32C();
    crc.update(shorter.array(), 0, from + rest);
    return shorter.putInt((int) crc.getValue()).array();
  }
}
