package io.foreshape.linux;

import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.IdSet;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.shape.Weight;
import io.foreshape.shaper.spi.Actuator;
import java.util.List;

/** A value for every knob, other than a new group's, that every kernel takes where it has it. */
final class Values {

  private Values() {}

  /** Changes of all that an actuator can set. */
  static List<ShapeChange<?>> changes(Actuator actuator) {
    Shape all =
        Shape.untouched()
            .with(Dimension.CPU_QUOTA, Limit.of(0.5))
            .with(Dimension.CPU_BURST, Limit.of(0))
            .with(Dimension.CPU_WEIGHT, new Weight(250))
            .with(Dimension.CPU_PINNED, IdSet.of(List.of(0)))
            .with(Dimension.NUMA_NODES, IdSet.of(List.of(0)))
            .with(Dimension.MEMORY_HARD, Limit.of(1 << 28))
            .with(Dimension.MEMORY_SOFT, Limit.of(1 << 27))
            .with(Dimension.MEMORY_GUARANTEED, Limit.of(1 << 16))
            .with(Dimension.DISK_READ_IOPS, Limit.of(100))
            .with(Dimension.DISK_WRITE_IOPS, Limit.of(100))
            .with(Dimension.DISK_READ_THROUGHPUT, Limit.of(1e6))
            .with(Dimension.DISK_WRITE_THROUGHPUT, Limit.of(1e6))
            .with(Dimension.DISK_WEIGHT, new Weight(250))
            .with(LinuxDimension.DISK_LATENCY, Limit.of(0.01))
            .with(LinuxDimension.CPU_CLAMP_LEAST, Limit.of(0.1))
            .with(LinuxDimension.CPU_CLAMP_MOST, Limit.of(0.9))
            .with(LinuxDimension.MEMORY_LOW, Limit.of(1 << 16))
            .with(LinuxDimension.SWAP, Limit.of(1 << 26))
            .with(LinuxDimension.ZSWAP, Limit.of(1 << 26))
            .with(LinuxDimension.TASKS, Limit.of(77));
    return Shape.untouched().diff(all).stream()
        .<ShapeChange<?>>map(change -> change)
        .filter(change -> actuator.capabilities().contains(change.dimension()))
        .toList();
  }
}
