package io.foreshape.linux;

import java.io.IOException;
import java.util.OptionalLong;

/** How much memory a cgroup needs: what is charged to it, less inactive pages of files. */
final class MemoryUse {

  private MemoryUse() {}

  /** The bytes, or empty if the group is not there or its files are not clear. */
  static OptionalLong workingSetBytes(Groups groups, CgroupLayout layout) throws IOException {
    String hierarchy = layout.hierarchy("memory");
    boolean isV2 = layout.isV2();
    OptionalLong used =
        Numbers.unsigned(
            groups.read(hierarchy, isV2 ? "memory.current" : "memory.usage_in_bytes").orElse(""));
    String stat = groups.read(hierarchy, "memory.stat").orElse("");
    OptionalLong inactive = Numbers.ofKey(stat, isV2 ? "inactive_file" : "total_inactive_file");
    return workingSetBytes(used, inactive);
  }

  /** What is charged less what is inactive, both in bytes; empty if the first is not clear. */
  static OptionalLong workingSetBytes(OptionalLong used, OptionalLong inactive) {
    return used.isEmpty() || used.getAsLong() < 0
        ? OptionalLong.empty()
        : OptionalLong.of(Math.max(0, used.getAsLong() - Math.max(0, inactive.orElse(0))));
  }
}
