package io.foreshape.linux;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.nio.file.ExtendedOpenOption;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Writes and reads a volume's first blocks all the time, past the page cache, and compares. */
final class VolumeLoad implements Closeable {

  static final int BLOCKS = 64;
  private static final int BLOCK_BYTES = 1 << 16;
  private static final int PAGE_BYTES = 4_096;
  private static final int PAUSE_MILLIS = 20;

  private final Path device;
  private final int[] versions = new int[BLOCKS];
  private final Thread thread = new Thread(this::work, "volume-load");
  private volatile boolean isEnding;
  private final AtomicLong operations = new AtomicLong();
  private volatile @Nullable Throwable failure;

  /** Fills the blocks, and begins. */
  VolumeLoad(Path device) throws IOException {
    this.device = device;
    try (FileChannel channel = open(device)) {
      for (int block = 0; block < BLOCKS; block++) {
        write(channel, block);
      }
    }
    thread.start();
  }

  private static FileChannel open(Path device) throws IOException {
    return FileChannel.open(
        device, StandardOpenOption.READ, StandardOpenOption.WRITE, ExtendedOpenOption.DIRECT);
  }

  private static ByteBuffer empty() {
    return ByteBuffer.allocateDirect(BLOCK_BYTES + PAGE_BYTES)
        .alignedSlice(PAGE_BYTES)
        .limit(BLOCK_BYTES);
  }

  private ByteBuffer content(int block) {
    ByteBuffer content = empty();
    Random random = new Random(((long) block << Integer.SIZE) + versions[block]);
    while (content.hasRemaining()) {
      content.putLong(random.nextLong());
    }
    return content.flip();
  }

  private void write(FileChannel channel, int block) throws IOException {
    versions[block]++;
    channel.write(content(block), (long) block * BLOCK_BYTES);
  }

  private void compare(FileChannel channel, int block) throws IOException {
    ByteBuffer is = empty();
    channel.read(is, (long) block * BLOCK_BYTES);
    assertThat(is.flip().mismatch(content(block))).as("block %s", block).isEqualTo(-1);
  }

  private void work() {
    Random random = new Random(1);
    try (FileChannel channel = open(device)) {
      while (!isEnding) {
        write(channel, random.nextInt(BLOCKS));
        compare(channel, random.nextInt(BLOCKS));
        operations.incrementAndGet();
        Thread.sleep(PAUSE_MILLIS); // the emulated CPUs have more to do
      }
    } catch (IOException | InterruptedException | AssertionError e) {
      failure = e;
    }
  }

  /** How many blocks it has written, and compared, so far. */
  long operations() {
    return operations.get();
  }

  /** Reads all blocks of a device, one after the other. */
  static void readAll(Path device) throws IOException {
    try (FileChannel channel = open(device)) {
      for (int block = 0; block < BLOCKS; block++) {
        channel.read(empty(), (long) block * BLOCK_BYTES);
      }
    }
  }

  /** Ends, and looks whether a device has what was written last. */
  void isAllIn(Path where) throws IOException, InterruptedException {
    end();
    assertThat(failure).isNull();
    try (FileChannel channel = open(where)) {
      for (int block = 0; block < BLOCKS; block++) {
        compare(channel, block);
      }
    }
  }

  private void end() throws InterruptedException {
    isEnding = true;
    thread.join();
  }

  @Override
  public void close() throws IOException {
    try {
      end();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
