package io.foreshape.linux;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.provider.Settings;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.IdSet;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.shaper.spi.Actuation;
import io.foreshape.shaper.spi.Actuation.Status;
import io.foreshape.shaper.spi.Actuator;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Named threads of a real process that spin, and where they run. */
final class ThreadsCheck implements Closeable {

  static final InstanceId A = new InstanceId("a");
  static final String HOSTILE = "a=0;*\n%\u00e9";
  static final String HOSTILE_TEXT = "a%3d0%3b%2a%0a%25%c3%a9";

  private static final List<String> NAMES =
      List.of("CPU 0/KVM", "CPU 1/KVM", "worker", "worker", HOSTILE);

  /** Of the words behind the name in /proc/ID/stat (proc_pid_stat(5), field 39). */
  private static final int PROCESSOR = 36;

  private final Actuator actuator;
  private final Process process;

  /** Starts the threads in the group "a". */
  ThreadsCheck(RealCgroups groups, Actuator actuator) throws IOException, InterruptedException {
    this.actuator = actuator;
    StringBuilder script = new StringBuilder("exec ");
    script.append(Path.of(System.getProperty("java.home"), "bin", "java"));
    script.append(" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '");
    script.append(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    script.append("' -Dfile.encoding=UTF-8 ").append(NamedThreadsMain.class.getName());
    NAMES.forEach(name -> script.append(" \"").append(name).append('"'));
    process = groups.startWithInput("a", script.toString());
    for (int i = 0; i < 600 && ids(HOSTILE).isEmpty(); i++) {
      Thread.sleep(100);
    }
    assertThat(ids(HOSTILE)).as("threads of %s", process.pid()).hasSize(1);
  }

  static Settings settings(RealCgroups groups) {
    return Settings.of(new TreeMap<>(Map.of("scope", groups.scope(), "threads", "on")));
  }

  /** The numbers of the process's threads of a name. */
  List<Integer> ids(String name) throws IOException {
    List<Integer> ids = new ArrayList<>();
    byte[] wanted = (name + "\n").getBytes(UTF_8);
    Path tasks = Path.of("/proc", Long.toString(process.pid()), "task");
    try (DirectoryStream<Path> all = Files.newDirectoryStream(tasks)) {
      for (Path task : all) {
        if (Arrays.equals(Files.readAllBytes(task.resolve("comm")), wanted)) {
          ids.add(Integer.valueOf(String.valueOf(task.getFileName())));
        }
      }
    }
    ids.sort(null);
    return ids;
  }

  /** The CPUs that a thread was seen on, in 20 looks. */
  static Set<Integer> whereItRan(int thread) throws IOException, InterruptedException {
    Set<Integer> cpus = new TreeSet<>();
    Thread.sleep(200); // it moves when it is scheduled the next time
    for (int look = 0; look < 20; look++) {
      String stat =
          Files.readString(Path.of("/proc", Integer.toString(thread), "stat"), ISO_8859_1);
      cpus.add(
          Integer.valueOf(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[PROCESSOR]));
      Thread.sleep(10);
    }
    return cpus;
  }

  private <T> Actuation set(Dimension<T> dimension, @Nullable T value) {
    T now = actuator.read(A).orElseThrow().get(dimension).orElse(null);
    return actuator.apply(A, new ShapeChange<>(dimension, now, value));
  }

  Actuation pin(@Nullable String value) {
    return set(LinuxDimension.CPU_THREADS, value);
  }

  String pinned() {
    return actuator.read(A).orElseThrow().get(LinuxDimension.CPU_THREADS).orElseThrow();
  }

  /** Two names, and two threads of one name, on the CPUs 0 and 1; all else where it likes. */
  String effect() throws IOException, InterruptedException {
    Shape before = actuator.read(A).orElseThrow();
    assertThat(pinned()).isEqualTo("none");
    int first = ids("CPU 0/KVM").get(0);
    int second = ids("CPU 1/KVM").get(0);
    List<Integer> workers = ids("worker");
    Set<Integer> free = whereItRan(first);
    String wanted = "CPU 0/KVM=0;CPU 1/KVM=1;worker=0/1";
    assertThat(pin(wanted)).isEqualTo(Actuation.done());
    assertThat(pinned()).isEqualTo(wanted);
    for (Map.Entry<Integer, Integer> each :
        Map.of(first, 0, second, 1, workers.get(0), 0, workers.get(1), 1).entrySet()) {
      assertThat(whereItRan(each.getKey())).containsExactly(each.getValue());
    }
    assertThat(pin("CPU 0/KVM=1;work*=0")).isEqualTo(Actuation.done());
    assertThat(pinned()).isEqualTo("CPU 0/KVM=1;worker=0");
    assertThat(whereItRan(first)).containsExactly(1);
    assertThat(whereItRan(workers.get(1))).containsExactly(0);
    assertThat(pin(HOSTILE_TEXT + "=1")).isEqualTo(Actuation.done());
    assertThat(pinned()).isEqualTo(HOSTILE_TEXT + "=1");
    assertThat(whereItRan(ids(HOSTILE).get(0))).containsExactly(1);
    assertThat(pin(null)).isEqualTo(Actuation.done());
    assertThat(actuator.read(A)).contains(before);
    Set<Integer> freeAgain = new TreeSet<>();
    for (int look = 0; look < 60 && freeAgain.size() < 2; look++) {
      for (String name : NAMES) {
        freeAgain.addAll(whereItRan(ids(name).get(0)));
      }
    }
    assertThat(freeAgain).hasSizeGreaterThan(1);
    return "threads: one was seen on "
        + free
        + ", pinned on 0 and then on 1 only; afterwards they were seen on "
        + freeAgain;
  }

  /** What can't be, and what is then left. */
  void refusals() {
    assertThat(pin("worker=0")).isEqualTo(Actuation.done());
    Shape before = actuator.read(A).orElseThrow();
    Actuation outside = pin("CPU 0/KVM=1;worker=0,900");
    assertThat(outside.status()).isEqualTo(Status.FAILED);
    assertThat(outside.cause()).contains("of (0,900) only (0-", "thread (worker, ");
    assertThat(actuator.read(A)).contains(before);
    Actuation malformed = pin("worker");
    assertThat(malformed.status()).isEqualTo(Status.REFUSED);
    assertThat(malformed.cause()).contains("expected names with CPUs", "got (worker)");
    assertThat(actuator.read(A)).contains(before);
    assertThat(pin("absent=1;worker=0")).isEqualTo(Actuation.done());
    assertThat(actuator.read(A)).contains(before);
    assertThat(pin(null)).isEqualTo(Actuation.done());
  }

  /** Threads that begin and end, and others of the same names elsewhere. */
  void comingAndGoing(RealCgroups groups) throws IOException, InterruptedException {
    groups.makeAnother("b");
    String named = "printf worker > /proc/$$/comm; while :; do :; done";
    Process stranger = groups.start("b", named);
    assertThat(pin("worker=0/1")).isEqualTo(Actuation.done());
    String set = pinned();
    Process late = groups.start("a", named);
    try {
      await(late);
      await(stranger);
      assertThat(pinned()).isEqualTo("worker=0/1/all");
      assertThat(actuator.mayDrift(LinuxDimension.CPU_THREADS, set, pinned())).isTrue();
      assertThat(actuator.held(A, LinuxDimension.CPU_THREADS, "worker=0/1")).isEqualTo(set);
      assertThat(pin("worker=0/1")).isEqualTo(Actuation.done());
      assertThat(pinned()).isEqualTo("worker=0/1");
      assertThat(whereItRan((int) late.pid())).containsExactly(1);
      assertThat(allowed(stranger)).isEqualTo(allowed(ProcessHandle.current().pid()));
    } finally {
      GuestChecks.kill(late);
      GuestChecks.kill(stranger);
    }
    assertThat(pinned()).isEqualTo("worker=0/1");
    assertThat(pin(null)).isEqualTo(Actuation.done());
  }

  private static void await(Process shell) throws IOException, InterruptedException {
    Path comm = Path.of("/proc", Long.toString(shell.pid()), "comm");
    for (int i = 0; i < 100 && !Files.readString(comm).equals("worker\n"); i++) {
      Thread.sleep(50);
    }
    assertThat(Files.readString(comm)).isEqualTo("worker\n");
  }

  static String allowed(Process process) throws IOException {
    return allowed(process.pid());
  }

  static String allowed(long thread) throws IOException {
    String status = Files.readString(Path.of("/proc", Long.toString(thread), "status"), ISO_8859_1);
    return status
        .lines()
        .filter(line -> line.startsWith("Cpus_allowed_list:"))
        .findFirst()
        .orElseThrow();
  }

  /** What the kernel makes of pinned threads when the CPUs of their group change. */
  String cpuset() {
    IdSet all = actuator.read(A).orElseThrow().get(Dimension.CPU_PINNED).orElseThrow();
    assertThat(pin("worker=0")).isEqualTo(Actuation.done());
    assertThat(set(Dimension.CPU_PINNED, IdSet.of(List.of(1)))).isEqualTo(Actuation.done());
    String narrow = pinned();
    assertThat(narrow).isEqualTo("none");
    Actuation outside = pin("worker=0");
    assertThat(outside.status()).isEqualTo(Status.FAILED);
    assertThat(set(Dimension.CPU_PINNED, all)).isEqualTo(Actuation.done());
    String wide = pinned();
    assertThat(actuator.mayDrift(LinuxDimension.CPU_THREADS, "worker=0", wide)).isTrue();
    assertThat(pin("worker=0")).isEqualTo(Actuation.done());
    assertThat(pinned()).isEqualTo("worker=0");
    assertThat(pin(null)).isEqualTo(Actuation.done());
    // Those that were set free have what their group gets later.
    assertThat(set(Dimension.CPU_PINNED, IdSet.of(List.of(1)))).isEqualTo(Actuation.done());
    assertThat(set(Dimension.CPU_PINNED, all)).isEqualTo(Actuation.done());
    assertThat(pinned()).isEqualTo("none");
    return "threads pinned to CPU 0, their group to 1 and back to all: "
        + (wide.equals("none") ? "forgotten" : "pinned again");
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
