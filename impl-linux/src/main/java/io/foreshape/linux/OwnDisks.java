package io.foreshape.linux;

import io.foreshape.api.provider.Settings;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.workload.InstanceId;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Read-ahead and scheduler of whole disks that belong to one instance each. Source:
 * ABI/stable/sysfs-block, block/switching-sched.rst.
 *
 * @param sysfs where sysfs is mounted
 * @param disks numbers of whole disks, by their instances' names
 * @param pageBytes the size of a page of memory
 */
record OwnDisks(Path sysfs, Owners disks, long pageBytes) implements DevicePart {

  static final String DISKS = "disks";

  private static final String READ_AHEAD = "read_ahead_kb";
  private static final String SCHEDULER = "scheduler";
  private static final long KIBI = 1_024;
  private static final long STANDARD_READ_AHEAD = 128 * KIBI;
  private static final String NO_SCHEDULER = "none";
  private static final String SCHEDULER_OF_ONE_QUEUE = "mq-deadline";

  /** The largest read-ahead that the kernel's file takes without wrapping around. */
  private static final double MOST_READ_AHEAD = (double) (1L << 31) * KIBI;

  /** Those of settings; empty if there are none. */
  static Optional<OwnDisks> of(Settings settings, long pageBytes) {
    Owners disks =
        Owners.of(settings, DISKS, Disks.NUMBERS.asMatchPredicate(), "web-1=8:16,web-2=8:32");
    return disks.devices().isEmpty()
        ? Optional.empty()
        : Optional.of(new OwnDisks(Path.of("/sys"), disks, pageBytes));
  }

  @Override
  public Set<Dimension<?>> dimensions() {
    return Set.of(LinuxDimension.DISK_READ_AHEAD, LinuxDimension.DISK_SCHEDULER);
  }

  private Path queue(String disk) {
    return sysfs.resolve("dev/block").resolve(disk).resolve("queue");
  }

  @Override
  public Shape read(InstanceId instance, Shape shape) throws IOException {
    String disk = disks.of(instance).orElse(null);
    if (disk == null || !Files.isDirectory(queue(disk))) {
      return shape;
    }
    long kibis =
        Numbers.unsigned(Files.readString(queue(disk).resolve(READ_AHEAD)).strip()).orElse(0);
    return shape
        .with(LinuxDimension.DISK_READ_AHEAD, Limit.of((double) kibis * KIBI))
        .with(LinuxDimension.DISK_SCHEDULER, chosen(schedulers(disk)));
  }

  private List<String> schedulers(String disk) throws IOException {
    return Arrays.asList(Files.readString(queue(disk).resolve(SCHEDULER)).strip().split(" ", -1));
  }

  /** The one in brackets. */
  private static String chosen(List<String> schedulers) {
    return schedulers.stream()
        .filter(each -> each.startsWith("["))
        .map(each -> each.substring(1, each.length() - 1))
        .findFirst()
        .orElse(NO_SCHEDULER);
  }

  @Override
  public void write(InstanceId instance, ShapeChange<?> change) throws IOException {
    String disk = disks.required(instance);
    if (change.dimension().equals(LinuxDimension.DISK_SCHEDULER)) {
      String scheduler = change.to() instanceof String to ? to : standard(disk);
      write(queue(disk).resolve(SCHEDULER), scheduler);
    } else {
      Limit limit = change.to() instanceof Limit to ? to : Limit.of(STANDARD_READ_AHEAD);
      if (!(rounded(limit) instanceof Limit.AtMost bytes)) {
        throw new RefusedException("read-ahead has a size; there is none without a limit");
      }
      write(queue(disk).resolve(READ_AHEAD), Long.toString((long) bytes.amount() / KIBI));
    }
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
  }

  /** The scheduler that the kernel gives a disk: one for each queue would only be in the way. */
  private String standard(String disk) throws IOException {
    int queues = 0;
    try (DirectoryStream<Path> all =
        Files.newDirectoryStream(sysfs.resolve("dev/block").resolve(disk).resolve("mq"))) {
      for (Path each : all) {
        queues += Files.isDirectory(each) ? 1 : 0;
      }
    }
    boolean isThere =
        schedulers(disk).stream().anyMatch(each -> each.contains(SCHEDULER_OF_ONE_QUEUE));
    return queues == 1 && isThere ? SCHEDULER_OF_ONE_QUEUE : NO_SCHEDULER;
  }

  @Override
  public <T> T held(Dimension<T> dimension, T value) {
    return value instanceof Limit limit ? dimension.type().cast(rounded(limit)) : value;
  }

  /** Whole pages. */
  private Limit rounded(Limit limit) {
    return limit instanceof Limit.AtMost most && most.amount() < MOST_READ_AHEAD
        ? Limit.of(Math.floor(most.amount() / pageBytes) * pageBytes)
        : Limit.unlimited();
  }
}
