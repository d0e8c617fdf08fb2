package io.foreshape.linux;

import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Weight;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * CPU time relative to others: cpu.weight of v2, cpu.shares of v1. The kernel itself takes a weight
 * of 100 for 1024 shares (kernel/sched/core.c, cpu_weight_write_u64), and so does this.
 *
 * <p>A weight of 0 is cpu.idle (Linux 5.15). An idle group has no weight: its file reads 0, or 1
 * since Linux 6.12 (of v1, 3 shares), takes none, and reads the standard once the group is not idle
 * any more (sched_group_set_idle). So whether it is idle is only asked where its weight is so low.
 *
 * @param isV2 which of them
 */
record CpuWeight(boolean isV2) implements Knob<Weight> {

  private static final long NORMAL_SHARES = 1_024;
  private static final int MOST = 10_000;
  private static final String IDLE = "cpu.idle";

  @Override
  public Dimension<Weight> dimension() {
    return Dimension.CPU_WEIGHT;
  }

  @Override
  public String controller() {
    return "cpu";
  }

  @Override
  public String file() {
    return isV2 ? "cpu.weight" : "cpu.shares";
  }

  @Override
  public Optional<Weight> read(Group group) throws IOException {
    OptionalLong number = group.text(file()).unsigned();
    if (number.isEmpty() || number.getAsLong() < 0) {
      return Optional.empty();
    }
    double weight =
        isV2
            ? number.getAsLong()
            : (double) number.getAsLong() * Weight.NORMAL.value() / NORMAL_SHARES;
    int rounded = (int) Math.max(1, Math.min(MOST, Math.round(weight)));
    boolean isIdle = rounded == 1 && group.text(IDLE).is("1");
    return Optional.of(isIdle ? Weight.IDLE : new Weight(rounded));
  }

  private boolean isIdle(Group group) throws IOException {
    return read(group).filter(Weight.IDLE::equals).isPresent();
  }

  @Override
  public void write(Group group, @Nullable Weight value) throws IOException {
    if (Weight.IDLE.equals(value)) {
      group.write(IDLE, "1");
    } else if (isIdle(group)) {
      wake(group, number(value));
    } else {
      group.write(file(), number(value));
    }
  }

  private void wake(Group group, String number) throws IOException {
    group.write(IDLE, "0");
    try {
      group.write(file(), number);
    } catch (IOException e) {
      try {
        group.write(IDLE, "1");
      } catch (IOException other) {
        e.addSuppressed(other);
      }
      throw e;
    }
  }

  /** Null where cpu.idle has a part in it: the module writes, and undoes, one file per change. */
  @Override
  public @Nullable String text(Group group, @Nullable Weight value) throws IOException {
    return Weight.IDLE.equals(value) || isIdle(group) ? null : number(value);
  }

  private String number(@Nullable Weight value) {
    long weight = (value == null ? Weight.NORMAL : value).value();
    long shares = Math.round((double) weight * NORMAL_SHARES / Weight.NORMAL.value());
    return Long.toString(isV2 ? weight : shares);
  }

  @Override
  public Weight held(Groups groups, Weight value) {
    return value;
  }
}
