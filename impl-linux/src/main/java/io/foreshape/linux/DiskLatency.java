package io.foreshape.linux;

import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The time that operations on one disk are to take: io.latency of v2, in whole microseconds. No
 * line is no time, and so is 0. Source: cgroup-v2.rst, block/blk-iolatency.c.
 *
 * @param device major and minor number of a whole disk, such as 254:0
 */
record DiskLatency(String device) implements Knob<Limit> {

  private static final double MICROS = 1e6;

  /** A whole number of microseconds, divided and multiplied, is not quite whole. */
  private static final double ROUNDING_MICROS = 1e-3;

  /** Above a day it is none; the kernel counts nanoseconds. */
  private static final double MOST_MICROS = 86_400 * MICROS;

  @Override
  public Dimension<Limit> dimension() {
    return LinuxDimension.DISK_LATENCY;
  }

  @Override
  public String controller() {
    return "io";
  }

  @Override
  public String file() {
    return "io.latency";
  }

  @Override
  public Optional<Limit> read(Group group) throws IOException {
    return group.read(file()).flatMap(this::parsed);
  }

  private Optional<Limit> parsed(String text) {
    for (String line : text.split("\n", -1)) {
      if (line.startsWith(device + " ")) {
        OptionalLong micros = Numbers.ofAssignment(line, "target");
        return micros.isPresent() && micros.getAsLong() >= 0
            ? Optional.of(Limit.of(micros.getAsLong() / MICROS))
            : Optional.empty();
      }
    }
    return Optional.of(Limit.unlimited());
  }

  @Override
  public void write(Group group, @Nullable Limit value) throws IOException {
    Limit limit = value == null ? Limit.unlimited() : rounded(value);
    String target = limit instanceof Limit.AtMost most ? Long.toString(micros(most)) : "max";
    group.write(file(), device + " target=" + target);
  }

  @Override
  public Limit held(Groups groups, Limit value) {
    return rounded(value);
  }

  private static Limit rounded(Limit value) {
    return value instanceof Limit.AtMost most && most.amount() * MICROS < MOST_MICROS
        ? Limit.of(Math.max(1, micros(most)) / MICROS)
        : Limit.unlimited();
  }

  private static long micros(Limit.AtMost limit) {
    return (long) (limit.amount() * MICROS + ROUNDING_MICROS);
  }
}
