package io.foreshape.linux;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * One file of a group: open, not there when it was looked for, or neither.
 *
 * <p>Not thread-safe.
 */
final class GroupFile implements Closeable {

  private final String name;
  private @Nullable FileChannel channel;
  private boolean isToWrite;
  private boolean isAbsent;
  private int absentSince;

  GroupFile(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  /** The open file, if it is, and may be written if that is wanted. */
  @Nullable FileChannel open(boolean toWrite) {
    FileChannel open = channel;
    // An interrupted thread leaves its channel closed.
    return open != null && (isToWrite || !toWrite) && open.isOpen() ? open : null;
  }

  boolean isOpen() {
    return channel != null;
  }

  void opened(FileChannel anew, boolean toWrite) {
    channel = anew;
    isToWrite = toWrite;
    isAbsent = false;
  }

  /** Takes down that it was not there. */
  void missed(int look) {
    isAbsent = true;
    absentSince = look;
  }

  /**
   * Whether it was not there in a look, or an earlier one of the same turn.
   *
   * @param look the number of the look
   * @param turn how many looks there are to a turn
   */
  boolean isAbsent(int look, int turn) {
    return isAbsent && Math.floorDiv(look, turn) == Math.floorDiv(absentSince, turn);
  }

  @Override
  public void close() throws IOException {
    FileChannel open = channel;
    channel = null;
    if (open != null) {
      open.close();
    }
  }
}
