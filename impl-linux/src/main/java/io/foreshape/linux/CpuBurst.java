package io.foreshape.linux;

import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The CPU time of a period that may be saved up and used in later ones: cpu.max.burst of v2,
 * cpu.cfs_burst_us of v1 (Linux 5.14). It may not be above the quota of a period; the kernel
 * answers EINVAL, to a quota below it too. Source: sched-bwc.rst.
 *
 * @param isV2 which of them
 */
record CpuBurst(boolean isV2) implements Knob<Limit> {

  private static final double MICROS = 1e6;

  /** A whole number of microseconds, divided and multiplied, is not quite whole. */
  private static final double ROUNDING_MICROS = 1e-3;

  @Override
  public Dimension<Limit> dimension() {
    return Dimension.CPU_BURST;
  }

  @Override
  public String controller() {
    return "cpu";
  }

  @Override
  public String file() {
    return isV2 ? "cpu.max.burst" : "cpu.cfs_burst_us";
  }

  @Override
  public Optional<Limit> read(Group group) throws IOException {
    OptionalLong micros = group.text(file()).unsigned();
    return micros.isPresent() && micros.getAsLong() >= 0
        ? Optional.of(Limit.of(micros.getAsLong() / MICROS))
        : Optional.empty();
  }

  @Override
  public void write(Group group, @Nullable Limit value) throws IOException {
    group.write(file(), text(group, value));
  }

  @Override
  public String text(Group group, @Nullable Limit value) throws IOException {
    Limit limit = value == null ? Limit.of(0) : value;
    if (!(limit instanceof Limit.AtMost most)) {
      throw new IOException("a burst without a limit is not there; set one up to the quota");
    }
    return Long.toString(micros(most));
  }

  private static long micros(Limit.AtMost limit) {
    return (long) (limit.amount() * MICROS + ROUNDING_MICROS);
  }

  @Override
  public Limit held(Groups groups, Limit value) {
    return value instanceof Limit.AtMost most ? Limit.of(micros(most) / MICROS) : value;
  }
}
