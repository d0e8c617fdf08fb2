package io.foreshape.samples.cli.live;

import io.foreshape.api.provider.ConfigurationException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Starts a few workloads on this machine, each twice, shapes the ones while their twins stay as
 * ordered, shows how that goes, and takes everything back.
 */
public final class Live {

  /** In a shorter time the kernel's own periods of CPU time show more than the workloads do. */
  public static final Duration SHORTEST = Duration.ofSeconds(20);

  /** How many days there are: the first is only learnt. */
  static final int DAYS = 4;

  /** Until the stages are there. */
  private static final Duration START = Duration.ofSeconds(1);

  private static final int MOST_LOG_LINES = 5;

  private Live() {}

  /**
   * Runs it, until it is over or this process is told to end.
   *
   * @param duration how long, at least {@link #SHORTEST}
   * @param out where it is shown
   * @param isTerminal whether that is a terminal, which can be drawn on
   * @throws IOException if something on this machine can't be read or written
   * @throws IllegalArgumentException if the duration is too short
   * @throws ConfigurationException if no cgroups can be made here
   */
  public static void run(Duration duration, PrintWriter out, boolean isTerminal)
      throws IOException {
    if (duration.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException(
          "--duration is at least (" + SHORTEST + "), got (" + duration + ")");
    }
    if (!Files.exists(Path.of("/proc/self/cgroup"))) {
      throw new ConfigurationException("live needs Linux, for it shapes cgroups");
    }
    Screen screen =
        isTerminal && !"dumb".equals(System.getenv("TERM"))
            ? new TerminalScreen(out, System.getenv("NO_COLOR") == null)
            : new PlainScreen(out);
    List<String> ending = new ArrayList<>();
    try (Stop stop = Stop.onSignals()) {
      try (RunFolder folder = RunFolder.make()) {
        keepLog(folder.log());
        ending.addAll(run(duration, screen, stop, folder));
        ending.addAll(log(folder.log()));
      }
      ending.forEach(screen::say);
    }
  }

  private static List<String> run(Duration duration, Screen screen, Stop stop, RunFolder folder)
      throws IOException {
    Optional<String> disk = Disk.of(folder.path());
    try (LiveGroups groups = LiveGroups.make();
        LiveNetwork network = LiveNetwork.make()) {
      Paragraph.of(
              Workload.values().length
                  + " workloads, each twice with the same load: one is shaped, its twin stays as"
                  + " ordered. They run in "
                  + groups.description()
                  + network.description()
                  + ", and nothing else is touched.")
          .forEach(screen::say);
      Duration day = duration.dividedBy(DAYS);
      try (Fleet fleet = Fleet.start(groups, day, network, folder)) {
        FastClock clock = new FastClock(InstantSource.system().instant().plus(START), day);
        try (LiveRun run = LiveRun.prepare(groups, network, fleet, clock, disk, folder.journal())) {
          return run.run(screen, stop);
        }
      }
    }
  }

  /** What the library has to say goes where it does not disturb the picture. */
  private static void keepLog(Path log) {
    System.setProperty("org.slf4j.simpleLogger.logFile", log.toString());
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
  }

  private static List<String> log(Path log) throws IOException {
    if (!Files.exists(log)) {
      return List.of();
    }
    List<String> all = Files.readAllLines(log);
    List<String> lines = new ArrayList<>();
    for (String line : all.subList(0, Math.min(all.size(), MOST_LOG_LINES))) {
      lines.add("Log: " + line.replaceAll("\\p{Cntrl}", " "));
    }
    return lines;
  }
}
