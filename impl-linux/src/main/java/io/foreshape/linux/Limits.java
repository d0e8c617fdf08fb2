package io.foreshape.linux;

import io.foreshape.api.resource.Resource;
import java.io.IOException;
import java.util.Map;

/**
 * The limits of one instance, read when they are asked for.
 *
 * @param groups its groups
 * @param isV2 whether they are of v2
 * @param network the most bytes/s that it may send and receive, where there is a most
 * @param caps where its caps of disks are read into
 * @param text where other files are read into
 */
record Limits(
    Groups groups, boolean isV2, Map<Resource, Double> network, DiskCaps caps, KernelText text) {

  DiskCaps disks() throws IOException {
    caps.read(groups, isV2);
    return caps;
  }

  /** The memory that the kernel holds it to; infinite where there is no limit. */
  double memoryBytes() throws IOException {
    return isV2
        ? Math.min(
            bytes(CgroupLayout.UNIFIED, "memory.high"), bytes(CgroupLayout.UNIFIED, "memory.max"))
        : bytes("memory", "memory.limit_in_bytes");
  }

  private double bytes(String hierarchy, String file) throws IOException {
    groups.read(hierarchy, file, text);
    return text.isNumber() ? (double) text.number() : Double.POSITIVE_INFINITY;
  }
}
