package io.foreshape.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.foreshape.api.host.HostId;
import io.foreshape.api.host.MemoryTier;
import io.foreshape.api.plan.Certificate;
import io.foreshape.api.plan.PlannedShape;
import io.foreshape.api.plan.ShapePlan;
import io.foreshape.api.provider.Settings;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.TierSplit;
import io.foreshape.api.shaping.ShapingOutcome;
import io.foreshape.api.shaping.ShapingReport;
import io.foreshape.api.shaping.ShapingResult;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.linux.CgroupActuatorProvider;
import io.foreshape.linux.LinuxHost;
import io.foreshape.shaper.TransactionalShaper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What becomes of a split of memory through the shaper, on a machine with two tiers whose nodes are
 * 0 and 1: applied, drifting, cut short by a kill, restored.
 */
final class TierShaperCheck {

  private static final long BYTES = 64 << 20;
  private static final Path FILE = Path.of("/dev/shm/foreshape-tiers-new");
  private static final Pattern PAGES = Pattern.compile("(?m)^(?:anon|file) N0=(\\d+) N1=(\\d+)");
  private static final InstanceId G = new InstanceId(MadeCgroups.name(0));
  private static final Instant NOW = Instant.EPOCH;

  private final String scope;
  private final Path journal;
  private final Path group;
  private final List<MemoryTier> tiers;

  private TierShaperCheck(String scope, Path journal) throws IOException {
    this.scope = scope;
    this.journal = journal;
    this.group = Path.of("/sys/fs/cgroup", scope, G.value());
    this.tiers = LinuxHost.read(new HostId("host")).memoryTiers();
  }

  /** Checks all of it; or, in a scope and with a journal, only applies a plan. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 2) {
      try (TransactionalShaper shaper =
          new TierShaperCheck(arguments[0], Path.of(arguments[1])).shaper()) {
        new TierShaperCheck(arguments[0], Path.of(arguments[1])).apply(shaper, 0.75);
      }
      return;
    }
    Path journal = Files.createTempDirectory(Path.of("/dev/shm"), "foreshape-tiers");
    try (MadeCgroups made = MadeCgroups.make(1)) {
      TierShaperCheck check = new TierShaperCheck(made.scope(), journal);
      try {
        check.hold();
        check.run();
      } finally {
        check.end();
      }
    }
  }

  private void run() throws Exception {
    measured("at first", 1);
    try (TransactionalShaper shaper = shaper()) {
      told(apply(shaper, 0.25), ShapingOutcome.APPLIED, "measured");
      measured("applied", 0.25);
      told(apply(shaper, 0.25), ShapingOutcome.UNCHANGED, "measured");

      start("exec dd if=/dev/zero of=" + FILE + " bs=1M count=64 2> /dev/null").waitFor();
      assertThat(inDram()).isGreaterThan(0.5);
      ShapingReport report = apply(shaper, 0.25);
      told(report, ShapingOutcome.UNCHANGED, "before pages were moved");
      assertThat(report.writes()).isEmpty();
      measured("kept", 0.25);
    }
    killWhileItApplies();
    try (TransactionalShaper shaper = shaper()) {
      told(shaper.recover(NOW), ShapingOutcome.APPLIED, "");
      told(apply(shaper, 0.75), ShapingOutcome.UNCHANGED, "measured");
      measured("recovered and kept", 0.75);
      told(shaper.restore(NOW), ShapingOutcome.APPLIED, "");
      measured("restored", 1);
      assertThat(shaper.current(List.of(G)).get(G).get(Dimension.MEMORY_TIERS)).isEmpty();
    }
    assertThat(Files.readString(group.resolve("memory.events"))).contains("oom_kill 0");
  }

  /** The note with the group is the plan's only change, and comes before any page is moved. */
  private void killWhileItApplies() throws Exception {
    Process applying =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                TierShaperCheck.class.getName(),
                scope,
                journal.toString())
            .inheritIO()
            .start();
    while (applying.isAlive() && !note().contains(tiers.get(0).id() + "=0.75")) {
      Thread.onSpinWait();
    }
    assertThat(applying.isAlive()).isTrue();
    applying.destroyForcibly().waitFor();
    System.out.println("killed with " + inDram() + " in DRAM");
  }

  private String note() throws IOException {
    Object bytes = Files.getAttribute(group, "user:foreshape.tiers");
    return new String((byte[]) bytes, UTF_8);
  }

  private TransactionalShaper shaper() {
    Settings settings = Settings.of(Map.of("scope", scope, "tiers", "on"));
    return TransactionalShaper.builder(new CgroupActuatorProvider().create(settings))
        .journal(journal)
        .build();
  }

  private ShapingReport apply(TransactionalShaper shaper, double share) {
    TierSplit split = TierSplit.of(Map.of(tiers.get(0).id(), share, tiers.get(1).id(), 1 - share));
    Shape shape =
        Shape.untouched()
            .with(Dimension.MEMORY_HARD, Limit.of(4.0 * BYTES))
            .with(Dimension.MEMORY_TIERS, split);
    PlannedShape planned = new PlannedShape(G, new HostId("host"), shape, List.of());
    Certificate certificate =
        new Certificate(Certificate.Status.FEASIBLE, 1, 0, "tiers", 0, Duration.ZERO);
    return shaper.apply(
        new ShapePlan(NOW, List.of(planned), certificate, List.of(), List.of(), List.of()), NOW);
  }

  private static void told(ShapingReport report, ShapingOutcome outcome, String cause) {
    ShapingResult result = report.results().get(0);
    System.out.println(result.outcome() + " " + result.cause());
    assertThat(result.outcome()).as(result.cause()).isEqualTo(outcome);
    assertThat(result.cause()).contains(cause);
  }

  private void measured(String what, double share) throws IOException {
    System.out.println(what + ": " + inDram() + " in DRAM");
    assertThat(inDram()).as(what).isCloseTo(share, offset(0.05));
  }

  /** The share of its pages that the first node has. */
  private double inDram() throws IOException {
    double fast = 0;
    double all = 0;
    Matcher pages = PAGES.matcher(Files.readString(group.resolve("memory.numa_stat")));
    while (pages.find()) {
      fast += Double.parseDouble(pages.group(1));
      all += Double.parseDouble(pages.group(1)) + Double.parseDouble(pages.group(2));
    }
    return fast / all;
  }

  private Process start(String script) throws IOException {
    String join = "echo $$ > " + group.resolve("cgroup.procs") + " || exit 1; ";
    return new ProcessBuilder("sh", "-c", join + script).inheritIO().start();
  }

  private void hold() throws Exception {
    start(
        "(head -c " + BYTES + " /dev/urandom; exec sleep 1000) | tail -c " + BYTES + " >/dev/null");
    for (int i = 0; i < 300 && used() < BYTES; i++) {
      Thread.sleep(100);
    }
    assertThat(used()).isGreaterThanOrEqualTo(BYTES);
  }

  private long used() throws IOException {
    return Long.parseLong(Files.readString(group.resolve("memory.current")).strip());
  }

  private void end() throws Exception {
    Files.writeString(group.resolve("cgroup.kill"), "1\n");
    Files.deleteIfExists(FILE);
    for (int i = 0; i < 50 && !Files.readString(group.resolve("cgroup.procs")).isEmpty(); i++) {
      Thread.sleep(100);
    }
  }
}
