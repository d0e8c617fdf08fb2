package io.foreshape.linux;

import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.ResourceVector;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  private static final List<Resource> DISK =
      List.of(
          Resource.DISK_READ_THROUGHPUT,
          Resource.DISK_WRITE_THROUGHPUT,
          Resource.DISK_READ_IOPS,
          Resource.DISK_WRITE_IOPS);

  /** What was counted when it was last looked at; while nothing is done it stays what it is. */
  private final Map<String, Long> counts = new HashMap<>();

  /**
   * The resources of which use was held back.
   *
   * @param use what was used in an interval
   * @param seconds how long that was
   * @param isMemoryHeld whether the kernel had to keep it below its limit of memory
   */
  SortedSet<Resource> of(Limits limits, ResourceVector use, double seconds, boolean isMemoryHeld)
      throws IOException {
    SortedSet<Resource> all = new TreeSet<>();
    // What does nothing with disks is not held back, and most are that most of the time.
    if (DISK.stream().anyMatch(resource -> use.getOrDefault(resource, 0) > 0)) {
      addDisks(all, limits, seconds);
    }
    if (isMemoryHeld && use.getOrDefault(Resource.MEMORY, 0) >= SHARE * limits.memoryBytes()) {
      all.add(Resource.MEMORY);
    }
    limits
        .network()
        .forEach(
            (resource, perSecond) -> {
              if (use.getOrDefault(resource, 0) >= SHARE * perSecond) {
                all.add(resource);
              }
            });
    return all;
  }

  private void addDisks(Set<Resource> all, Limits limits, double seconds) throws IOException {
    Set<String> seen = new HashSet<>();
    for (DiskCap cap : limits.disks()) {
      String key = cap.device() + " " + cap.kind();
      seen.add(key);
      Long before = counts.put(key, cap.count());
      if (before != null && cap.count() - before >= SHARE * cap.perSecond() * seconds) {
        all.add(cap.kind().resource());
      }
    }
    counts.keySet().retainAll(seen);
  }
}
