package io.foreshape.bench;

import io.foreshape.api.provider.Settings;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.shape.Weight;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.linux.CgroupActuatorProvider;
import io.foreshape.linux.LinuxDimension;
import io.foreshape.shaper.spi.Actuation;
import io.foreshape.shaper.spi.Actuator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Measures what it costs to set six knobs of each of many cgroups of this machine, through the
 * kernel module if it is loaded.
 */
public final class ShapingCost {

  private static final int PASSES = 40;
  private static final double NANOS_PER_MICRO = 1e3;

  /** Two shapes, so that each pass changes every knob. */
  private static final List<Shape> SHAPES =
      List.of(shape(0.5, 200, 0x1p30, 4_096), shape(0.6, 300, 0x1p30 + 4_096, 8_192));

  private ShapingCost() {}

  private static Shape shape(double cores, int weight, double mostBytes, double leastBytes) {
    return Shape.untouched()
        .with(Dimension.CPU_QUOTA, Limit.of(cores))
        .with(Dimension.CPU_WEIGHT, new Weight(weight))
        .with(Dimension.MEMORY_HARD, Limit.of(2 * mostBytes))
        .with(Dimension.MEMORY_SOFT, Limit.of(mostBytes))
        .with(LinuxDimension.MEMORY_LOW, Limit.of(leastBytes))
        .with(Dimension.MEMORY_GUARANTEED, Limit.of(leastBytes));
  }

  /**
   * Makes groups, sets their knobs some times, and prints the sum of each group's fastest.
   *
   * @param arguments how many groups
   * @throws IOException if groups can't be made
   */
  public static void main(String[] arguments) throws IOException {
    int groups = Integer.parseInt(arguments[0]);
    try (MadeCgroups made = MadeCgroups.make(groups);
        Actuator actuator =
            new CgroupActuatorProvider().create(Settings.of(Map.of("scope", made.scope())))) {
      long[] leastNanos = new long[groups];
      Arrays.fill(leastNanos, Long.MAX_VALUE);
      for (int pass = 0; pass < PASSES; pass++) {
        List<ShapeChange<?>> changes = changes(actuator, pass);
        for (int i = 0; i < groups; i++) {
          long start = System.nanoTime();
          apply(actuator, new InstanceId(MadeCgroups.name(i)), changes);
          leastNanos[i] = Math.min(leastNanos[i], System.nanoTime() - start);
        }
      }
      System.out.printf(
          Locale.ROOT,
          "%.0f us for %d groups of %d knobs: Java, %s%n",
          Arrays.stream(leastNanos).sum() / NANOS_PER_MICRO,
          groups,
          changes(actuator, 0).size(),
          Files.exists(Path.of("/dev/foreshape")) ? "module" : "files");
    }
  }

  private static List<ShapeChange<?>> changes(Actuator actuator, int pass) {
    Set<Dimension<?>> able = actuator.capabilities();
    return SHAPES.get((pass + 1) % 2).diff(SHAPES.get(pass % 2)).stream()
        .filter(change -> able.contains(change.dimension()))
        .toList();
  }

  private static void apply(Actuator actuator, InstanceId id, List<ShapeChange<?>> changes) {
    Actuation answer =
        actuator.applyTogether(id, changes).orElseGet(() -> oneByOne(actuator, id, changes));
    if (answer.status() != Actuation.Status.DONE) {
      throw new IllegalStateException("Group (" + id + ") can't be set: " + answer.cause());
    }
  }

  private static Actuation oneByOne(
      Actuator actuator, InstanceId id, List<ShapeChange<?>> changes) {
    return changes.stream()
        .map(change -> actuator.apply(id, change))
        .filter(answer -> answer.status() != Actuation.Status.DONE)
        .findFirst()
        .orElse(Actuation.done());
  }
}
