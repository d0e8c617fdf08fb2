package io.foreshape.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.foreshape.api.host.HostId;
import io.foreshape.api.host.MemoryTier;
import io.foreshape.api.provider.Settings;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.IdSet;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.shape.TierSplit;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.shaper.spi.Actuation;
import io.foreshape.shaper.spi.Actuation.Status;
import io.foreshape.shaper.spi.Actuator;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tiers of memory, in a guest whose kernel has two: where a group's memory is. */
final class TierChecks {

  private static final InstanceId A = new InstanceId("a");
  private static final long MEBI = 1 << 20;
  private static final long BYTES = 64 * MEBI;
  private static final Path KDAMONDS = Path.of("/sys/kernel/mm/damon/admin/kdamonds");
  private static final Path COUNT = KDAMONDS.resolve("nr_kdamonds");
  private static List<TierNodes> tiers = List.of();

  private TierChecks() {}

  /** Runs all checks. */
  public static void main(String[] arguments) throws IOException {
    GuestChecks.only(arguments);
    tiers = MemoryTiers.nodes(Path.of("/"));
    GuestChecks.check("tiers_areFound", TierChecks::found);
    GuestChecks.check("split_isWhereMemoryIs", TierChecks::split);
    GuestChecks.check("split_ofGroupsBelow_leavesOthers", TierChecks::below);
    GuestChecks.check("split_movesWhatIsColdFirst", TierChecks::cold);
    GuestChecks.check("split_thatHasDrifted_isKept", TierChecks::kept);
    GuestChecks.check("demotion_isOnWhileThereAreSplits", TierChecks::demotion);
    GuestChecks.check("split_upIntoDramFullOfFiles", TierChecks::fullOfFiles);
    GuestChecks.check("split_thatCannotBe_isTold", TierChecks::refusals);
    GuestChecks.check("damon_ofSomebodyElse_isLeft", TierChecks::damonInUse);
    GuestChecks.check("damon_leftByAKilledProcess_isEnded", TierChecks::damonLeft);
    for (Method rule : GuestChecks.rules()) {
      GuestChecks.check(rule.getName(), () -> GuestChecks.keepsTo(rule, new TierConformance()));
    }
    GuestChecks.end();
  }

  /** The firmware's speeds, which QEMU was told. */
  private static void found() throws IOException {
    List<MemoryTier> all = LinuxHost.read(new HostId("guest")).memoryTiers();
    GuestChecks.OUT.println(GuestChecks.MEASURED + "tiers: " + all);
    assertThat(tiers).extracting(TierNodes::nodes).containsExactly(Set.of(0), Set.of(1));
    assertThat(all)
        .extracting(MemoryTier::id)
        .containsExactlyElementsOf(tiers.stream().map(TierNodes::id).toList());
    assertThat(all)
        .extracting(MemoryTier::kind)
        .containsExactly(MemoryTier.Kind.DRAM, MemoryTier.Kind.SLOW);
    assertThat(all).extracting(MemoryTier::latencyNanos).containsExactly(80L, 300L);
  }

  private static Actuator open(RealCgroups groups) {
    return new CgroupActuatorProvider()
        .create(Settings.of(Map.of("scope", groups.scope(), "tiers", "on")));
  }

  static TierSplit dram(double share) {
    return TierSplit.of(Map.of(tiers.get(0).id(), share, tiers.get(1).id(), 1 - share));
  }

  private static Actuation set(Actuator actuator, InstanceId who, @Nullable TierSplit split) {
    TierSplit old = split == null ? dram(1) : null; // whatever it is
    return actuator.apply(who, new ShapeChange<>(Dimension.MEMORY_TIERS, old, split));
  }

  private static TierBytes now(RealCgroups groups, String name) throws IOException {
    Path file = Path.of("/sys/fs/cgroup", groups.scope(), name, "memory.numa_stat");
    return TierBytes.parsed(Files.readString(file), tiers);
  }

