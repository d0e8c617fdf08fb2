package io.foreshape.linux;

import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The most CPU time: cpu.max of v2 (quota and period), cpu.cfs_quota_us of v1 (quota; the period is
 * another file). The period stays as it is. Source: cgroup-v2.rst, sched-bwc.rst.
 *
 * @param isV2 which of them
 */
record CpuQuota(boolean isV2) implements Knob<Limit> {

  private static final long STANDARD_PERIOD_MICROS = 100_000;
  private static final long LEAST_QUOTA_MICROS = 1_000;

  /** Cores times a period that was a whole number of microseconds is not quite whole. */
  private static final double ROUNDING_MICROS = 1e-3;

  private record Cpu(long quotaMicros, long periodMicros) {}

  private static final long NO_QUOTA = -1;
  private static final String PERIOD = "cpu.cfs_period_us";

  @Override
  public Dimension<Limit> dimension() {
    return Dimension.CPU_QUOTA;
  }

  @Override
  public String controller() {
    return "cpu";
  }

  @Override
  public String file() {
    return isV2 ? "cpu.max" : "cpu.cfs_quota_us";
  }

  @Override
  public Optional<Limit> read(Group group) throws IOException {
    return cpu(group)
        .map(
            cpu ->
                cpu.quotaMicros == NO_QUOTA
                    ? Limit.unlimited()
                    : Limit.of((double) cpu.quotaMicros / cpu.periodMicros));
  }

  private Optional<Cpu> cpu(Group group) throws IOException {
    if (isV2) {
      return group.read(file()).flatMap(CpuQuota::parsed);
    }
    KernelText quota = group.text(file());
    OptionalLong quotaMicros = quota.is("-1") ? OptionalLong.of(NO_QUOTA) : quota.unsigned();
    return cpu(quotaMicros, group.text(PERIOD).unsigned());
  }

  private static Optional<Cpu> parsed(String line) {
    String[] words = line.split(" ", -1);
    if (words.length != 2) {
      return Optional.empty();
    }
    OptionalLong quotaMicros =
        words[0].equals("max") ? OptionalLong.of(NO_QUOTA) : Numbers.unsigned(words[0]);
    return cpu(quotaMicros, Numbers.unsigned(words[1]));
  }

  private static Optional<Cpu> cpu(OptionalLong quotaMicros, OptionalLong periodMicros) {
    return periodMicros.isEmpty() || periodMicros.getAsLong() <= 0 || quotaMicros.isEmpty()
        ? Optional.empty()
        : Optional.of(new Cpu(quotaMicros.getAsLong(), periodMicros.getAsLong()));
  }

  @Override
  public void write(Group group, @Nullable Limit value) throws IOException {
    group.write(file(), text(group, value));
  }

  @Override
  public String text(Group group, @Nullable Limit value) throws IOException {
    long periodMicros = periodMicros(group);
    String none = isV2 ? "max" : "-1";
    String quota =
        value instanceof Limit.AtMost limit
            ? Long.toString(quotaMicros(limit.amount(), periodMicros))
            : none;
    return isV2 ? quota + " " + periodMicros : quota;
  }

  @Override
  public Limit held(Groups groups, Limit value) throws IOException {
    Group group = groups.in(isV2 ? CgroupLayout.UNIFIED : controller());
    long periodMicros = group == null ? STANDARD_PERIOD_MICROS : periodMicros(group);
    return value instanceof Limit.AtMost limit
        ? Limit.of((double) quotaMicros(limit.amount(), periodMicros) / periodMicros)
        : value;
  }

  private long periodMicros(Group group) throws IOException {
    if (isV2) {
      return cpu(group).map(Cpu::periodMicros).orElse(STANDARD_PERIOD_MICROS);
    }
    OptionalLong micros = group.text(PERIOD).unsigned();
    return micros.orElse(0) > 0 ? micros.getAsLong() : STANDARD_PERIOD_MICROS;
  }

  private static long quotaMicros(double cores, long periodMicros) {
    return Math.max(LEAST_QUOTA_MICROS, (long) (cores * periodMicros + ROUNDING_MICROS));
  }
}
