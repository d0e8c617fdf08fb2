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
    OptionalLong used = text.unsigned();
    groups.read(hierarchy, "memory.stat", text);
    return workingSetBytes(used, text.ofKey(isV2 ? "inactive_file" : "total_inactive_file"));
  }

  /** What is charged less what is inactive, both in bytes; empty if the first is not clear. */
  static OptionalLong workingSetBytes(OptionalLong used, OptionalLong inactive) {
    return used.isEmpty() || used.getAsLong() < 0
        ? OptionalLong.empty()
        : OptionalLong.of(Math.max(0, used.getAsLong() - Math.max(0, inactive.orElse(0))));
  }
}
