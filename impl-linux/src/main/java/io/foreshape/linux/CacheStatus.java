package io.foreshape.linux;

import java.io.IOException;
import java.util.OptionalLong;

/**
 * What the kernel counts of a cache, since its table was loaded or, if that was not resized, since
 * it was made. Source: admin-guide/device-mapper/cache.rst.
 *
 * @param used blocks that are filled
 * @param total blocks that there are
 * @param readHits reads that were served from it
 * @param readMisses reads that were not
 * @param writeHits writes to what is in it
 * @param writeMisses writes to what is not
 * @param dirty blocks of which the slow device has an older state
 */
record CacheStatus(
    long used,
    long total,
    long readHits,
    long readMisses,
    long writeHits,
    long writeMisses,
    long dirty) {

  private static final int BLOCKS = 6;
  private static final int COUNTERS = 7;
  private static final int DIRTY = 13;

  /**
   * Reads a line of status.
   *
   * @throws IOException if it is not that of a cache, or of one that has failed
   */
  static CacheStatus parsed(String line) throws IOException {
    String[] words = line.split(" ", -1);
    String[] blocks = words.length > DIRTY ? words[BLOCKS].split("/", -1) : new String[0];
    if (blocks.length != 2) {
      throw new IOException("the cache's status is (" + line + ")");
    }
    return new CacheStatus(
        count(blocks[0], line),
        count(blocks[1], line),
        count(words[COUNTERS], line),
        count(words[COUNTERS + 1], line),
        count(words[COUNTERS + 2], line),
        count(words[COUNTERS + 3], line),
        count(words[DIRTY], line));
  }

  private static long count(String word, String line) throws IOException {
    OptionalLong count = Numbers.unsigned(word);
    if (count.isEmpty()) {
      throw new IOException("the cache's status is (" + line + ")");
    }
    return count.getAsLong();
  }
}
