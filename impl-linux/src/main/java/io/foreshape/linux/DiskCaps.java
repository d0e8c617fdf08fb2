package io.foreshape.linux;

import io.foreshape.api.resource.Resource;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * The most that a group may do with each disk, and what it has done in all; read again and again,
 * for one group after the other, into the same place.
 *
 * <p>Not thread-safe.
 */
final class DiskCaps {

  /** What there can be a most of, and how the kernel calls the most and the count. */
  @SuppressWarnings("ImmutableEnumChecker") // resources are immutable, which the check can't see
  enum Kind {
    READ_BYTES(Resource.DISK_READ_THROUGHPUT, "rbps=", "rbytes=", "read_bps", "_bytes", " Read "),
    WRITE_BYTES(
        Resource.DISK_WRITE_THROUGHPUT, "wbps=", "wbytes=", "write_bps", "_bytes", " Write "),
    READS(Resource.DISK_READ_IOPS, "riops=", "rios=", "read_iops", "d", " Read "),
    WRITES(Resource.DISK_WRITE_IOPS, "wiops=", "wios=", "write_iops", "d", " Write ");

    private static final List<Kind> ALL = List.of(values());

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

    @SuppressWarnings("EnumOrdinal") // it is nowhere kept
    int index() {
      return ordinal();
    }
  }

  private final KernelText caps = new KernelText();
  private final KernelText counts = new KernelText();
  private long[] keys = new long[Kind.ALL.size()];
  private double[] mosts = new double[keys.length];
  private long[] done = new long[keys.length];
  private int size;

  /** How many there are. */
  int size() {
    return size;
  }

  /** Of what one of them is the most. */
  Resource resource(int index) {
    return Kind.ALL.get((int) (keys[index] % Kind.ALL.size())).resource;
  }

  /** What tells one of them from all others. */
  long key(int index) {
    return keys[index];
  }

  /** The most, in operations/s or bytes/s. */
  double perSecond(int index) {
    return mosts[index];
  }

  /** What has been done, in operations or bytes. */
  long count(int index) {
    return done[index];
  }

  /** Reads those of a group; a file that is missing or malformed leaves its own out. */
  void read(Groups groups, boolean isV2) throws IOException {
    size = 0;
    if (isV2) {
      readV2(groups);
    } else {
      for (Kind kind : Kind.ALL) {
        readV1(groups, kind);
      }
    }
  }

  private void readV2(Groups groups) throws IOException {
    groups.read(CgroupLayout.UNIFIED, "io.max", caps);
    counts.clear();
    boolean isCounted = false;
    for (int line = 0; caps.hasLine(line); line = caps.nextLine(line)) {
      if (caps.hasDevice(line)) {
        long device = caps.number();
        if (!isCounted) {
          groups.read(CgroupLayout.UNIFIED, "io.stat", counts);
          isCounted = true;
        }
        addV2(line, device);
      }
    }
  }

  private void addV2(int line, long device) {
    int counted = 0;
    while (counts.hasLine(counted) && !isOf(device, counted)) {
      counted = counts.nextLine(counted);
    }
    for (Kind kind : Kind.ALL) {
      if (caps.hasWord(kind.mostOfV2, line) && caps.number() > 0) {
        boolean isKnown = counts.hasWord(kind.countOfV2, counted);
        add(kind, device, caps.number(), isKnown ? counts.number() : 0);
      }
    }
  }

  private boolean isOf(long device, int line) {
    return counts.hasDevice(line) && counts.number() == device;
  }

  private void readV1(Groups groups, Kind kind) throws IOException {
    groups.read("blkio", kind.mostOfV1, caps);
    boolean isCounted = false;
    for (int line = 0; caps.hasLine(line); line = caps.nextLine(line)) {
      if (caps.hasDevice(line)) {
        long device = caps.number();
        if (!isCounted) {
          groups.read("blkio", kind.countOfV1, counts);
          isCounted = true;
        }
        if (caps.endsBehind(" ", line) && caps.number() > 0) {
          add(kind, device, caps.number(), countOfV1(kind, device));
        }
      }
    }
  }

  private long countOfV1(Kind kind, long device) {
    for (int line = 0; counts.hasLine(line); line = counts.nextLine(line)) {
      if (isOf(device, line) && counts.endsBehind(kind.wayOfV1, line)) {
        return counts.number();
      }
    }
    return 0;
  }

  private void add(Kind kind, long device, long most, long count) {
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, 2 * size);
      mosts = Arrays.copyOf(mosts, 2 * size);
      done = Arrays.copyOf(done, 2 * size);
    }
    keys[size] = device * Kind.ALL.size() + kind.index();
    mosts[size] = most;
    done[size] = count;
    size++;
  }
}
