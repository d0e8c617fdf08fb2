package io.foreshape.linux;

import java.util.Set;

/**
 * How a volume is cached.
 *
 * @param extents how much of the fast device it has, in {@link FastDevice#extentSectors}; 0 is no
 *     cache, and then the rest is how the next one is to be
 * @param mode what happens to what is written, in the kernel's word
 * @param policy what decides which blocks are in the cache, in the kernel's word
 */
record CacheState(long extents, String mode, String policy) {

  static final String WRITETHROUGH = "writethrough";
  static final String WRITEBACK = "writeback";
  static final String PASSTHROUGH = "passthrough";
  static final String SMQ = "smq";

  /** Writes back what is dirty, and takes nothing new in. */
  static final String CLEANER = "cleaner";

  static final Set<String> MODES = Set.of(WRITETHROUGH, WRITEBACK, PASSTHROUGH);
  static final Set<String> POLICIES = Set.of(SMQ, CLEANER);

  static final CacheState STANDARD = new CacheState(0, WRITETHROUGH, SMQ);

  CacheState withExtents(long other) {
    return new CacheState(other, mode, policy);
  }

  CacheState withMode(String other) {
    return new CacheState(extents, other, policy);
  }

  CacheState withPolicy(String other) {
    return new CacheState(extents, mode, other);
  }

  /** Whether the next cache is to be as any is unless told otherwise. */
  boolean isStandardKind() {
    return withExtents(0).equals(STANDARD);
  }
}
