package io.foreshape.linux;

import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The most operations or bytes per second of one device: a key of io.max of v2, or a file
 * blkio.throttle.* of v1 with a line per device, where no line is no limit. Source: cgroup-v2.rst,
 * blkio-controller.rst.
 *
 * @param dimension what it sets
 * @param assignment the key in io.max and an equals sign, such as rbps=
 * @param file the file
 * @param isV2 whether it is io.max
 * @param device major and minor number of a whole disk, such as 254:0
 */
record DiskRate(
    Dimension<Limit> dimension, String assignment, String file, boolean isV2, String device)
    implements Knob<Limit> {

  /** Counts of operations have 32 bits, and all ones are no limit. */
  private static final double NO_COUNT = 0xFFFF_FFFFL;

  static DiskRate v2(Dimension<Limit> dimension, String key, String device) {
    return new DiskRate(dimension, key + "=", "io.max", true, device);
  }

  static DiskRate v1(Dimension<Limit> dimension, String key, String file, String device) {
    return new DiskRate(dimension, key + "=", "blkio.throttle." + file, false, device);
  }

  @Override
  public String controller() {
    return isV2 ? "io" : "blkio";
  }

  @Override
  public Optional<Limit> read(Group group) throws IOException {
    KernelText text = group.text(file);
    for (int line = 0; text.hasLine(line); line = text.nextLine(line)) {
      if (text.isOf(device, line)) {
        return read(text, line);
      }
    }
    return Optional.of(Limit.unlimited());
  }

  private Optional<Limit> read(KernelText text, int line) {
    if (isV2 && text.hasWord(assignment, "max", line)) {
      return Optional.of(Limit.unlimited());
    }
    boolean hasRate = isV2 ? text.hasWord(assignment, line) : text.endsBehind(" ", line);
    return hasRate && text.number() >= 0
        ? Optional.of(Limit.of((double) text.number()))
        : Optional.empty();
  }

  @Override
  public void write(Group group, @Nullable Limit value) throws IOException {
    group.write(file, text(group, value));
  }

  @Override
  public String text(Group group, @Nullable Limit value) {
    Limit limit = value == null ? Limit.unlimited() : rounded(value);
    String rate =
        limit instanceof Limit.AtMost most
            ? Long.toString((long) most.amount())
            : isV2 ? "max" : "0";
    return isV2 ? device + " " + assignment + rate : device + " " + rate;
  }

  @Override
  public Limit held(Groups groups, Limit value) {
    return rounded(value);
  }

  private Limit rounded(Limit value) {
    double most = assignment.endsWith("iops=") ? NO_COUNT : Long.MAX_VALUE;
    return value instanceof Limit.AtMost limit && limit.amount() < most
        ? Limit.of(Math.max(1, Math.floor(limit.amount())))
        : Limit.unlimited();
  }
}
