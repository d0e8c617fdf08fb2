package io.foreshape.samples.cli.live;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A process of one workload, which waits until it is told to begin. Thread-safe. */
final class WorkloadProcess implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 5;

  /** What is told of a process that a signal has ended is above this, by the signal's number. */
  private static final int SIGNALS = 128;

  private static final int KILLED = SIGNALS + 9;

  private static final long READY_SECONDS = 120;

  private final Process process;
  private final CountDownLatch ready = new CountDownLatch(1);
  private volatile long sentBytes;

  private WorkloadProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts one.
   *
   * @param network where it sends to
   * @param folder for the workload's file and for what goes wrong
   */
  static WorkloadProcess start(
      Workload workload, LiveGroups.Side side, Duration day, LiveNetwork network, RunFolder folder)
      throws IOException {
    File log = folder.log().toFile();
    ProcessBuilder builder =
        new ProcessBuilder(command(workload, side, day, network, folder))
            .redirectError(ProcessBuilder.Redirect.appendTo(log));
    // Else the C library keeps what was given back (mallopt(3), M_MMAP_THRESHOLD).
    builder.environment().put("MALLOC_MMAP_THRESHOLD_", "65536");
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    WorkloadProcess started = new WorkloadProcess(builder.start());
    Thread reader = new Thread(started::follow, "reads " + workload.id());
    reader.setDaemon(true);
    reader.start();
    return started;
  }

  private static List<String> command(
      Workload workload,
      LiveGroups.Side side,
      Duration day,
      LiveNetwork network,
      RunFolder folder) {
    List<String> command = new ArrayList<>(network.inside(side, workload));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-Xmx16m",
            "-XX:MaxDirectMemorySize=1g",
            "-cp",
            classes(),
            WorkloadMain.class.getName(),
            workload.curve().name(),
            Double.toString(workload.ordered()),
            Long.toString(day.toNanos()),
            folder.path().resolve(side.group() + "-" + workload.id()).toString(),
            network.address(workload)));
    return command;
  }

  /** The jar or the folder that these classes are in. */
  private static String classes() {
    try {
      return Path.of(WorkloadMain.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("Classes lie where no path leads", e);
    }
  }

  private void follow() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        sentBytes = Long.parseLong(line);
        ready.countDown();
      }
    } catch (IOException | NumberFormatException e) {
      process.destroyForcibly(); // it has ended in the middle of a line
    } finally {
      ready.countDown();
    }
  }

  long pid() {
    return process.pid();
  }

  /** The bytes that it has sent in all; 0 unless that is what it does. */
  long sentBytes() {
    return sentBytes;
  }

  /** Whether it was killed, as the kernel does for want of memory. */
  boolean isKilled() {
    return !process.isAlive() && process.exitValue() == KILLED;
  }

  /** With what status it has ended by itself, and not by a signal; empty if it has not. */
  OptionalInt failure() {
    return process.isAlive() || process.exitValue() > SIGNALS
        ? OptionalInt.empty()
        : OptionalInt.of(process.exitValue());
  }

  /** Waits until it is ready, or has ended, or that takes too long. */
  void awaitReady() {
    try {
      if (!ready.await(READY_SECONDS, TimeUnit.SECONDS)) {
        end();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets it begin; where it has ended already, that is told by {@link #failure}. */
  void begin(Instant midnight) {
    try {
      Writer input = process.outputWriter(StandardCharsets.UTF_8);
      input.write(midnight.toEpochMilli() + "\n");
      input.flush();
    } catch (IOException e) {
      process.destroyForcibly();
    }
  }

  /** Tells it to end. */
  void end() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      process.destroyForcibly(); // it was ending by itself
    }
  }

  /** Ends it, by force if it does not listen, and waits for that. */
  @Override
  public void close() {
    end();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
