package io.foreshape.linux;

import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How fast a CPU, as a share of its most, the threads ask for at least, or at most: cpu.uclamp.min
 * and .max of v2 and v1, in percent with two digits (Linux 5.3). It acts on the choice of frequency
 * (schedutil) and, where CPUs differ, of the CPU. Source: cgroup-v2.rst, kernel/sched/core.c.
 *
 * @param dimension what it sets
 * @param file its file
 * @param standard what it is unless set
 */
record CpuClamp(Dimension<Limit> dimension, String file, Limit standard) implements Knob<Limit> {

  private static final int HUNDREDTHS = 100;
  private static final double SCALE = 100.0 * HUNDREDTHS;

  /** What the kernel counts in: from here on it says "max". */
  private static final double FULL = 1_024;

  /** A share that was a whole number of hundredths of a percent is not quite whole. */
  private static final double ROUNDING = 1e-6;

  @Override
  public String controller() {
    return "cpu";
  }

  @Override
  public Optional<Limit> read(Group group) throws IOException {
    return group.read(file).flatMap(CpuClamp::parsed);
  }

  private static Optional<Limit> parsed(String text) {
    if (text.equals("max")) {
      return Optional.of(Limit.unlimited());
    }
    String[] parts = text.split("\\.", -1);
    if (parts.length != 2 || parts[1].length() != 2) {
      return Optional.empty();
    }
    OptionalLong percent = Numbers.unsigned(parts[0]);
    OptionalLong hundredths = Numbers.unsigned(parts[1]);
    return percent.isEmpty() || hundredths.isEmpty() || percent.getAsLong() < 0
        ? Optional.empty()
        : Optional.of(
            Limit.of((percent.getAsLong() * HUNDREDTHS + hundredths.getAsLong()) / SCALE));
  }

  @Override
  public void write(Group group, @Nullable Limit value) throws IOException {
    Limit limit = rounded(value == null ? standard : value);
    if (limit instanceof Limit.AtMost most) {
      long share = hundredths(most);
      String text = String.format(Locale.ROOT, "%d.%02d", share / HUNDREDTHS, share % HUNDREDTHS);
      group.write(file, text);
    } else {
      group.write(file, "max");
    }
  }

  @Override
  public Limit held(Groups groups, Limit value) {
    return rounded(value);
  }

  private static Limit rounded(Limit value) {
    return value instanceof Limit.AtMost most
            && most.amount() < 1
            && Math.round(hundredths(most) * FULL / SCALE) < FULL
        ? Limit.of(hundredths(most) / SCALE)
        : Limit.unlimited();
  }

  private static long hundredths(Limit.AtMost share) {
    return (long) (share.amount() * SCALE + ROUNDING);
  }
}
