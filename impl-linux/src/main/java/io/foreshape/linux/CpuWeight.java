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
 * @param isV2 which of them
 */
record CpuWeight(boolean isV2) implements Knob<Weight> {

  private static final long NORMAL_SHARES = 1_024;
  private static final int MOST = 10_000;

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
    return Optional.of(new Weight((int) Math.max(1, Math.min(MOST, Math.round(weight)))));
  }

  @Override
  public void write(Group group, @Nullable Weight value) throws IOException {
    group.write(file(), text(group, value));
  }

  @Override
  public String text(Group group, @Nullable Weight value) {
    long weight = (value == null ? Weight.NORMAL : value).value();
    long shares = Math.round((double) weight * NORMAL_SHARES / Weight.NORMAL.value());
    return Long.toString(isV2 ? weight : shares);
  }

  @Override
  public Weight held(Groups groups, Weight value) {
    return value;
  }
}
