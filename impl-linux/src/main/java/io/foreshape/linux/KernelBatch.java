package io.foreshape.linux;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;

/**
 * Changes for the kernel module, all of groups in one scope, to be made in their order. The layout
 * of the bytes is that of kernel/foreshape.h.
 *
 * <p>Immutable and thread-safe.
 *
 * @param scope the scope's path, absolute and without symbolic links
 * @param scopeInode the scope's inode, which the path must lead to
 * @param changes at least one
 */
record KernelBatch(Path scope, long scopeInode, List<Change> changes) {

  static final int MAGIC = 0x46724870;
  static final int VERSION = 1;

  private static final int HEAD_BYTES = 4 * Integer.BYTES + Long.BYTES;
  private static final int TEXTS = 3;
  private static final int CHANGE_BYTES = Long.BYTES + 4 * Integer.BYTES;

  KernelBatch {
    changes = List.copyOf(changes);
  }

  /**
   * One change.
   *
   * @param group the group's name in the scope
   * @param inode the group's inode, which the name must lead to
   * @param file the file's name
   * @param value what to write into it, one line
   */
  record Change(String group, long inode, String file, String value) {

    /** One of the texts, in the order in which they are written. */
    private String text(int index) {
      return index == 0 ? group : index == 1 ? file : value;
    }
  }

  /** As the module reads it. */
  ByteBuffer bytes() {
    byte[] path = text(scope.toString());
    byte[][] texts = new byte[TEXTS * changes.size()][];
    int size = HEAD_BYTES + path.length + changes.size() * CHANGE_BYTES;
    for (int i = 0; i < texts.length; i++) {
      texts[i] = text(changes.get(i / TEXTS).text(i % TEXTS));
      size += texts[i].length;
    }
    ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
    bytes.putInt(MAGIC).putInt(VERSION).putInt(changes.size()).putInt(path.length);
    bytes.putLong(scopeInode).put(path);
    for (int i = 0; i < texts.length; i += TEXTS) {
      bytes.putLong(changes.get(i / TEXTS).inode);
      for (int j = i; j < i + TEXTS; j++) {
        bytes.putInt(texts[j].length);
      }
      bytes.putInt(0);
      for (int j = i; j < i + TEXTS; j++) {
        bytes.put(texts[j]);
      }
    }
    return bytes.flip();
  }

  private static byte[] text(String text) {
    return (text + "\0").getBytes(UTF_8);
  }
}
