package io.foreshape.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.shaper.spi.Actuation;
import io.foreshape.shaper.spi.Actuation.Status;
import io.foreshape.shaper.spi.Actuator;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** A thread of another user, and what happens right before taskset does what it does. */
final class ThreadsFaultsCheck implements Closeable {

  private static final InstanceId A = new InstanceId("a");
  private static final String NOBODY = "/usr/bin/setpriv --reuid=65534 --clear-groups ";
  private static final String WORKER =
      "exec " + NOBODY + "sh -c 'printf worker > /proc/$$/comm; while :; do :; done'";
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final String GO_ON = "exec /usr/bin/taskset \"$@\"\n";

  private final RealCgroups groups;
  private final Path script = Files.createTempFile("foreshape-", "taskset");
  private final Process worker;

  private ThreadsFaultsCheck(RealCgroups groups) throws IOException, InterruptedException {
    this.groups = groups;
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    worker = groups.start(WORKER);
    Path comm = Path.of("/proc", Long.toString(worker.pid()), "comm");
    for (int i = 0; i < 200 && !Files.readString(comm).equals("worker\n"); i++) {
      Thread.sleep(50);
    }
  }

  /** Checks all of it; needs root. */
  static void run(RealCgroups groups) throws Exception {
    groups.makeAnother("b");
    try (ThreadsFaultsCheck check = new ThreadsFaultsCheck(groups)) {
      check.rights();
      check.notAsTold();
      check.hanging();
      check.tooMany();
      check.leaving();
    }
    try (ThreadsFaultsCheck check = new ThreadsFaultsCheck(groups)) {
      check.ending();
    }
  }

  /** An actuator of nothing but threads, with a program of ours in taskset's place. */
  private Actuator with(String text) throws IOException {
    Files.writeString(script, "#!/bin/sh\n" + text);
    CgroupLayout layout = CgroupLayout.open(groups.settings());
    CpuThreads real = CpuThreads.of(layout.isV2());
    Taskset taskset = new Taskset(new Program(script, Duration.ofSeconds(3)));
    CpuThreads knob = new CpuThreads(real.threads(), taskset, real.everyCpu(), PATIENCE);
    Knobs knobs = new Knobs(new TreeMap<>(Map.of(knob.dimension(), knob)), new TreeMap<>());
    return new CgroupActuator(layout, knobs, Machine.boot(), null);
  }

  private static Actuation pin(Actuator actuator, String value) {
    return actuator.apply(A, new ShapeChange<>(LinuxDimension.CPU_THREADS, null, value));
  }

  private static String pinned(Actuator actuator) {
    return actuator.read(A).orElseThrow().get(LinuxDimension.CPU_THREADS).orElseThrow();
  }

  private void rights() throws IOException {
    String others = "exec /usr/bin/setpriv --bounding-set=-sys_nice /usr/bin/taskset \"$@\"\n";
    try (Actuator actuator = with(others)) {
      Actuation answer = pin(actuator, "worker=0");
      assertThat(answer.status()).as(answer.cause()).isEqualTo(Status.REFUSED);
      assertThat(answer.cause())
          .contains("may not pin threads of another user", "lacks the right CAP_SYS_NICE");
      assertThat(pinned(actuator)).isEqualTo("none");
    }
    try (Actuator actuator = with("exec " + NOBODY + "/usr/bin/taskset \"$@\"\n")) {
      assertThat(pin(actuator, "worker=0")).as("its own user").isEqualTo(Actuation.done());
      assertThat(pinned(actuator)).isEqualTo("worker=0");
      assertThat(pin(actuator, "none")).isEqualTo(Actuation.done());
    }
  }

  /** As where somebody takes CPUs from the group at that moment. */
  private void notAsTold() throws IOException {
    Path once = script.resolveSibling(script.getFileName() + ".once");
    String wrong = "[ -e " + once + " ] && " + GO_ON + "touch " + once + "\n";
    try (Actuator actuator = with(wrong + "exec /usr/bin/taskset -p -c 1 $4\n")) {
      Shape before = actuator.read(A).orElseThrow();
      Actuation answer = pin(actuator, "worker=0");
      assertThat(answer.status()).as(answer.cause()).isEqualTo(Status.FAILED);
      assertThat(answer.cause())
          .contains("thread (worker, " + worker.pid() + ") was to run on (0) and may run on (1)");
      assertThat(actuator.read(A)).contains(before);
    } finally {
      Files.deleteIfExists(once);
    }
  }

  private void hanging() throws IOException {
    try (Actuator actuator = with("exec sleep 60\n")) {
      Actuation answer = pin(actuator, "worker=0");
      assertThat(answer.status()).isEqualTo(Status.FAILED);
      assertThat(answer.cause()).contains("took more than PT3S");
      assertThat(pinned(actuator)).isEqualTo("none");
    }
  }

  /** Many threads, of which each takes its time. */
  private void tooMany() throws IOException, InterruptedException {
    Process second = groups.start("printf worker > /proc/$$/comm; while :; do sleep 1; done");
    try (Actuator actuator = with("[ $3 != 0 ] || sleep 1.5\n" + GO_ON)) {
      for (int i = 0; i < 200 && second.descendants().findAny().isEmpty(); i++) {
        Thread.sleep(50);
      }
      Actuation answer = pin(actuator, "worker=0");
      assertThat(answer.status()).as(answer.cause()).isEqualTo(Status.FAILED);
      assertThat(answer.cause()).contains("after PT1S 1 threads are pinned");
      assertThat(pinned(actuator)).isEqualTo("none");
    } finally {
      GuestChecks.kill(second);
    }
  }

  /** The thread is in another group by the time that it is pinned. */
  private void leaving() throws IOException {
    StringBuilder leave = new StringBuilder();
    for (Path file : groups.files("b")) {
      if (file.endsWith("cgroup.procs")) {
        leave.append("[ $3 != 0 ] || echo $4 > ").append(file).append('\n');
      }
    }
    String free = ThreadsCheck.allowed(worker);
    try (Actuator actuator = with(leave + GO_ON)) {
      assertThat(pin(actuator, "worker=0")).isEqualTo(Actuation.done());
      assertThat(pinned(actuator)).isEqualTo("none");
      assertThat(ThreadsCheck.allowed(worker)).isEqualTo(free);
    }
  }

  /** The thread has ended by the time that it is pinned. */
  private void ending() throws IOException {
    try (Actuator actuator = with("kill -9 $4; sleep 0.2\n" + GO_ON)) {
      assertThat(pin(actuator, "worker=0")).isEqualTo(Actuation.done());
      assertThat(pinned(actuator)).isEqualTo("none");
      assertThat(worker.isAlive()).isFalse();
    }
  }

  @Override
  public void close() throws IOException {
    worker.destroyForcibly();
    Files.deleteIfExists(script);
  }
}
