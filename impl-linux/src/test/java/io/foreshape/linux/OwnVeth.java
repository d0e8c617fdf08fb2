package io.foreshape.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;

/**
 * A device of this machine whose other end is in a network namespace, as a container has it, on the
 * kernel that runs the test. Names are of this process alone.
 */
final class OwnVeth implements Closeable {

  private static final long PID = ProcessHandle.current().pid();

  /** Of the range for benchmarks (RFC 2544), which leads nowhere else. */
  private static final String NET = "198.18." + PID / 32 % 256 + "." + PID % 32 * 8;

  private static final String DEVICE = "fst" + PID;
  private static final String SPACE = "foreshape-test-" + PID;

  /** Nobody has it, so what is sent there is neither taken nor answered. */
  private static final String NOBODY = address(3);

  private static final String NEIGHBOUR = "neigh add " + NOBODY + " lladdr 02:00:00:00:00:01 dev ";

  private static final String[] MAKE = {
    "ip netns add " + SPACE,
    "ip link add " + DEVICE + " type veth peer name eth0 netns " + SPACE,
    "ip addr add " + address(1) + "/29 dev " + DEVICE,
    "ip link set " + DEVICE + " up",
    "ip " + NEIGHBOUR + DEVICE,
    "ip -n " + SPACE + " addr add " + address(2) + "/29 dev eth0",
    "ip -n " + SPACE + " link set eth0 up",
    "ip -n " + SPACE + " " + NEIGHBOUR + "eth0"
  };

  private final List<Process> processes = new ArrayList<>();

  /** Makes it, or has the test skipped and says why. */
  OwnVeth() throws IOException, InterruptedException {
    Assumptions.assumeTrue(Program.find("ip").isPresent(), "the program ip is missing");
    for (String command : MAKE) {
      String answer = Veth.text(command.split(" ", -1));
      if (!answer.isEmpty()) {
        close();
        Assumptions.abort("no network namespace can be made: " + answer);
      }
    }
  }

  private static String address(int last) {
    int dot = NET.lastIndexOf('.');
    return NET.substring(0, dot + 1) + (Integer.parseInt(NET.substring(dot + 1)) + last);
  }

  NetworkDevice device() {
    return new NetworkDevice(DEVICE);
  }

  /** Settings that say whose device it is. */
  static Map<String, String> settings(RealCgroups groups) {
    return new TreeMap<>(Map.of("scope", groups.scope(), "network.devices", "a=" + DEVICE));
  }

  /** Has it carry packets up to a number of bytes. */
  void carry(int mtuBytes) throws IOException, InterruptedException {
    String mtu = " mtu " + mtuBytes;
    for (String end : List.of("ip -n " + SPACE + " link set eth0", "ip link set " + DEVICE)) {
      assertThat(Veth.text((end + mtu).split(" ", -1))).isEmpty();
    }
  }

  /** What there is in the kernel for it, and for nobody else's device. */
  String queues() throws IOException, InterruptedException {
    return Veth.text("tc", "qdisc", "show", "dev", DEVICE)
        + Veth.text("ip", "-o", "link", "show", "dev", Ifb.name(device()));
  }

  /** Starts to send datagrams from the other end, as fast as it may. */
  void sendFromThere() throws IOException {
    start("ip", "netns", "exec", SPACE, "bash", "-c", flood(1_000));
  }

  /** Starts to send datagrams to the other end, as fast as it may. */
  void sendToThere(int bytesEach) throws IOException {
    start("bash", "-c", flood(bytesEach));
  }

  private static String flood(int bytesEach) {
    return "exec dd if=/dev/zero bs=" + bytesEach + " > /dev/udp/" + NOBODY + "/9";
  }

  private void start(String... command) throws IOException {
    processes.add(
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  /** How many bytes/s a device has sent on in some time. */
  static double sentPerSecond(String device, int millis) throws InterruptedException {
    NetworkDevice sender = new NetworkDevice(device);
    long start = sender.sentBytes().orElseThrow();
    long startNanos = System.nanoTime();
    Thread.sleep(millis);
    long sent = sender.sentBytes().orElseThrow() - start;
    return sent * 1e9 / (System.nanoTime() - startNanos);
  }

  /** Ends who sends. */
  void quiet() throws InterruptedException {
    for (Process process : processes) {
      GuestChecks.kill(process);
    }
    processes.clear();
  }

  @Override
  public void close() {
    try {
      quiet();
      Veth.text("ip", "link", "del", DEVICE);
      Veth.text("ip", "netns", "del", SPACE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
