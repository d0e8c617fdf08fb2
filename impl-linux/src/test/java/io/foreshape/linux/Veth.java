package io.foreshape.linux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** A device whose other end is in a network namespace of its own, and who talks through it. */
final class Veth implements Closeable {

  static final String DEVICE = "fs0";
  static final String OWN = "10.9.0.1";
  static final String OTHER = "10.9.0.2";

  private static final String[] MAKE = {
    "ip link add fs0 type veth peer name fs1",
    "ip netns add fs",
    "ip link set fs1 netns fs",
    "ip addr add 10.9.0.1/24 dev fs0",
    "ip link set fs0 up",
    "ip -n fs addr add 10.9.0.2/24 dev fs1",
    "ip -n fs link set fs1 up"
  };

  private final List<Process> processes = new ArrayList<>();

  Veth() throws IOException, InterruptedException {
    for (String command : MAKE) {
      assertThat(text(command.split(" ", -1))).as(command).isEmpty();
    }
  }

  /** What queues the device has. */
  String queues() throws IOException, InterruptedException {
    return text("tc", "qdisc", "show", "dev", DEVICE);
  }

  /** Keeps a process until the device goes. */
  Process keep(Process process) {
    processes.add(process);
    return process;
  }

  /** Starts a program in the other namespace; nobody sees what it says. */
  Process startThere(String... command) throws IOException {
    return keep(process("ip netns exec fs", command));
  }

  /** Starts a program that is in no group of ours; nobody sees what it says. */
  Process startHere(String... command) throws IOException {
    return keep(process("env", command));
  }

  private static Process process(String before, String... command) throws IOException {
    List<String> all = new ArrayList<>(List.of(before.split(" ", -1)));
    all.addAll(List.of(command));
    return new ProcessBuilder(all).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
  }

  /** How many bytes/s processes read, all over the same time. */
  static double[] rates(int millis, Process... readers) throws IOException, InterruptedException {
    double[] rates = new double[readers.length];
    for (int i = 0; i < rates.length; i++) {
      rates[i] = -received(readers[i]);
    }
    Thread.sleep(millis);
    for (int i = 0; i < rates.length; i++) {
      rates[i] = (rates[i] + received(readers[i])) * 1e3 / millis;
    }
    return rates;
  }

  /** The bytes that a process has read. */
  private static long received(Process process) throws IOException {
    String counts = Files.readString(Path.of("/proc/" + process.pid() + "/io"));
    OptionalLong count = Numbers.ofKey(counts.replace(":", ""), "rchar");
    return count.orElseThrow();
  }

  /** What a program says. */
  static String text(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    process.waitFor();
    return text;
  }

  /** Ends who talks, and removes the device and the namespace. */
  @Override
  public void close() {
    try {
      for (Process process : processes) {
        GuestChecks.kill(process);
      }
      text("ip", "link", "del", DEVICE);
      text("ip", "netns", "del", "fs");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
