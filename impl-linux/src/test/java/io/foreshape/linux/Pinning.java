package io.foreshape.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.IdSet;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.shaper.spi.Actuation;
import io.foreshape.shaper.spi.Actuator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Looks where threads ran that were pinned. */
final class Pinning {

  private static final InstanceId A = new InstanceId("a");

  /** Of the words behind the name in /proc/PID/stat (proc_pid_stat(5), field 39). */
  private static final int PROCESSOR = 36;

  private Pinning() {}

  /**
   * Pins four spinning shells to one CPU and then to the other, and sets them free, while they run.
   */
  static void check(RealCgroups groups, Actuator actuator)
      throws IOException, InterruptedException {
    Shape before = actuator.read(A).orElseThrow();
    IdSet old = before.get(Dimension.CPU_PINNED).orElse(null);
    Process spinning = groups.start("for i in 1 2 3; do while :; do :; done & done; wait");
    try {
      for (int cpu : List.of(0, 1, 0)) {
        IdSet one = IdSet.of(List.of(cpu));
        assertThat(actuator.apply(A, new ShapeChange<>(Dimension.CPU_PINNED, null, one)))
            .isEqualTo(Actuation.done());
        Thread.sleep(200); // a thread moves when it is scheduled the next time
        assertThat(whereTheyRan(spinning)).containsExactly(cpu);
      }
      // The kernel does not let a group with processes have no list any more.
      assertThat(
              actuator.apply(A, new ShapeChange<>(Dimension.CPU_PINNED, IdSet.of(List.of(0)), old)))
          .isEqualTo(Actuation.done());
      assertThat(actuator.read(A)).contains(before);
    } finally {
      List<ProcessHandle> children = spinning.descendants().toList();
      spinning.destroyForcibly().waitFor();
      children.forEach(ProcessHandle::destroyForcibly);
    }
  }

  /** The CPUs that three children of a shell were seen on. */
  static Set<Integer> whereTheyRan(Process shell) throws IOException, InterruptedException {
    List<ProcessHandle> children = shell.children().toList();
    assertThat(children).hasSize(3);
    Set<Integer> cpus = new TreeSet<>();
    for (int look = 0; look < 20; look++) {
      for (ProcessHandle child : children) {
        String pid = Long.toString(child.pid());
        String stat = Files.readString(Path.of("/proc", pid, "task", pid, "stat"));
        cpus.add(
            Integer.valueOf(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[PROCESSOR]));
      }
      Thread.sleep(10);
    }
    return cpus;
  }
}