  /** Has the DRAM's share be measured and checked. */
  private static void measured(String what, TierBytes now, double share) {
    GuestChecks.OUT.println(GuestChecks.MEASURED + what + ": " + now);
    double inDram = (double) now.of(tiers.get(0)) / (double) now.all();
    assertThat(inDram).as(what).isCloseTo(share, offset(0.05));
  }

  /** Starts a process that keeps so many bytes until it is killed. */
  private static Process hold(RealCgroups groups, String name, long bytes) throws Exception {
    Process holding =
        groups.start(
            name,
            "(head -c "
                + bytes
                + " /dev/urandom; exec sleep 1000) | tail -c "
                + bytes
                + " > /dev/null");
    await(groups, name, bytes);
    return holding;
  }

  private static void await(RealCgroups groups, String name, long bytes) throws Exception {
    for (int i = 0; i < 300 && now(groups, name).all() < bytes; i++) {
      Thread.sleep(100);
    }
    assertThat(now(groups, name).all()).isGreaterThanOrEqualTo(bytes);
  }

  private static void end(Process process) throws InterruptedException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    GuestChecks.kill(process);
  }

  /** Under a limit that leaves little room, since pages that move are there twice for a moment. */
  private static void split() throws Exception {
    try (RealCgroups groups = new RealCgroups();
        Actuator actuator = open(groups)) {
      Process holding = hold(groups, "a", BYTES);
      try {
        measured("64 MiB held", now(groups, "a"), 1);
        double limit = Double.parseDouble(groups.text("memory.current")) + MEBI;
        assertThat(
                actuator.apply(A, new ShapeChange<>(Dimension.MEMORY_HARD, null, Limit.of(limit))))
            .isEqualTo(Actuation.done());
        for (double share : new double[] {0.25, 0.75, 0, 0.5}) {
          long start = System.nanoTime();
          assertThat(set(actuator, A, dram(share))).isEqualTo(Actuation.done());
          long millis = (System.nanoTime() - start) / 1_000_000;
          measured(share + " in DRAM after " + millis + " ms", now(groups, "a"), share);
          assertThat(Files.readString(COUNT).strip()).isEqualTo("0");
        }
        assertThat(set(actuator, A, null)).isEqualTo(Actuation.done());
        measured("as before", now(groups, "a"), 1);
        assertThat(actuator.read(A).orElseThrow().get(Dimension.MEMORY_TIERS)).isEmpty();
        assertThat(groups.text("memory.events")).contains("oom_kill 0");
      } finally {
        end(holding);
      }
    }
  }

  /** A container's group below that of its pod. */
  private static void below() throws Exception {
    try (RealCgroups groups = new RealCgroups();
        Actuator actuator = open(groups)) {
      groups.makeAnother("b");
      groups.makeBelow("b", "x");
      groups.makeBelow("b", "y");
      Process[] holding = {
        hold(groups, "a", BYTES / 2), hold(groups, "b/x", BYTES / 2), hold(groups, "b/y", BYTES / 4)
      };
      try {
        assertThat(set(actuator, new InstanceId("b"), dram(0.5))).isEqualTo(Actuation.done());
        measured("two groups below", now(groups, "b"), 0.5);
        measured("the one beside them", now(groups, "a"), 1);
      } finally {
        for (Process each : holding) {
          end(each);
        }
      }
    }
  }

  /** Memory that is used all the time, and files in memory that nobody looks at. */
  private static void cold() throws Exception {
    Path file = Path.of("/dev/shm/foreshape-cold");
    try (RealCgroups groups = new RealCgroups();
        Actuator actuator = open(groups)) {
      Process load =
          groups.start(
              "dd if=/dev/zero of="
                  + file
                  + " bs=1M count=48 2>/dev/null; exec awk 'BEGIN { n = 20000;"
                  + " for (i = 0; i < n; i++) a[i] = i; while (1) for (i = 0; i < n; i++) a[i]++ }'");
      try {
        await(groups, "a", 49 * MEBI);
        Thread.sleep(3_000);
        double share = 0.3;
        assertThat(set(actuator, A, dram(share))).isEqualTo(Actuation.done());
        String anon = groups.text("memory.numa_stat").lines().findFirst().orElseThrow();
        double stayed = (double) Numbers.ofAssignment(anon, "N0").orElseThrow();
        double left = (double) Numbers.ofAssignment(anon, "N1").orElseThrow();
        assertThat(stayed / (stayed + left)).as(anon).isGreaterThan(0.8);
        GuestChecks.OUT.println(
            GuestChecks.MEASURED
                + "hot and cold: "
                + groups.text("memory.numa_stat").lines().limit(3).toList());
        measured("of both", now(groups, "a"), share);
      } finally {
        end(load);
        Files.deleteIfExists(file);
      }
    }
  }

  /** The kernel puts new pages into DRAM, whatever was asked for. */
  private static void kept() throws Exception {
    Path file = Path.of("/dev/shm/foreshape-new");
    try (RealCgroups groups = new RealCgroups();
        Actuator actuator = open(groups)) {
      Process holding = hold(groups, "a", BYTES);
      try {
        Set<Dimension<?>> all = Set.of(Dimension.MEMORY_TIERS);
        assertThat(actuator.keep(A, all)).isEmpty();
        assertThat(set(actuator, A, dram(0.25))).isEqualTo(Actuation.done());
        assertThat(actuator.keep(A, all)).contains("measured").doesNotContain("before");
        groups.start("exec dd if=/dev/zero of=" + file + " bs=1M count=64 2>/dev/null").waitFor();
        measured("with new pages", now(groups, "a"), 0.625);
        String told = actuator.keep(A, all);
        GuestChecks.OUT.println(GuestChecks.MEASURED + told);
        assertThat(told).contains("before");
        measured("kept", now(groups, "a"), 0.25);
        assertThat(actuator.read(A).orElseThrow().get(Dimension.MEMORY_TIERS)).contains(dram(0.25));
      } finally {
        end(holding);
        Files.deleteIfExists(file);
      }
    }
  }

  /** What is reclaimed goes down a tier, of whatever group, as long as any has a split. */
  private static void demotion() throws Exception {
    Path file = Path.of("/sys/kernel/mm/numa/demotion_enabled");
    InstanceId b = new InstanceId("b");
    try (RealCgroups groups = new RealCgroups();
        Actuator actuator = open(groups)) {
      groups.makeAnother("b");
      Process holding = hold(groups, "a", BYTES);
      try {
        Files.writeString(file, "false\n"); // groups of earlier checks went with their splits
        assertThat(set(actuator, b, dram(0.25))).isEqualTo(Actuation.done());
        assertThat(set(actuator, b, dram(0.75))).isEqualTo(Actuation.done());
        assertThat(Files.readString(file).strip()).isEqualTo("true");
        Path reclaim = Path.of("/sys/fs/cgroup", groups.scope(), "a", "memory.reclaim");
        Files.writeString(reclaim, Long.toString(BYTES / 4));
        measured("a quarter reclaimed", now(groups, "a"), 0.75);
        assertThat(set(actuator, A, dram(0.5))).isEqualTo(Actuation.done());
        assertThat(set(actuator, b, null)).isEqualTo(Actuation.done());
        assertThat(Files.readString(file).strip()).isEqualTo("true");
        assertThat(set(actuator, A, null)).isEqualTo(Actuation.done());
        assertThat(Files.readString(file).strip()).isEqualTo("false");
        measured("as it was reclaimed", now(groups, "a"), 0.75);
      } finally {
        end(holding);
      }
    }
  }

  /** As DRAM is on most machines: the kernel has to drop pages of files for those that come. */
  private static void fullOfFiles() throws Exception {
    try (RealCgroups groups = new RealCgroups();
        Actuator actuator = open(groups)) {
      groups.makeAnother("b");
      Process holding = hold(groups, "a", 2 * BYTES);
      try {
        assertThat(set(actuator, A, dram(0))).isEqualTo(Actuation.done());
        // A disk's pages stay as long as somebody has it open.
        groups.start(
            "b",
            "exec 3< /dev/vda 4< /dev/vdb; dd bs=1M <&3 >/dev/null 2>&1; dd bs=1M <&4 >/dev/null 2>&1;"
                + " exec sleep 1000");
        await(groups, "b", 950 * MEBI);
        long free = freeBytes(0);
        assertThat(free).isLessThan(2 * BYTES);
        long start = System.nanoTime();
        assertThat(set(actuator, A, dram(1))).isEqualTo(Actuation.done());
        long millis = (System.nanoTime() - start) / 1_000_000;
        measured("with " + free + " bytes free, after " + millis + " ms", now(groups, "a"), 1);
      } finally {
        end(holding);
      }
    }
  }

  private static long freeBytes(int node) throws IOException {
    Path meminfo = Path.of("/sys/devices/system/node/node" + node + "/meminfo");
    return 1_024 * LinuxHost.sizeKib(Files.readString(meminfo), "MemFree:").orElseThrow();
  }

  private static void refusals() throws Exception {
    Path file = Path.of("/dev/shm/foreshape-filling");
    try (RealCgroups groups = new RealCgroups();
        Actuator actuator = open(groups)) {
      groups.makeAnother("b");
      Process holding = hold(groups, "a", BYTES);
      try {
        actuator.apply(A, new ShapeChange<>(Dimension.NUMA_NODES, null, IdSet.of(List.of(0))));
        told(set(actuator, A, dram(0.5)), Status.REFUSED, "may use none of the nodes [1]");
        actuator.apply(A, new ShapeChange<>(Dimension.NUMA_NODES, null, IdSet.of(List.of(0, 1))));
        actuator.apply(
            new InstanceId("b"),
            new ShapeChange<>(Dimension.NUMA_NODES, null, IdSet.of(List.of(1))));
        long mebis = freeBytes(1) / MEBI - 16;
        Process filling =
            groups.start(
                "b",
                "dd if=/dev/zero of="
                    + file
                    + " bs=1M count="
                    + mebis
                    + " 2>/dev/null; sleep 1000");
        try {
          await(groups, "b", mebis * MEBI);
          told(set(actuator, A, dram(0)), Status.FAILED, "was asked for");
          assertThat(actuator.read(A).orElseThrow().get(Dimension.MEMORY_TIERS)).isEmpty();
          measured("after a failure", now(groups, "a"), 1);
        } finally {
          end(filling);
        }
      } finally {
        end(holding);
        Files.deleteIfExists(file);
      }
    }
  }

  private static void told(Actuation answer, Status status, String cause) {
    GuestChecks.OUT.println(GuestChecks.MEASURED + answer);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.cause()).contains(cause);
  }

  private static void damonInUse() throws Exception {
    try (RealCgroups groups = new RealCgroups();
        Actuator before = open(groups)) {
      Files.writeString(COUNT, "2\n");
      try (Actuator actuator = open(groups)) {
        told(set(actuator, A, dram(0.5)), Status.REFUSED, "DAMON is in use by somebody else");
        assertThat(Files.readString(COUNT).strip()).isEqualTo("2");
      } finally {
        Files.writeString(COUNT, "0\n");
      }
      assertThat(before.capabilities()).contains(Dimension.MEMORY_TIERS);
    }
  }

  private static void damonLeft() throws Exception {
    try (RealCgroups groups = new RealCgroups()) {
      Process holding = hold(groups, "a", BYTES);
      try {
        leave(groups);
        assertThat(Files.readString(KDAMONDS.resolve("0/state")).strip()).isEqualTo("on");
        try (Actuator actuator = open(groups)) {
          assertThat(Files.readString(COUNT).strip()).isEqualTo("0");
          assertThat(set(actuator, A, dram(0.5))).isEqualTo(Actuation.done());
          measured("after that", now(groups, "a"), 0.5);
        }
      } finally {
        end(holding);
      }
    }
  }

  /** What a process leaves that is killed while it moves pages. */
  private static void leave(RealCgroups groups) throws Exception {
    Process moving =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LeavingDamonMain.class.getName(),
                "/" + groups.scope() + "/")
            .inheritIO()
            .start();
    assertThat(moving.waitFor()).isEqualTo(LeavingDamonMain.KILLED);
  }
}
