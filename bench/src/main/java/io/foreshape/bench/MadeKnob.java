package io.foreshape.bench;

import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.Weight;
import io.foreshape.linux.LinuxDimension;
import java.util.List;
import java.util.stream.Stream;

/**
 * A knob as Foreshape knows it and as the kernel does, with two values that each takes as they are.
 *
 * @param <T> the type of its values
 * @param dimension its dimension
 * @param values its values
 * @param controller its controller
 * @param file its file
 * @param texts what is written into the file for each of the values
 */
record MadeKnob<T>(
    Dimension<T> dimension, List<T> values, String controller, String file, List<String> texts) {

  /** Six of v2. */
  static final List<MadeKnob<?>> V2 =
      List.of(
          limit(Dimension.CPU_QUOTA, 0.5, 0.6, "cpu.max", "50000 100000", "60000 100000"),
          weight("cpu.weight", "200", "300"),
          limit(Dimension.MEMORY_HARD, 0x1p31, 0x1p31 + 8_192, "memory.max"),
          limit(Dimension.MEMORY_SOFT, 0x1p30, 0x1p30 + 4_096, "memory.high"),
          limit(LinuxDimension.MEMORY_LOW, 4_096, 8_192, "memory.low"),
          limit(Dimension.MEMORY_GUARANTEED, 4_096, 8_192, "memory.min"));

  private static final List<MadeKnob<?>> V1 =
      List.of(
          limit(Dimension.CPU_QUOTA, 0.5, 0.6, "cpu.cfs_quota_us", "50000", "60000"),
          limit(Dimension.CPU_BURST, 0.01, 0.02, "cpu.cfs_burst_us", "10000", "20000"),
          weight("cpu.shares", "2048", "3072"),
          limit(Dimension.MEMORY_HARD, 0x1p31, 0x1p31 + 8_192, "memory.limit_in_bytes"),
          limit(LinuxDimension.TASKS, 1_000, 2_000, "pids.max"));

  /** Five of v1, and one of a disk. */
  static List<MadeKnob<?>> v1(String device) {
    MadeKnob<?> rate =
        limit(
            Dimension.DISK_READ_THROUGHPUT,
            1e8,
            2e8,
            "blkio.throttle.read_bps_device",
            device + " 100000000",
            device + " 200000000");
    return Stream.concat(V1.stream(), Stream.of(rate)).toList();
  }

  private static MadeKnob<Limit> limit(
      Dimension<Limit> dimension, double one, double other, String file) {
    return limit(
        dimension, one, other, file, Long.toString((long) one), Long.toString((long) other));
  }

  private static MadeKnob<Limit> limit(
      Dimension<Limit> dimension, double one, double other, String file, String... texts) {
    return new MadeKnob<>(
        dimension, List.of(Limit.of(one), Limit.of(other)), controller(file), file, List.of(texts));
  }

  private static MadeKnob<Weight> weight(String file, String one, String other) {
    return new MadeKnob<>(
        Dimension.CPU_WEIGHT,
        List.of(new Weight(200), new Weight(300)),
        controller(file),
        file,
        List.of(one, other));
  }

  private static String controller(String file) {
    return file.substring(0, file.indexOf('.'));
  }

  /** A shape with the first of the values, or the second. */
  Shape in(Shape shape, int which) {
    return shape.with(dimension, values.get(which));
  }
}
