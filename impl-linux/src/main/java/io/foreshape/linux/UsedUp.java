package io.foreshape.linux;

import io.foreshape.api.resource.Resource;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Tells which limits an instance has used up, of those that the kernel counts no time for: of disk
 * and network the rates, and of memory what the kernel had to hold it to.
 *
 * <p>Not thread-safe; there is one per instance.
 */
final class UsedUp {

  /**
   * From this share of a limit on, the limit is what holds use back: the kernel does not let all of
   * it be used, since it gives what there is of disks slice by slice.
   */
  private static final double SHARE = 0.9;

  private static final long[] NONE = {};

  /** What was counted when it was last looked at; while nothing is done it stays what it is. */
  private long[] keys = NONE;

  private long[] counts = NONE;
  private int size;

  /**
   * The resources of which use was held back.
   *
   * @param use what was used in an interval
   * @param seconds how long that was
   * @param isMemoryHeld whether the kernel had to keep it below its limit of memory
   */
  SortedSet<Resource> of(Limits limits, Use use, double seconds, boolean isMemoryHeld)
      throws IOException {
    SortedSet<Resource> all = Collections.emptySortedSet();
    // What does nothing with disks is not held back, and most are that most of the time.
    if (usesDisks(use)) {
      all = addDisks(all, limits.disks(), seconds);
    }
    if (isMemoryHeld && use.orZero(Resource.MEMORY) >= SHARE * limits.memoryBytes()) {
      all = with(all, Resource.MEMORY);
    }
    if (!limits.network().isEmpty()) {
      for (Map.Entry<Resource, Double> cap : limits.network().entrySet()) {
        if (use.orZero(cap.getKey()) >= SHARE * cap.getValue()) {
          all = with(all, cap.getKey());
        }
      }
    }
    return all;
  }

  private static boolean usesDisks(Use use) {
    return use.orZero(Resource.DISK_READ_THROUGHPUT) > 0
        || use.orZero(Resource.DISK_WRITE_THROUGHPUT) > 0
        || use.orZero(Resource.DISK_READ_IOPS) > 0
        || use.orZero(Resource.DISK_WRITE_IOPS) > 0;
  }

  private SortedSet<Resource> addDisks(SortedSet<Resource> all, DiskCaps caps, double seconds) {
    SortedSet<Resource> more = all;
    for (int i = 0; i < caps.size(); i++) {
      for (int j = 0; j < size; j++) {
        if (keys[j] == caps.key(i)
            && caps.count(i) - counts[j] >= SHARE * caps.perSecond(i) * seconds) {
          more = with(more, caps.resource(i));
        }
      }
    }
    keep(caps);
    return more;
  }

  private void keep(DiskCaps caps) {
    if (caps.size() > keys.length) {
      keys = new long[caps.size()];
      counts = new long[caps.size()];
    }
    size = caps.size();
    for (int i = 0; i < size; i++) {
      keys[i] = caps.key(i);
      counts[i] = caps.count(i);
    }
  }

  private static SortedSet<Resource> with(SortedSet<Resource> all, Resource one) {
    SortedSet<Resource> more = all.isEmpty() ? new TreeSet<>() : all;
    more.add(one);
    return more;
  }
}
