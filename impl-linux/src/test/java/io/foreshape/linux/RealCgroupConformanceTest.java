package io.foreshape.linux;

import io.foreshape.api.provider.Settings;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.IdSet;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.shape.Weight;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.shaper.spi.Actuator;
import io.foreshape.testkit.ActuatorContract;
import io.foreshape.testkit.SkipReason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract on the kernel that runs the test, where it lets us make cgroups. */
@ExtendWith(SkipReason.class)
class RealCgroupConformanceTest implements ActuatorContract {

  private static final InstanceId A = new InstanceId("a");

  private @Nullable RealCgroups groups;

  @BeforeEach
  void make() throws IOException {
    groups = new RealCgroups();
  }

  @AfterEach
  void remove() throws IOException {
    if (groups != null) {
      groups.close();
    }
  }

  @Override
  public Actuator subject() {
    if (groups == null) {
      throw new IllegalStateException("No groups were made");
    }
    return new CgroupActuatorProvider().create(settings(groups));
  }

  Settings settings(RealCgroups of) {
    return of.settings();
  }

  @Override
  public InstanceId instance() {
    return A;
  }

  @Override
  public Shape target() {
    return shape(new double[] {0.25, 1 << 28, 1 << 27, 1 << 16, 1 << 15}, new Weight(250));
  }

  @Override
  public Shape awkward() {
    return shape(new double[] {0.1234567, 3e8 + 1, 1e8 + 0.5, 70_001, 33_333}, new Weight(7));
  }

  /** What this kernel can set of all that there is. */
  private Shape shape(double[] amounts, Weight weight) {
    List<Dimension<Limit>> limits =
        List.of(
            Dimension.CPU_QUOTA,
            Dimension.MEMORY_HARD,
            Dimension.MEMORY_SOFT,
            Dimension.MEMORY_GUARANTEED,
            LinuxDimension.MEMORY_LOW);
    Shape shape = Shape.untouched().with(Dimension.CPU_WEIGHT, weight);
    try (Actuator actuator = subject()) {
      Shape more =
          Shape.untouched()
              .with(Dimension.CPU_BURST, Limit.of(amounts[0] / 10))
              .with(Dimension.CPU_PINNED, IdSet.of(List.of(0)))
              .with(Dimension.NUMA_NODES, IdSet.of(List.of(0)))
              .with(Dimension.DISK_WEIGHT, weight)
              .with(Dimension.NETWORK_EGRESS_RESERVED, Limit.of(amounts[0] * 1e6))
              .with(Dimension.NETWORK_EGRESS, Limit.of(amounts[0] * 2e6))
              .with(Dimension.NETWORK_INGRESS_RESERVED, Limit.of(amounts[0] * 1e6))
              .with(Dimension.NETWORK_INGRESS, Limit.of(amounts[0] * 2e6))
              .with(LinuxDimension.SWAP, Limit.of(amounts[1]))
              .with(LinuxDimension.ZSWAP, Limit.of(amounts[1]))
              .with(LinuxDimension.CPU_CLAMP_LEAST, Limit.of(amounts[0] / 2))
              .with(LinuxDimension.CPU_CLAMP_MOST, Limit.of(amounts[0]))
              .with(LinuxDimension.TASKS, Limit.of(77.7));
      for (ShapeChange<?> change : Shape.untouched().diff(more)) {
        if (actuator.capabilities().contains(change.dimension())) {
          shape = shape.apply(List.of(change));
        }
      }
      for (int i = 0; i < amounts.length; i++) {
        if (actuator.capabilities().contains(limits.get(i))) {
          shape = shape.with(limits.get(i), Limit.of(amounts[i]));
        }
      }
    }
    return shape;
  }

  @Override
  public List<ShapeChange<?>> impossible() {
    // More microseconds than the scheduler can count.
    List<ShapeChange<?>> changes = new ArrayList<>();
    changes.add(new ShapeChange<>(Dimension.CPU_QUOTA, null, Limit.of(1e12)));
    try (Actuator actuator = subject()) {
      if (actuator.capabilities().contains(Dimension.CPU_PINNED)) {
        // A CPU that no machine of a test has.
        changes.add(new ShapeChange<>(Dimension.CPU_PINNED, null, IdSet.of(List.of(0, 1_000))));
      }
    }
    return changes;
  }
}
