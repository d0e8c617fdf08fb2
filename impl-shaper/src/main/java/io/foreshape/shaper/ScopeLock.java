package io.foreshape.shaper;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a directory for one shaper at a time, on this machine. The operating system lets go of it
 * when the process ends, however it ends.
 */
final class ScopeLock implements Closeable {

  private static final String NAME = "lock";

  private final FileChannel channel;

  private ScopeLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes a directory.
   *
   * @throws JournalException if somebody has it
   */
  static ScopeLock take(Path directory) throws IOException {
    Path file = directory.resolve(NAME);
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    if (lock(channel) == null) {
      String holder = holder(file);
      channel.close();
      throw new JournalException(
          "Another shaper has (" + directory + ")" + holder + "; stop it or give each its own");
    }
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(US_ASCII)));
    return new ScopeLock(channel);
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // somebody within this process
    }
  }

  private static String holder(Path file) throws IOException {
    String pid = Files.readString(file, US_ASCII).strip();
    return pid.matches("[0-9]{1,10}") ? ", process " + pid : "";
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
