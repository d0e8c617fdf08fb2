package io.foreshape.shaper;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that grows at its end; tests put one in its place that dies on the way. */
class JournalFile implements Closeable {

  /** Opens a file. */
  @FunctionalInterface
  interface Opener {

    /** Opens a file, which is made if it does not exist. */
    JournalFile open(Path path) throws IOException;
  }

  private final FileChannel channel;

  JournalFile(Path path) throws IOException {
    channel =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS);
  }

  byte[] read() throws IOException {
    ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(channel.size()));
    while (all.hasRemaining() && channel.read(all, all.position()) >= 0) {}
    return all.array();
  }

  /** Writes at a place, which is the end. */
  void write(byte[] bytes, long at) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    while (rest.hasRemaining()) {
      channel.write(rest, at + rest.position());
    }
  }

  /** Has all that was written put on disk. */
  void force() throws IOException {
    channel.force(true);
  }

  /** Cuts the file, on disk. */
  void cut(long size) throws IOException {
    channel.truncate(size);
    channel.force(true);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
