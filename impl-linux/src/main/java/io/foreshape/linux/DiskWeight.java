package io.foreshape.linux;

import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Weight;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Disk time relative to others, on all disks that no other weight is set for: io.weight of v2,
 * which acts where the administrator has switched io.cost.qos on for the disk, and blkio.bfq.weight
 * of v1, which acts on disks with the scheduler bfq. Source: cgroup-v2.rst, bfq-iosched.rst.
 *
 * @param isV2 which of them
 */
record DiskWeight(boolean isV2) implements Knob<Weight> {

  private static final String DEFAULT = "default ";
  private static final int MOST_V1 = 1_000;

  @Override
  public Dimension<Weight> dimension() {
    return Dimension.DISK_WEIGHT;
  }

  @Override
  public String controller() {
    return isV2 ? "io" : "blkio";
  }

  @Override
  public String file() {
    return isV2 ? "io.weight" : "blkio.bfq.weight";
  }

  @Override
  public Optional<Weight> read(Group group) throws IOException {
    for (String line : group.read(file()).orElse("").split("\n", -1)) {
      String number = line.startsWith(DEFAULT) ? line.substring(DEFAULT.length()) : line;
      OptionalLong weight = Numbers.unsigned(number);
      if (weight.isPresent() && weight.getAsLong() >= 1 && weight.getAsLong() <= 10_000) {
        return Optional.of(new Weight((int) weight.getAsLong()));
      }
    }
    return Optional.empty();
  }

  @Override
  public void write(Group group, @Nullable Weight value) throws IOException {
    if (Weight.IDLE.equals(value)) {
      throw new RefusedException("disks have no weight of 0");
    }
    group.write(file(), number(value));
  }

  @Override
  public @Nullable String text(Group group, @Nullable Weight value) {
    return Weight.IDLE.equals(value) ? null : number(value);
  }

  private String number(@Nullable Weight value) {
    return rounded(value == null ? Weight.NORMAL : value).toString();
  }

  @Override
  public Weight held(Groups groups, Weight value) {
    return rounded(value);
  }

  private Weight rounded(Weight value) {
    return isV2 ? value : new Weight(Math.min(MOST_V1, value.value()));
  }
}
