package io.foreshape.linux;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What must be known of the machine, from /proc. */
final class Machine {

  private static final Path AUXILIARY = Path.of("/proc/self/auxv");
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
  private static final long PAGE_SIZE_TAG = 6; // AT_PAGESZ in elf.h
  private static final long USUAL_PAGE_BYTES = 4_096;

  private static final Path LIMITS = Path.of("/proc/self/limits");
  private static final Pattern OPEN_FILES = Pattern.compile("(?m)^Max open files +([0-9]{1,18}) ");
  private static final long USUAL_OPEN_FILES = 1_024;

  private Machine() {}

  /** How many files this process may have open; few where the kernel does not tell. */
  static long mostOpenFiles() throws IOException {
    Matcher most =
        OPEN_FILES.matcher(
            Files.isReadable(LIMITS) ? Files.readString(LIMITS, StandardCharsets.US_ASCII) : "");
    return most.find() ? Long.parseLong(most.group(1)) : USUAL_OPEN_FILES;
  }

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
