package io.foreshape.linux;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;

/**
 * A stretch of physical memory. Source: ABI/testing/sysfs-devices-memory.
 *
 * @param start the address of its first byte
 * @param end the address behind its last byte, above the first
 */
record Extent(long start, long end) {

  private static final String BLOCK = "memory";
  private static final int HEXADECIMAL = 16;

  /** What a NUMA node has, in ascending order; nothing where the kernel does not tell. */
  static List<Extent> ofNode(Path root, int node) throws IOException {
    Path system = root.resolve("sys/devices/system");
    String size = LinuxHost.text(system.resolve("memory/block_size_bytes"));
    Path directory = system.resolve("node/node" + node);
    if (size.isEmpty() || !Files.isDirectory(directory)) {
      return List.of();
    }
    long bytes;
    try {
      bytes = Long.parseLong(size, HEXADECIMAL);
    } catch (NumberFormatException e) {
      throw new IOException("block_size_bytes is (" + size + ")", e);
    }
    return joined(blocks(directory), bytes);
  }

  private static List<Long> blocks(Path directory) throws IOException {
    List<Long> blocks = new ArrayList<>();
    try (DirectoryStream<Path> links = Files.newDirectoryStream(directory, BLOCK + "[0-9]*")) {
      for (Path link : links) {
        OptionalLong block =
            Numbers.unsigned(String.valueOf(link.getFileName()).substring(BLOCK.length()));
        block.ifPresent(blocks::add);
      }
    }
    Collections.sort(blocks);
    return blocks;
  }

  private static List<Extent> joined(List<Long> blocks, long bytes) {
    List<Extent> extents = new ArrayList<>();
    for (long block : blocks) {
      long start = block * bytes;
      Extent last = extents.isEmpty() ? null : extents.get(extents.size() - 1);
      if (last != null && last.end == start) {
        extents.set(extents.size() - 1, new Extent(last.start, start + bytes));
      } else {
        extents.add(new Extent(start, start + bytes));
      }
    }
    return extents;
  }
}
