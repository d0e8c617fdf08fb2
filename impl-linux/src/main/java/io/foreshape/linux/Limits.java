package io.foreshape.linux;

import io.foreshape.api.resource.Resource;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The limits of one instance, read when they are asked for.
 *
 * @param groups its groups
 * @param isV2 whether they are of v2
 * @param network the most bytes/s that it may send and receive, where there is a most
 */
record Limits(Groups groups, boolean isV2, Map<Resource, Double> network) {

  List<DiskCap> disks() throws IOException {
    return DiskCap.all(groups, isV2);
  }

  /** The memory that the kernel holds it to; infinite where there is no limit. */
  double memoryBytes() throws IOException {
    return isV2
        ? Math.min(
            bytes(CgroupLayout.UNIFIED, "memory.high"), bytes(CgroupLayout.UNIFIED, "memory.max"))
        : bytes("memory", "memory.limit_in_bytes");
  }

  private double bytes(String hierarchy, String file) throws IOException {
    OptionalLong bytes = Numbers.unsigned(groups.read(hierarchy, file).orElse(""));
    return bytes.isPresent() ? (double) bytes.getAsLong() : Double.POSITIVE_INFINITY;
  }
}
