package io.foreshape.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.provider.Settings;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.IdSet;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.shape.TierSplit;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.shaper.spi.Actuation;
import io.foreshape.shaper.spi.Actuation.Status;
import io.foreshape.shaper.spi.Actuator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the memory of a group is that is given one node and then the other, in a guest. */
final class NodesCheck {

  private static final InstanceId A = new InstanceId("a");
  private static final long BYTES = 16 << 20;

  private NodesCheck() {}

  static void run() throws Exception {
    try (RealCgroups groups = new RealCgroups();
        Actuator actuator = new CgroupActuatorProvider().create(groups.settings())) {
      set(actuator, IdSet.of(List.of(0)));
      // It keeps all that it reads until there is no more.
      Process holding =
          groups.start(
              "(head -c "
                  + BYTES
                  + " /dev/urandom; exec sleep 1000) | tail -c "
                  + BYTES
                  + " > /dev/null");
      try {
        for (int i = 0; i < 200 && onNode(groups, 0) < BYTES; i++) {
          Thread.sleep(100);
        }
        moved(groups, "0", 0, 1);
        set(actuator, IdSet.of(List.of(1)));
        moved(groups, "1", 1, 0);
        set(actuator, IdSet.of(List.of(0)));
        moved(groups, "0 again", 0, 1);
      } finally {
        holding.descendants().forEach(ProcessHandle::destroyForcibly);
        GuestChecks.kill(holding);
      }
    }
  }

  /** This kernel, 6.1, does not heed what firmware says of speeds. */
  static void oneTier() throws Exception {
    try (RealCgroups groups = new RealCgroups()) {
      Settings settings = Settings.of(Map.of("scope", groups.scope(), "tiers", "on"));
      try (Actuator actuator = new CgroupActuatorProvider().create(settings)) {
        TierSplit split = TierSplit.of(Map.of("memory_tier4", 1.0));
        Actuation answer =
            actuator.apply(A, new ShapeChange<>(Dimension.MEMORY_TIERS, null, split));
        assertThat(answer.status()).isEqualTo(Status.REFUSED);
        assertThat(answer.cause()).contains("all tiers that there are is [memory_tier4]");
      }
    }
  }

  private static void moved(RealCgroups groups, String nodes, int to, int from) throws IOException {
    long there = onNode(groups, to);
    long left = onNode(groups, from);
    GuestChecks.OUT.println(
        GuestChecks.MEASURED
            + "numa.nodes "
            + nodes
            + ": "
            + there
            + " bytes there, on the other one "
            + left);
    assertThat(there).isGreaterThanOrEqualTo(BYTES);
    assertThat(left).isLessThan(BYTES / 8);
  }

  /** The bytes of memory that is no file's. */
  private static long onNode(RealCgroups groups, int node) throws IOException {
    return groups
        .text("memory.numa_stat")
        .lines()
        .filter(line -> line.startsWith("anon "))
        .mapToLong(line -> Numbers.ofAssignment(line, "N" + node).orElse(0))
        .sum();
  }

  private static void set(Actuator actuator, @Nullable IdSet nodes) {
    assertThat(actuator.apply(A, new ShapeChange<>(Dimension.NUMA_NODES, null, nodes)))
        .isEqualTo(Actuation.done());
  }
}
