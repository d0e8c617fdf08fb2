package io.foreshape.linux;

import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The most processes and threads: pids.max of v2 and v1, whose kernel counts up to 2^22. Those that
 * there are stay; new ones are refused. Source: cgroup-v2.rst.
 */
record TaskLimit() implements Knob<Limit> {

  private static final double NO_COUNT = 1 << 22;

  @Override
  public Dimension<Limit> dimension() {
    return LinuxDimension.TASKS;
  }

  @Override
  public String controller() {
    return "pids";
  }

  @Override
  public String file() {
    return "pids.max";
  }

  @Override
  public Optional<Limit> read(Group group) throws IOException {
    KernelText text = group.text(file());
    if (text.is("max")) {
      return Optional.of(Limit.unlimited());
    }
    OptionalLong count = text.unsigned();
    return count.isPresent() && count.getAsLong() >= 0
        ? Optional.of(Limit.of((double) count.getAsLong()))
        : Optional.empty();
  }

  @Override
  public void write(Group group, @Nullable Limit value) throws IOException {
    group.write(file(), text(group, value));
  }

  @Override
  public String text(Group group, @Nullable Limit value) {
    Limit limit = value == null ? Limit.unlimited() : rounded(value);
    return limit instanceof Limit.AtMost most ? Long.toString((long) most.amount()) : "max";
  }

  @Override
  public Limit held(Groups groups, Limit value) {
    return rounded(value);
  }

  private static Limit rounded(Limit value) {
    return value instanceof Limit.AtMost limit && limit.amount() < NO_COUNT
        ? Limit.of(Math.floor(limit.amount()))
        : Limit.unlimited();
  }
}
