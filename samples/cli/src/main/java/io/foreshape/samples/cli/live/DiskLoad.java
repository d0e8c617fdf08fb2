package io.foreshape.samples.cli.live;

import com.sun.nio.file.ExtendedOpenOption;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes blocks round and round into one small file, past the page cache where that can be: what
 * goes through the cache is written later, and not by who is limited.
 */
final class DiskLoad implements Load {

  private static final int BLOCK_BYTES = 1 << 14;
  private static final int ALIGNMENT_BYTES = 1 << 12;
  private static final long FILE_BYTES = 1 << 23;

  private final FileChannel file;
  private final ByteBuffer block =
      ByteBuffer.allocateDirect(BLOCK_BYTES + ALIGNMENT_BYTES).alignedSlice(ALIGNMENT_BYTES);
  private double owedBytes;
  private long position;

  private DiskLoad(FileChannel file) {
    this.file = file;
  }

  static DiskLoad into(Path path) throws IOException {
    FileChannel file;
    try {
      file =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, ExtendedOpenOption.DIRECT);
    } catch (IOException | UnsupportedOperationException e) {
      // Some file systems have no direct writes; synchronous ones come next.
      file =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.DSYNC);
    }
    return new DiskLoad(file);
  }

  @Override
  public void work(double amount, double seconds) throws IOException {
    owedBytes += amount * seconds;
    while (owedBytes >= BLOCK_BYTES) {
      file.write(block.position(0).limit(BLOCK_BYTES), position);
      position = (position + BLOCK_BYTES) % FILE_BYTES;
      owedBytes -= BLOCK_BYTES;
    }
  }
}
