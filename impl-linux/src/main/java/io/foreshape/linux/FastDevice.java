package io.foreshape.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;

/**
 * The device that caches are cut out of, in extents. What is taken is told by the tables of device
 * mapper alone.
 *
 * @param numbers major and minor number, such as 8:16
 * @param sectors how long it is
 */
record FastDevice(String numbers, long sectors) {

  static final int SECTOR_BYTES = 512;

  private static final long LEAST_BLOCK_SECTORS = 128;
  private static final long MOST_BLOCKS = 1 << 20;
  private static final int EXTENT_BLOCKS = 16;

  /** The size of metadata that the kernel's documentation advises. */
  private static final long META_BYTES = 4 << 20;

  private static final long META_BYTES_PER_BLOCK = 16;

  /** The words of a line of a table: start, length, target, device, offset. */
  private static final int LINEAR_WORDS = 5;

  /** Some extents in a row. */
  record Segment(int first, int count) {}

  static FastDevice of(String numbers) throws IOException {
    Path size = Path.of("/sys/dev/block", numbers, "size");
    return new FastDevice(numbers, Numbers.unsigned(Files.readString(size).strip()).orElse(0));
  }

  /** What is cached as one: 64 KiB, or more where a device would have more than 2^20 of them. */
  long blockSectors() {
    long block = LEAST_BLOCK_SECTORS;
    while (sectors / block > MOST_BLOCKS) {
      block *= 2;
    }
    return block;
  }

  long extentSectors() {
    return EXTENT_BLOCKS * blockSectors();
  }

  long extentBytes() {
    return extentSectors() * SECTOR_BYTES;
  }

  int extents() {
    return (int) (sectors / extentSectors());
  }

  /** What one volume needs beside what it caches, even if it gets the whole device. */
  int metaExtents() {
    long bytes = META_BYTES + META_BYTES_PER_BLOCK * (sectors / blockSectors());
    return (int) ((bytes + extentBytes() - 1) / extentBytes());
  }

  /**
   * Finds extents that nobody has.
   *
   * @param tables all tables that there are
   * @throws IOException if there are not as many
   */
  List<Segment> allot(Collection<List<String>> tables, int wanted) throws IOException {
    BitSet taken = new BitSet(extents());
    tables.forEach(lines -> segments(lines).forEach(each -> take(taken, each)));
    List<Segment> found = new ArrayList<>();
    int missing = wanted;
    int at = taken.nextClearBit(0);
    while (missing > 0 && at < extents()) {
      int end = taken.nextSetBit(at);
      int count = Math.min(missing, (end < 0 ? extents() : Math.min(end, extents())) - at);
      found.add(new Segment(at, count));
      missing -= count;
      at = taken.nextClearBit(at + count);
    }
    if (missing > 0) {
      throw new IOException(
          "of "
              + wanted * extentBytes()
              + " bytes more, "
              + missing * extentBytes()
              + " are not free on "
              + numbers);
    }
    return found;
  }

  private static void take(BitSet taken, Segment segment) {
    taken.set(segment.first(), segment.first() + segment.count());
  }

  /** What a table has of the device, whole extents or not. */
  List<Segment> segments(List<String> table) {
    List<Segment> segments = new ArrayList<>();
    for (String line : table) {
      String[] words = line.split(" ", -1);
      if (words.length == LINEAR_WORDS && words[3].equals(numbers)) {
        long start = Numbers.unsigned(words[4]).orElse(0);
        long end = start + Numbers.unsigned(words[1]).orElse(0);
        int first = (int) (start / extentSectors());
        int last = (int) ((end + extentSectors() - 1) / extentSectors());
        segments.add(new Segment(first, last - first));
      }
    }
    return segments;
  }

  /** The first so many extents of some, or all if there are no more. */
  static List<Segment> first(List<Segment> segments, int count) {
    List<Segment> first = new ArrayList<>();
    int missing = count;
    for (Segment each : segments) {
      if (missing > 0) {
        first.add(new Segment(each.first(), Math.min(missing, each.count())));
        missing -= Math.min(missing, each.count());
      }
    }
    return first;
  }

  static int count(List<Segment> segments) {
    return segments.stream().mapToInt(Segment::count).sum();
  }

  /** The table of a device that has these extents, one behind the other. */
  List<String> table(List<Segment> segments) {
    List<String> lines = new ArrayList<>();
    long start = 0;
    for (Segment each : segments) {
      long length = each.count() * extentSectors();
      long offset = each.first() * extentSectors();
      lines.add(start + " " + length + " linear " + numbers + " " + offset);
      start += length;
    }
    return lines;
  }
}
