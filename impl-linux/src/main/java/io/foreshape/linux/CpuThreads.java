package io.foreshape.linux;

import static java.util.Objects.requireNonNull;

import io.foreshape.api.shape.Dimension;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which CPUs of those that a group has its threads run on, by their names: sched_setaffinity(2).
 * All that is known is what the threads have, so names that no thread has are held by nobody, and
 * what is read changes as threads come and go.
 *
 * @param threads the threads of groups
 * @param taskset what pins them, or null if it is not installed
 * @param everyCpu the list of all CPUs that there may ever be; with these a thread is given, from
 *     Linux 6.2 on, also those that its group gets later
 * @param patience how long one change may take; an instance has as many threads as it likes
 */
record CpuThreads(
    GroupThreads threads, @Nullable Taskset taskset, String everyCpu, Duration patience)
    implements Knob<String> {

  /** The setting that has threads looked at, which takes time wherever an instance is read. */
  static final String THREADS = "threads";

  private static final Logger LOG = LoggerFactory.getLogger(CpuThreads.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Path POSSIBLE = Path.of("/sys/devices/system/cpu/possible");

  /** That of this machine. */
  static CpuThreads of(boolean isV2) throws IOException {
    return new CpuThreads(
        new GroupThreads(isV2, Path.of("/proc")),
        Taskset.find().orElse(null),
        LinuxHost.text(POSSIBLE),
        PATIENCE);
  }

  @Override
  public Dimension<String> dimension() {
    return LinuxDimension.CPU_THREADS;
  }

  /** Whose lists say what all CPUs of a group are. */
  @Override
  public String controller() {
    return "cpuset";
  }

  @Override
  public String file() {
    return threads.file();
  }

  @Override
  public Optional<String> obstacle(Group scope) {
    return taskset == null
        ? Optional.of("has threads, but taskset (util-linux), which pins them, is not installed")
        : Optional.empty();
  }

  @Override
  public Optional<String> read(Group group) throws IOException {
    try {
      List<GroupThread> now = threads.of(group);
      return Optional.of(ThreadPins.text(now, now.stream().map(GroupThread::pinnedTo).toList()));
    } catch (RefusedException e) {
      LOG.debug("The threads of a group can't be told", e);
      return Optional.empty();
    }
  }

  @Override
  public void write(Group group, @Nullable String value) throws IOException {
    ThreadPins pins = ThreadPins.parsed(value == null ? ThreadPins.NONE : value);
    Taskset program = requireNonNull(taskset, "taskset"); // without it there is no such knob
    new ThreadPinning(group, threads, program, everyCpu, patience).set(pins);
  }

  @Override
  public boolean mayDrift(@Nullable String from, @Nullable String to) {
    return from != null && to != null && ThreadPins.mayDrift(from, to);
  }

  @Override
  public String held(Groups groups, String value) throws IOException {
    Group group = groups.in(threads.isV2() ? CgroupLayout.UNIFIED : controller());
    try {
      ThreadPins pins = ThreadPins.parsed(value);
      List<GroupThread> now = group == null ? List.of() : threads.of(group);
      return ThreadPins.text(now, pins.of(now));
    } catch (RefusedException e) {
      LOG.debug("It is for a change to say why it can't be", e);
      return value;
    }
  }
}
