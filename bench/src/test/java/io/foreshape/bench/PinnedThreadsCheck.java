package io.foreshape.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.host.HostId;
import io.foreshape.api.plan.Certificate;
import io.foreshape.api.plan.PlannedShape;
import io.foreshape.api.plan.ShapePlan;
import io.foreshape.api.provider.Settings;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.IdSet;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shaping.ShapingOutcome;
import io.foreshape.api.shaping.ShapingReport;
import io.foreshape.api.shaping.ShapingResult;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.linux.CgroupActuatorProvider;
import io.foreshape.linux.LinuxDimension;
import io.foreshape.shaper.TransactionalShaper;
import io.foreshape.shaper.spi.Actuator;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Threads of a real group that are pinned by plans, while others begin and end. */
final class PinnedThreadsCheck implements Closeable {

  private static final InstanceId G = new InstanceId(MadeCgroups.name(0));
  private static final IdSet BOTH = IdSet.of(List.of(0, 1));

  /** Whatever it starts is pinned as it is, by another name. */
  private static final String SCRIPT = "printf worker > /proc/$$/comm; while :; do sleep 0.2; done";

  private final MadeCgroups made;
  private final List<Process> workers = new ArrayList<>();

  private PinnedThreadsCheck(MadeCgroups made) {
    this.made = made;
  }

  /** Checks on this machine, as root. */
  public static void main(String[] arguments) throws Exception {
    run();
  }

  static void run() throws Exception {
    try (MadeCgroups made = MadeCgroups.make(1, List.of("cpuset"));
        PinnedThreadsCheck check = new PinnedThreadsCheck(made)) {
      check.fill();
      Settings settings = Settings.of(Map.of("scope", made.scope(), "threads", "on"));
      try (Actuator actuator = new CgroupActuatorProvider().create(settings);
          TransactionalShaper shaper = TransactionalShaper.on(actuator)) {
        check.check(shaper);
      }
    }
  }

  /** Gives the group CPUs and nodes, which v1 does not inherit, and v2 if the controller is on. */
  private void fill() throws IOException {
    Path group = made.file(0, "cpuset", "cpuset.cpus");
    if (made.areV2()) {
      Path scope = made.file(0, "cpuset", ".").normalize().resolveSibling("cgroup.subtree_control");
      Files.writeString(scope, "+cpuset");
      return;
    }
    for (String file : List.of("cpuset.cpus", "cpuset.mems")) {
      String all = Files.readString(Path.of("/sys/fs/cgroup/cpuset").resolve(file));
      Files.writeString(group.getParent().resolveSibling(file), all);
      Files.writeString(group.resolveSibling(file), all);
    }
  }

  private void start() throws IOException, InterruptedException {
    String move = "echo $$ > " + made.file(0, "cpuset", "cgroup.procs") + " && ";
    Process worker = new ProcessBuilder("sh", "-c", move + SCRIPT).inheritIO().start();
    workers.add(worker);
    for (int i = 0; i < 200 && worker.descendants().findAny().isEmpty(); i++) {
      Thread.sleep(20);
    }
  }

  private static ShapingResult only(ShapingReport report) {
    assertThat(report.results()).hasSize(1);
    return report.results().get(0);
  }

  private static ShapingResult apply(TransactionalShaper shaper, Shape shape) {
    PlannedShape planned = new PlannedShape(G, new HostId("host"), shape, List.of());
    Certificate certificate =
        new Certificate(Certificate.Status.FEASIBLE, 1, 0, "threads", 1, Duration.ZERO);
    return only(
        shaper.apply(
            new ShapePlan(
                KillPlans.NOW, List.of(planned), certificate, List.of(), List.of(), List.of()),
            KillPlans.NOW));
  }

  private String cpus(int worker) throws IOException {
    Path status = Path.of("/proc", Long.toString(workers.get(worker).pid()), "status");
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("Cpus_allowed_list:"))
        .map(line -> line.substring(line.indexOf('\t') + 1))
        .findFirst()
        .orElseThrow();
  }

  private void check(TransactionalShaper shaper) throws IOException, InterruptedException {
    start();
    String free = cpus(0);
    Shape planned =
        Shape.untouched()
            .with(Dimension.CPU_PINNED, BOTH)
            .with(LinuxDimension.CPU_THREADS, "worker=0");
    assertThat(apply(shaper, planned).outcome()).isEqualTo(ShapingOutcome.APPLIED);
    assertThat(cpus(0)).isEqualTo("0");
    for (int i = 0; i < 5; i++) {
      start();
      TimeUnit.MILLISECONDS.sleep(250); // there are others now that the workers have started
      ShapingResult again = apply(shaper, planned);
      assertThat(again.outcome()).as("%s", again).isEqualTo(ShapingOutcome.APPLIED);
      assertThat(cpus(i + 1)).isEqualTo("0");
    }
    cannotBeHad(shaper);
    Shape other = planned.with(Dimension.CPU_PINNED, IdSet.of(List.of(1)));
    assertThat(apply(shaper, other.with(LinuxDimension.CPU_THREADS, "none")).outcome())
        .isEqualTo(ShapingOutcome.APPLIED);
    assertThat(cpus(0)).isEqualTo("1");
    assertThat(apply(shaper, planned).outcome()).isEqualTo(ShapingOutcome.APPLIED);
    assertThat(cpus(0)).isEqualTo("0");
    workers.remove(1).destroyForcibly().waitFor();
    ShapingResult restored = only(shaper.restore(KillPlans.NOW));
    assertThat(restored.cause()).doesNotContain("somebody else");
    for (int i = 0; i < workers.size(); i++) {
      assertThat(cpus(i)).isEqualTo(free);
    }
  }

  /** What fails comes after the threads were pinned, to CPUs that the group then gives back. */
  private void cannotBeHad(TransactionalShaper shaper) throws IOException {
    ShapingResult result =
        apply(
            shaper,
            Shape.untouched()
                .with(Dimension.CPU_PINNED, IdSet.of(List.of(1)))
                .with(LinuxDimension.CPU_THREADS, "none")
                .with(Dimension.NUMA_NODES, IdSet.of(List.of(63))));
    assertThat(result.outcome()).as("%s", result).isEqualTo(ShapingOutcome.ROLLED_BACK);
    assertThat(result.cause()).contains("numa.nodes").doesNotContain("undoing failed");
    for (int i = 0; i < workers.size(); i++) {
      assertThat(cpus(i)).isEqualTo("0");
    }
  }

  @Override
  public void close() throws IOException {
    for (Process worker : workers) {
      List<ProcessHandle> children = worker.descendants().toList();
      worker.destroyForcibly();
      children.forEach(ProcessHandle::destroyForcibly);
    }
    Path procs = made.file(0, "cpuset", "cgroup.procs");
    for (int i = 0; i < 100 && !Files.readString(procs).isEmpty(); i++) {
      try {
        TimeUnit.MILLISECONDS.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
