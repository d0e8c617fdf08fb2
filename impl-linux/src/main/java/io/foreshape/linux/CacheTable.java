package io.foreshape.linux;

import static io.foreshape.linux.CacheState.CLEANER;
import static io.foreshape.linux.CacheState.MODES;
import static io.foreshape.linux.CacheState.WRITEBACK;
import static io.foreshape.linux.CacheState.WRITETHROUGH;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The line of a table that is a cache of dm-cache. Source: admin-guide/device-mapper/cache.rst.
 *
 * @param sectors how long the volume is
 * @param meta numbers of the device that says which block is where
 * @param data numbers of the device that has the blocks
 * @param origin numbers of the slow device
 * @param blockSectors what is cached as one
 * @param mode what happens to what is written
 * @param policy what decides which blocks are cached
 */
record CacheTable(
    long sectors,
    String meta,
    String data,
    String origin,
    long blockSectors,
    String mode,
    String policy) {

  static final String TARGET = "cache";

  /** How much may be under way into the cache or out of it: the kernel's standard, in sectors. */
  private static final long LEAST_THRESHOLD = 2_048;

  /** With less under way than a few blocks nothing would move. */
  private static final long THRESHOLD_BLOCKS = 8;

  private static final int FEATURES = 7;

  /** The cache that a table is; empty if it is something else. */
  static Optional<CacheTable> parsed(List<String> lines) {
    String[] words = lines.size() == 1 ? lines.get(0).split(" ", -1) : new String[0];
    if (words.length <= FEATURES || !words[2].equals(TARGET)) {
      return Optional.empty();
    }
    OptionalLong sectors = Numbers.unsigned(words[1]);
    OptionalLong block = Numbers.unsigned(words[6]);
    int policy = FEATURES + 1 + (int) Numbers.unsigned(words[FEATURES]).orElse(words.length);
    if (sectors.isEmpty() || block.isEmpty() || policy <= FEATURES || policy >= words.length) {
      return Optional.empty();
    }
    List<String> features = List.of(words).subList(FEATURES + 1, policy);
    String mode = features.stream().filter(MODES::contains).findFirst().orElse(WRITEBACK);
    return Optional.of(
        new CacheTable(
            sectors.getAsLong(),
            words[3],
            words[4],
            words[5],
            block.getAsLong(),
            mode,
            words[policy]));
  }

  /** The line, with dirty bits of their own in the metadata (Linux 4.12). */
  String line() {
    long threshold = Math.max(LEAST_THRESHOLD, THRESHOLD_BLOCKS * blockSectors);
    return String.join(
        " ",
        "0",
        Long.toString(sectors),
        TARGET,
        meta,
        data,
        origin,
        Long.toString(blockSectors),
        "2 metadata2",
        mode,
        policy,
        "2 migration_threshold",
        Long.toString(threshold));
  }

  /**
   * The same cache, in which dirty blocks only become fewer: what is clean is never dirty again.
   */
  CacheTable draining() {
    return with(data, WRITETHROUGH, CLEANER);
  }

  boolean isDraining() {
    return equals(draining());
  }

  CacheTable with(String otherData, String otherMode, String otherPolicy) {
    return new CacheTable(sectors, meta, otherData, origin, blockSectors, otherMode, otherPolicy);
  }
}
