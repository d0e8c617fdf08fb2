package io.foreshape.bench;

import io.foreshape.api.host.HostId;
import io.foreshape.api.plan.Certificate;
import io.foreshape.api.plan.PlannedShape;
import io.foreshape.api.plan.ShapePlan;
import io.foreshape.api.provider.Settings;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.Weight;
import io.foreshape.api.shaping.Shaper;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.shaper.TransactionalShaperProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** The plans of a {@link KillCampaign}, the same for the same seed in every process. */
final class KillPlans {

  /** What the plans set, in values that a kernel holds as they are. */
  static final List<Dimension<?>> SET =
      List.of(Dimension.CPU_QUOTA, Dimension.CPU_WEIGHT, Dimension.MEMORY_HARD);

  static final Instant NOW = Instant.EPOCH;

  private static final HostId HOST = new HostId("host");
  private static final double SHARE_PLANNED = 0.8;

  private KillPlans() {}

  static Shaper shaper(String scope, Path journal) {
    return new TransactionalShaperProvider()
        .create(
            Settings.of(
                Map.of(
                    "actuator",
                    "linux-cgroup",
                    "actuator.scope",
                    scope,
                    "journal",
                    journal.toString())));
  }

  static List<InstanceId> instances(int count) {
    List<InstanceId> instances = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      instances.add(new InstanceId(MadeCgroups.name(i)));
    }
    return instances;
  }

  static ShapePlan plan(long seed, int index, int groups) {
    SplittableRandom random = new SplittableRandom(seed * 1_000_003 + index);
    List<PlannedShape> shapes = new ArrayList<>();
    for (InstanceId instance : instances(groups)) {
      Shape shape =
          Shape.untouched()
              .with(Dimension.CPU_QUOTA, Limit.of(random.nextInt(1, 800) / 100.0))
              .with(Dimension.CPU_WEIGHT, new Weight(random.nextInt(1, 1_000)))
              .with(Dimension.MEMORY_HARD, Limit.of((double) (random.nextLong(16, 4_096) << 20)));
      if (random.nextDouble() < SHARE_PLANNED) {
        shapes.add(new PlannedShape(instance, HOST, shape, List.of()));
      }
    }
    Certificate certificate =
        new Certificate(Certificate.Status.FEASIBLE, 1, 0, "kill", seed, Duration.ZERO);
    return new ShapePlan(NOW, shapes, certificate, List.of(), List.of(), List.of());
  }
}
