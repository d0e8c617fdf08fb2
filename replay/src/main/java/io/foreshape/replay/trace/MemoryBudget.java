package io.foreshape.replay.trace;

/**
 * How much memory one reading of one file may take, so that a hostile file ends in a message and
 * not in an OutOfMemoryError. What the consumer keeps is not counted.
 *
 * <p>Not thread-safe.
 */
final class MemoryBudget {

  /** What a reader may use of the heap; the rest is for copies made while arrays grow. */
  private static final int SHARE_OF_HEAP = 4;

  private long bytesLeft;

  MemoryBudget(long bytes) {
    this.bytesLeft = bytes;
  }

  /** A quarter of the largest heap that this JVM may have. */
  static MemoryBudget ofHeap() {
    return new MemoryBudget(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
  }

  /** Counts memory that is about to be used. */
  void take(long bytes, FaultPlace place) {
    bytesLeft -= bytes;
    if (bytesLeft < 0) {
      throw place.fault(
          "the file needs more memory than there is; maybe sort it by series and time, split it,"
              + " or give the JVM more heap");
    }
  }

  /** Counts memory that is free again. */
  void giveBack(long bytes) {
    bytesLeft += bytes;
  }
}
