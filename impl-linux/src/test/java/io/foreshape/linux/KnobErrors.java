package io.foreshape.linux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.shaper.spi.Actuation.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Has the kernel answer every write of a knob with an error, by strace, and looks what comes of it.
 */
final class KnobErrors {

  /** What comes of an error, and the words in which it is told. */
  record Expected(Status status, String words) {}

  static final Map<String, Expected> ALL =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("EPERM", new Expected(Status.REFUSED, "Operation not permitted")),
              Map.entry("EACCES", new Expected(Status.REFUSED, "this process may not write")),
              Map.entry("EROFS", new Expected(Status.REFUSED, "Read-only file system")),
              Map.entry("EOPNOTSUPP", new Expected(Status.REFUSED, "Operation not supported")),
              Map.entry("EINVAL", new Expected(Status.FAILED, "Invalid argument")),
              Map.entry("EBUSY", new Expected(Status.FAILED, "Device or resource busy")),
              Map.entry("ENOSPC", new Expected(Status.FAILED, "No space left on device")),
              Map.entry("ENODEV", new Expected(Status.FAILED, "No such device")),
              Map.entry("EIO", new Expected(Status.FAILED, "Input/output error")),
              Map.entry("EAGAIN", new Expected(Status.FAILED, "Resource temporarily unavailable")),
              Map.entry("ENOMEM", new Expected(Status.FAILED, "Cannot allocate memory"))));

  private KnobErrors() {}

  /** Whether there is strace, and it may be used. */
  static boolean canBeMade() throws InterruptedException {
    try {
      return run(List.of("strace", "-f", "-o", "/dev/null", "true")).status() == 0;
    } catch (IOException e) {
      return false; // there is no such program
    }
  }

  /** Checks one error for every knob of a group "a"; gives the number of knobs. */
  static int check(RealCgroups groups, String device, String error)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("strace", "-f", "-qq", "-o", "/dev/null"));
    for (Path file : groups.files("a")) {
      command.addAll(List.of("-P", file.toString()));
    }
    command.addAll(
        List.of("-e", "trace=write,pwrite64", "-e", "inject=write,pwrite64:error=" + error));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp"));
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.addAll(List.of(KnobErrorsMain.class.getName(), groups.scope(), device));
    Outcome outcome = run(command);
    assertThat(outcome.status).as(outcome.output).isZero();
    List<String> told =
        outcome.output.lines().filter(line -> line.startsWith(KnobErrorsMain.TOLD)).toList();
    assertThat(told).as(outcome.output).isNotEmpty();
    Expected expected = ALL.get(error);
    for (String line : told) {
      String[] words = line.split(" ", 5);
      assertThat(words[2] + " " + words[3]).as(line).isEqualTo(expected.status + " same");
      assertThat(words[4])
          .as(line)
          .contains(expected.words)
          .containsPattern("\\b[a-z]+\\.[a-z_.]+");
    }
    return told.size();
  }

  private record Outcome(int status, String output) {}

  private static Outcome run(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C"); // the words are the C library's
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Outcome(process.waitFor(), output);
  }
}
