package io.foreshape.linux;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What must be known of the machine, from /proc. */
final class Machine {

  private static final Path AUXILIARY = Path.of("/proc/self/auxv");
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
  private static final long PAGE_SIZE_TAG = 6; // AT_PAGESZ in elf.h
  private static final long USUAL_PAGE_BYTES = 4_096;

  private Machine() {}

  /** The size of a page of memory; the usual one where the kernel does not tell. */
  static long pageBytes() throws IOException {
    if (Files.isReadable(AUXILIARY)) {
      ByteBuffer pairs =
          ByteBuffer.wrap(Files.readAllBytes(AUXILIARY)).order(ByteOrder.nativeOrder());
      while (pairs.remaining() >= 2 * Long.BYTES) {
        long tag = pairs.getLong();
        long value = pairs.getLong();
        if (tag == PAGE_SIZE_TAG) {
          return value;
        }
      }
    }
    return USUAL_PAGE_BYTES;
  }

  /** A text that is another one after each boot; empty where the kernel does not tell. */
  static String boot() throws IOException {
    return Files.isReadable(BOOT) ? Files.readString(BOOT, StandardCharsets.US_ASCII).strip() : "";
  }
}
