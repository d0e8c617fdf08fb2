package io.foreshape.linux;

import io.foreshape.api.resource.Resource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The most that a group may do with one disk, and what it has done in all.
 *
 * @param kind of what there is a most
 * @param device major and minor number of the disk
 * @param perSecond the most, in operations/s or bytes/s
 * @param count what has been done, in operations or bytes
 */
record DiskCap(Kind kind, String device, double perSecond, long count) {

  /** What there can be a most of, and how the kernel calls the most and the count. */
  @SuppressWarnings("ImmutableEnumChecker") // resources are immutable, which the check can't see
  enum Kind {
    READ_BYTES(Resource.DISK_READ_THROUGHPUT, "rbps", "rbytes", "read_bps", "_bytes", "Read"),
    WRITE_BYTES(Resource.DISK_WRITE_THROUGHPUT, "wbps", "wbytes", "write_bps", "_bytes", "Write"),
    READS(Resource.DISK_READ_IOPS, "riops", "rios", "read_iops", "d", "Read"),
    WRITES(Resource.DISK_WRITE_IOPS, "wiops", "wios", "write_iops", "d", "Write");

    private final Resource resource;
    private final String mostOfV2;
    private final String countOfV2;
    private final String mostOfV1;
    private final String countOfV1;
    private final String wayOfV1;

    Kind(
        Resource resource,
        String mostOfV2,
        String countOfV2,
        String mostOfV1,
        String countOfV1,
        String wayOfV1) {
      this.resource = resource;
      this.mostOfV2 = mostOfV2;
      this.countOfV2 = countOfV2;
      this.mostOfV1 = "blkio.throttle." + mostOfV1 + "_device";
      this.countOfV1 = "blkio.throttle.io_service" + countOfV1;
      this.wayOfV1 = wayOfV1;
    }

    Resource resource() {
      return resource;
    }
  }

  /** Those of a group; a file that is missing or malformed leaves its own out. */
  static List<DiskCap> all(Groups groups, boolean isV2) throws IOException {
    return isV2 ? ofV2(groups) : ofV1(groups);
  }

  private static List<DiskCap> ofV2(Groups groups) throws IOException {
    List<DiskCap> caps = new ArrayList<>();
    String counts = groups.read(CgroupLayout.UNIFIED, "io.stat").orElse("");
    for (String line : lines(groups.read(CgroupLayout.UNIFIED, "io.max"))) {
      String device = firstWord(line);
      String done =
          counts.lines().filter(each -> firstWord(each).equals(device)).findFirst().orElse("");
      for (Kind kind : Kind.values()) {
        OptionalLong most = Numbers.ofAssignment(line, kind.mostOfV2);
        add(caps, kind, device, most, Numbers.ofAssignment(done, kind.countOfV2));
      }
    }
    return caps;
  }

  private static List<DiskCap> ofV1(Groups groups) throws IOException {
    List<DiskCap> caps = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      for (String line : lines(groups.read("blkio", kind.mostOfV1))) {
        String device = firstWord(line);
        OptionalLong most = Numbers.ofKey(line, device);
        String counts = groups.read("blkio", kind.countOfV1).orElse("");
        add(caps, kind, device, most, Numbers.ofKey(counts, device + " " + kind.wayOfV1));
      }
    }
    return caps;
  }

  private static List<String> lines(Optional<String> text) {
    return text.orElse("").lines().toList();
  }

  private static String firstWord(String line) {
    return line.substring(0, Math.max(0, line.indexOf(' ')));
  }

  private static void add(
      List<DiskCap> caps, Kind kind, String device, OptionalLong most, OptionalLong count) {
    if (most.orElse(0) > 0) {
      caps.add(new DiskCap(kind, device, (double) most.getAsLong(), count.orElse(0)));
    }
  }
}
