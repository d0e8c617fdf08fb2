package io.foreshape.linux;

import io.foreshape.api.resource.Resource;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import java.util.Set;
import java.util.regex.Pattern;

/** Dimensions that only Linux has. */
public final class LinuxDimension {

  /** Memory that is reclaimed from only if nobody unprotected has any, in bytes: memory.low. */
  public static final Dimension<Limit> MEMORY_LOW =
      Dimension.limit("linux.memory.low", Resource.MEMORY);

  /** The most swap space, in bytes: memory.swap.max. */
  public static final Dimension<Limit> SWAP = Dimension.of("linux.memory.swap", Limit.class);

  /**
   * The most memory that its pages take in the compressed cache before swap space, in bytes; 0 has
   * them go to swap space at once: memory.zswap.max.
   */
  public static final Dimension<Limit> ZSWAP = Dimension.of("linux.memory.zswap", Limit.class);

  /**
   * How fast a CPU its threads ask for at least, as a share (0 to 1) of its most: cpu.uclamp.min.
   */
  public static final Dimension<Limit> CPU_CLAMP_LEAST =
      Dimension.of("linux.cpu.uclamp.min", Limit.class);

  /**
   * How fast a CPU its threads ask for at most, as a share (0 to 1) of its most: cpu.uclamp.max.
   */
  public static final Dimension<Limit> CPU_CLAMP_MOST =
      Dimension.of("linux.cpu.uclamp.max", Limit.class);

  /**
   * Whether the CPUs of {@link Dimension#CPU_PINNED} are its own: {@code root} (they are), {@code
   * isolated} (and the kernel does not move threads between them) or {@code member} (they are not):
   * cpuset.cpus.partition. One that has become invalid is read as {@code root invalid}.
   */
  public static final Dimension<String> CPU_PARTITION =
      Dimension.of("linux.cpu.partition", String.class);

  /**
   * Which CPUs of those that it has its threads run on, by their names: {@code CPU
   * 0/KVM=4;worker*=2-3}, or {@code none}. Of the names the first that fits counts, and {@code *}
   * fits anything; {@code worker=2/3} has the first thread of the name on 2 and all others on 3;
   * threads that fit no name, or one with {@code all}, run wherever the instance may. In a name
   * {@code % = ; *}, and bytes that are no printable ASCII, are {@code %} and two hex digits. What
   * is read has the names of threads that are pinned: sched_setaffinity(2).
   */
  public static final Dimension<String> CPU_THREADS =
      Dimension.of("linux.cpu.threads", String.class);

  /**
   * The time in seconds that its disk operations are to take at most; while they take longer, the
   * kernel holds back groups beside it whose time is higher: io.latency.
   */
  public static final Dimension<Limit> DISK_LATENCY =
      Dimension.of("linux.disk.latency", Limit.class);

  /**
   * What its storage cache does with what is written: {@code writethrough} (cache and slow device
   * have it), {@code writeback} (the cache has it, the slow device later) or {@code passthrough}
   * (the slow device has it, and nothing is served from the cache). How large the cache is says
   * {@link Dimension#DISK_CACHE}; while there is none, it is how the next one is to be.
   */
  public static final Dimension<String> DISK_CACHE_MODE =
      Dimension.of("linux.disk.cache.mode", String.class);

  /**
   * What decides which blocks are in its storage cache: {@code smq} (those that are used often) or
   * {@code cleaner} (those that are in it, and what is dirty is written back).
   */
  public static final Dimension<String> DISK_CACHE_POLICY =
      Dimension.of("linux.disk.cache.policy", String.class);

  /** How far its disk is read ahead, in bytes: queue/read_ahead_kb of sysfs. */
  public static final Dimension<Limit> DISK_READ_AHEAD =
      Dimension.of("linux.disk.read-ahead", Limit.class);

  /** What orders its disk's operations, in the kernel's word: queue/scheduler of sysfs. */
  public static final Dimension<String> DISK_SCHEDULER =
      Dimension.of("linux.disk.scheduler", String.class);

  /** The most processes and threads: pids.max. */
  public static final Dimension<Limit> TASKS = Dimension.of("linux.tasks", Limit.class);

  /** The rates of a disk. */
  static final Set<Dimension<?>> DISK_RATES =
      Set.of(
          Dimension.DISK_READ_IOPS,
          Dimension.DISK_WRITE_IOPS,
          Dimension.DISK_READ_THROUGHPUT,
          Dimension.DISK_WRITE_THROUGHPUT);

  /** What a disk may be called. */
  static final Pattern DISK_NAME = Pattern.compile("[a-z0-9-]{1,30}");

  private LinuxDimension() {}

  /**
   * A rate of one disk of several, such as {@code disk-read-iops-on-data.limit}: the cap ({@link
   * Dimension#capOf}) of a resource of its own, {@code disk-read-iops-on-data}, of which a host has
   * so much per second.
   *
   * @param disk a name in the setting {@code devices}: up to 30 of lower-case letters, digits and
   *     dashes
   * @param limit one of the four caps of disk operations and bytes in {@link Dimension}
   * @return the dimension
   * @throws IllegalArgumentException if the name or the limit is another one
   */
  public static Dimension<Limit> onDisk(String disk, Dimension<Limit> limit) {
    if (!DISK_NAME.matcher(disk).matches() || !DISK_RATES.contains(limit)) {
      throw new IllegalArgumentException(
          "A disk's name is of a-z, 0-9 and dashes, and its limit a rate of disks, got ("
              + disk
              + ") and ("
              + limit
              + ")");
    }
    Resource all = limit.resource().orElseThrow();
    return Dimension.capOf(new Resource(all.id() + "-on-" + disk, all.unit(), all.shortage()));
  }
}
