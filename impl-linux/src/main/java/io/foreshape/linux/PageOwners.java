package io.foreshape.linux;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Which page of physical memory is charged to which cgroup: /proc/kpagecgroup has the inode of each
 * page's group. Source: admin-guide/mm/pagemap.rst.
 *
 * @param file that file
 * @param pageBytes the size of a page
 */
record PageOwners(Path file, long pageBytes) {

  private static final int BUFFER_BYTES = 1 << 18;

  /**
   * The stretch from the first page of some groups on to the one with which they have so many bytes
   * in it. Takes time linear in what is looked through, some 15 s per TiB.
   *
   * @param within where to look
   * @param inodes the groups
   * @param bytes how many bytes of theirs, at least one page
   * @return the stretch, which has less if there is no more; empty if there is nothing
   */
  Optional<Extent> first(Extent within, long[] inodes, long bytes) throws IOException {
    long wantedPages = Math.max(1, bytes / pageBytes);
    long page = within.start() / pageBytes;
    long endPage = within.end() / pageBytes;
    long firstPage = -1;
    long lastPage = -1;
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.nativeOrder());
    try (FileChannel owners = FileChannel.open(file, StandardOpenOption.READ)) {
      while (page < endPage && wantedPages > 0) {
        buffer.clear();
        if (owners.read(buffer, page * Long.BYTES) < Long.BYTES) {
          break; // there is no memory beyond
        }
        buffer.flip();
        for (; buffer.remaining() >= Long.BYTES && page < endPage && wantedPages > 0; page++) {
          if (isOf(inodes, buffer.getLong())) {
            firstPage = firstPage < 0 ? page : firstPage;
            lastPage = page;
            wantedPages--;
          }
        }
      }
    }
    return firstPage < 0
        ? Optional.empty()
        : Optional.of(new Extent(firstPage * pageBytes, (lastPage + 1) * pageBytes));
  }

  private static boolean isOf(long[] inodes, long inode) {
    for (long each : inodes) {
      if (each == inode) {
        return true;
      }
    }
    return false;
  }
}
