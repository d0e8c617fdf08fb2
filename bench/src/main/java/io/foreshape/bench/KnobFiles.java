package io.foreshape.bench;

import io.foreshape.api.plan.PlannedShape;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.workload.InstanceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the kernel's files say of {@link KillPlans#SET}, read past the actuator, as lines. */
final class KnobFiles {

  private static final Path ROOT = Path.of("/sys/fs/cgroup");
  private static final int PERIOD_MICROS = 100_000;
  private static final double SHARES_PER_WEIGHT = 10.24;

  private final boolean isV2 = Files.exists(ROOT.resolve("cgroup.controllers"));
  private final Map<InstanceId, List<Path>> files = new LinkedHashMap<>();

  KnobFiles(String scope, int groups) {
    for (InstanceId instance : KillPlans.instances(groups)) {
      Path cpu = place("cpu", scope, instance);
      Path memory = place("memory", scope, instance);
      files.put(
          instance,
          isV2
              ? List.of(
                  cpu.resolve("cpu.max"), cpu.resolve("cpu.weight"), memory.resolve("memory.max"))
              : List.of(
                  cpu.resolve("cpu.cfs_quota_us"),
                  cpu.resolve("cpu.shares"),
                  memory.resolve("memory.limit_in_bytes")));
    }
  }

  private Path place(String controller, String scope, InstanceId instance) {
    Path hierarchy = isV2 ? ROOT : ROOT.resolve(controller);
    return hierarchy.resolve(scope).resolve(instance.value());
  }

  /** One knob's file of every group. */
  List<Path> ofKnob(int index) {
    return files.values().stream().map(each -> each.get(index)).toList();
  }

  /** What they say now. */
  Map<InstanceId, List<String>> read() throws IOException {
    Map<InstanceId, List<String>> texts = new LinkedHashMap<>();
    for (Map.Entry<InstanceId, List<Path>> group : files.entrySet()) {
      List<String> lines = new ArrayList<>();
      for (Path file : group.getValue()) {
        lines.add(Files.readString(file).strip());
      }
      texts.put(group.getKey(), lines);
    }
    return texts;
  }

  /** What they say once a plan of {@link KillPlans} is carried out. */
  Map<InstanceId, List<String>> after(
      Map<InstanceId, List<String>> before, List<PlannedShape> shapes) {
    Map<InstanceId, List<String>> texts = new LinkedHashMap<>(before);
    shapes.forEach(planned -> texts.put(planned.instance(), texts(planned.shape())));
    return texts;
  }

  /** What they say of a group that has a shape. */
  List<String> texts(Shape shape) {
    long quotaMicros =
        Math.round(shape.get(Dimension.CPU_QUOTA).orElseThrow().orInfinity() * PERIOD_MICROS);
    int weight = shape.get(Dimension.CPU_WEIGHT).orElseThrow().value();
    long memoryBytes = Math.round(shape.get(Dimension.MEMORY_HARD).orElseThrow().orInfinity());
    return List.of(
        quotaMicros + (isV2 ? " " + PERIOD_MICROS : ""),
        Long.toString(isV2 ? weight : Math.round(weight * SHARES_PER_WEIGHT)),
        Long.toString(memoryBytes));
  }
}
