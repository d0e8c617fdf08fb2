package io.foreshape.linux;

import java.io.IOException;
import java.util.OptionalLong;

/** How much memory a cgroup needs: what is charged to it, less inactive pages of files. */
final class MemoryUse {

  private MemoryUse() {}

  /**
   * The bytes, or empty if the group is not there or its files are not clear.
   *
   * @param text where the files are read into
   */
  static OptionalLong workingSetBytes(Groups groups, CgroupLayout layout, KernelText text)
      throws IOException {
    String hierarchy = layout.hierarchy("memory");
    boolean isV2 = layout.isV2();
    groups.read(hierarchy, isV2 ? "memory.current" : "memory.usage_in_bytes", text);
    if (!text.isNumber() || text.number() < 0) {
      return OptionalLong.empty();
    }
    long usedBytes = text.number();
    groups.read(hierarchy, "memory.stat", text);
    boolean hasInactive = text.hasKey(isV2 ? "inactive_file" : "total_inactive_file");
    return OptionalLong.of(workingSetBytes(usedBytes, hasInactive ? text.number() : 0));
  }

  /** What is charged less what is inactive, which counts as nothing where it is not clear. */
  static long workingSetBytes(long usedBytes, long inactiveBytes) {
    return Math.max(0, usedBytes - Math.max(0, inactiveBytes));
  }
}
