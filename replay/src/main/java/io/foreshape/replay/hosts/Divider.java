package io.foreshape.replay.hosts;

/** A way of dividing what hosts have. Not thread-safe. */
interface Divider extends AutoCloseable {

  /**
   * Divides.
   *
   * @param round what is wished for
   * @param given receives per resource and instance what it gets; nowhere more than its host has
   */
  void divide(Round round, double[][] given);

  /** How many divisions were made without the solver that was asked for. */
  default int degraded() {
    return 0;
  }

  @Override
  default void close() {}
}
