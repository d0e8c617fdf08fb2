package io.foreshape.samples.cli.live;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/** Holds memory outside the heap, every page of it touched, and gives back what is too much. */
final class MemoryLoad implements Load {

  private static final int CHUNK_BYTES = 1 << 20;
  private static final int PAGE_BYTES = 1 << 12;

  private final Deque<ByteBuffer> held = new ArrayDeque<>();

  @Override
  public void work(double amount, double seconds) {
    int chunks = (int) (amount / CHUNK_BYTES);
    while (held.size() < chunks) {
      held.push(touched());
    }
    if (held.size() > chunks) {
      while (held.size() > chunks) {
        held.pop();
      }
      // Direct memory goes when its buffer is collected; the heap is small, so that is quick.
      System.gc();
    }
  }

  private static ByteBuffer touched() {
    ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK_BYTES);
    for (int at = 0; at < CHUNK_BYTES; at += PAGE_BYTES) {
      chunk.put(at, (byte) 1);
    }
    return chunk;
  }
}
