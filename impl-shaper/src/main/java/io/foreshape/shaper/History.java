package io.foreshape.shaper;

import io.foreshape.api.shape.Dimension;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Where a shaper keeps what it does: in memory, or on disk too. */
interface History extends Closeable {

  /** All that was kept. */
  Ledger ledger();

  /** Whether the values of a dimension can be kept. */
  boolean canKeep(Dimension<?> dimension);

  /**
   * Keeps entries, and returns when they are as safe as this history makes them.
   *
   * @throws IOException if they may not be; then none of them was taken in
   */
  void keep(List<Entry> entries) throws IOException;

  /** A history that ends with the process. */
  static History inMemory() {
    return new InMemory(new Ledger());
  }

  /** A history that goes on from here in memory only. */
  default History rehearsal() {
    Ledger copy = new Ledger();
    ledger().entries().forEach(copy::take);
    return new InMemory(copy);
  }
}
