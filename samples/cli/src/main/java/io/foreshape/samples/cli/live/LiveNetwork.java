package io.foreshape.samples.cli.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.foreshape.samples.cli.live.LiveGroups.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * For each side a network namespace in which its workload that sends is, as a container would be:
 * joined to this machine's by a pair of devices, so that it has a device of its own, and a queue
 * that is nobody else's. This machine's end has no address, and drops what it gets. All of it is
 * gone when it is closed.
 *
 * @param owner the process whose run it is
 * @param obstacle why there is none; empty if there is
 */
record LiveNetwork(long owner, Optional<String> obstacle) implements AutoCloseable {

  /** The address of the other end, which nobody has (RFC 5737). */
  static final String PEER = "192.0.2.2";

  private static final Path SPACES = Path.of("/var/run/netns");
  private static final Path DEVICES = Path.of("/sys/class/net");

  /** Any that is not the other end's own, so that there nobody takes what comes. */
  private static final String PEERS_LINK = "02:00:00:00:00:01";

  /** Makes it, after those of runs that were killed have been removed. */
  static LiveNetwork make() throws IOException {
    long owner = ProcessHandle.current().pid();
    try {
      removeLeftovers();
      for (Side side : Side.values()) {
        make(owner, side);
      }
      return new LiveNetwork(owner, Optional.empty());
    } catch (IOException e) {
      remove(owner);
      String obstacle = "no network namespace with a device can be made here; root can: ";
      return new LiveNetwork(owner, Optional.of(obstacle + e.getMessage()));
    }
  }

  private static void make(long owner, Side side) throws IOException {
    String space = space(owner, side);
    String device = device(owner, side);
    run("ip netns add " + space);
    run("ip link add " + device + " type veth peer name eth0 netns " + space);
    run("ip link set " + device + " up");
    run("ip -n " + space + " link set eth0 up");
    run("ip -n " + space + " addr add 192.0.2.1/30 dev eth0");
    run("ip -n " + space + " neigh add " + PEER + " lladdr " + PEERS_LINK + " dev eth0");
    run("tc qdisc show dev " + device); // which is needed to shape it
  }

  private static String space(long owner, Side side) {
    return LiveGroups.PREFIX + owner + "-" + side.group();
  }

  /** At most 15 characters. */
  private static String device(long owner, Side side) {
    return "fsl" + owner + side.group().charAt(0);
  }

  /** What was made, for people, to be added to a list. */
  String description() {
    return obstacle.isPresent()
        ? ""
        : ", "
            + Workload.FEED.id()
            + " behind devices "
            + device(owner, Side.SHAPED)
            + " and "
            + device(owner, Side.FIXED);
  }

  /** The device of a side's workload that sends; empty if it has none. */
  Optional<String> device(Side side) {
    return obstacle.isPresent() ? Optional.empty() : Optional.of(device(owner, side));
  }

  /** The words before a command that have it run where a workload of a side is to be. */
  List<String> inside(Side side, Workload workload) {
    return isIn(workload) ? List.of("ip", "netns", "exec", space(owner, side)) : List.of();
  }

  /** The address that a workload sends to, if it does that; its own where there is no other end. */
  String address(Workload workload) {
    return isIn(workload) ? PEER : "127.0.0.1";
  }

  private boolean isIn(Workload workload) {
    return obstacle.isEmpty() && workload == Workload.FEED;
  }

  /** Removes what runs have left behind that were killed. */
  static void removeLeftovers() throws IOException {
    for (long owner : Leftovers.owners(SPACES)) {
      remove(owner);
    }
  }

  @Override
  public void close() throws IOException {
    remove(owner);
  }

  private static void remove(long owner) throws IOException {
    for (Side side : Side.values()) {
      Path device = DEVICES.resolve(device(owner, side));
      if (Files.exists(device)) {
        // What a shape of what it sends has made (docs/linux.md).
        String ifb = "foreshape" + Files.readString(device.resolve("ifindex")).strip();
        if (Files.exists(DEVICES.resolve(ifb))) {
          run("ip link del " + ifb); // first: its name is known by the device's number
        }
        run("ip link del " + device.getFileName());
      }
      if (Files.exists(SPACES.resolve(space(owner, side)))) {
        run("ip netns del " + space(owner, side));
      }
    }
  }

  private static void run(String command) throws IOException {
    Process process = new ProcessBuilder(command.split(" ", -1)).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String answer = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    try {
      if (process.waitFor() != 0) {
        throw new IOException(command + ": " + answer.replace('\n', ' '));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted during " + command, e);
    }
  }
}
