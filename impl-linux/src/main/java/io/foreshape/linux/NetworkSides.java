package io.foreshape.linux;

import io.foreshape.api.provider.ConfigurationException;
import io.foreshape.api.provider.Settings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The network that settings speak of, as what can be set of it and as what it tells of its use. */
final class NetworkSides {

  static final String NETWORK = "network";
  static final String RATE = "network.rate";
  static final String INGRESS_RATE = "network.ingress.rate";

  private static final Pattern SCOPE = Pattern.compile("[A-Za-z0-9_.:@/-]{1,256}");

  private NetworkSides() {}

  /**
   * What can be set, if anything.
   *
   * @throws ConfigurationException if the network can't be shaped here, with what is missing
   */
  static List<? extends NetworkSide> of(CgroupLayout layout, Settings settings) {
    InstanceDevices own = InstanceDevices.of(settings);
    Optional<NetworkDevice> device = shared(layout, settings, own);
    if (device.isPresent()) {
      return shared(layout, device.get(), settings);
    }
    return own.all().isEmpty()
        ? List.of()
        : List.of(new OwnDevices(program("ip", "iproute2"), program("tc", "iproute2"), own));
  }

  /**
   * What is told of its use.
   *
   * @throws ConfigurationException if nothing can be told of a shared device here, with what is
   *     missing
   */
  static NetworkUse use(CgroupLayout layout, Settings settings) {
    InstanceDevices own = InstanceDevices.of(settings);
    NetworkDevice device = shared(layout, settings, own).orElse(null);
    if (device == null) {
      return new OwnDevicesUse(own);
    }
    SharedDeviceUse use =
        new SharedDeviceUse(
            program("tc", "iproute2"), program("nft", "nftables"), device, layout.place());
    try {
      use.probe();
      return use;
    } catch (IOException e) {
      throw missing(e);
    }
  }

  /** The device that instances share; empty if they don't. */
  private static Optional<NetworkDevice> shared(
      CgroupLayout layout, Settings settings, InstanceDevices own) {
    String device = settings.text(NETWORK, "");
    if (device.isEmpty()) {
      return Optional.empty();
    }
    if (!NetworkDevice.isName(device) || !own.all().isEmpty()) {
      throw new ConfigurationException(
          "Setting "
              + NETWORK
              + " is the name of a device that instances share, such as eth0, and there is either"
              + " it or "
              + InstanceDevices.SETTING
              + ", got ("
              + device
              + ")");
    }
    if (!layout.isV2() || !SCOPE.matcher(layout.place()).matches()) {
      throw missing("cgroup v2 at its standard place, and a scope whose name nft takes as it is");
    }
    return Optional.of(new NetworkDevice(device));
  }

  private static List<SharedDevice> shared(
      CgroupLayout layout, NetworkDevice device, Settings settings) {
    try {
      List<SharedDevice> sides = sides(device.name(), layout.place(), settings);
      for (SharedDevice side : sides) {
        side.traffic().marks().read();
        side.traffic().tree().read();
      }
      return sides;
    } catch (IOException e) {
      throw missing(e);
    }
  }

  private static List<SharedDevice> sides(String device, String scope, Settings settings)
      throws IOException {
    double sent = rate(settings, RATE);
    double received = rate(settings, INGRESS_RATE);
    if (Math.max(sent, received) == 0) {
      throw missing("setting " + RATE + " or " + INGRESS_RATE + ", the bytes/s of " + device);
    }
    Program tc = program("tc", "iproute2");
    Program nft = program("nft", "nftables");
    List<SharedDevice> sides = new ArrayList<>();
    if (sent > 0) {
      CgroupMarks marks = new CgroupMarks(nft, device, scope, CgroupMarks.Kind.PACKETS);
      sides.add(SharedDevice.sent(new Traffic(new HtbTree(tc, device, sent), marks)));
    }
    if (received > 0) {
      CgroupMarks marks = new CgroupMarks(nft, device, scope, CgroupMarks.Kind.CONNECTIONS);
      IfbTree tree = IfbTree.of(program("ip", "iproute2"), tc, device, received);
      sides.add(SharedDevice.received(new Traffic(tree, marks)));
    }
    return sides;
  }

  private static double rate(Settings settings, String key) {
    double rate = HtbRate.held(settings.number(key, 0, 0, 1e12));
    if (rate <= HtbTree.LEAST_RATE && !settings.text(key, "").isEmpty()) {
      throw missing(
          "more than "
              + HtbTree.LEAST_RATE
              + " bytes/s as setting "
              + key
              + ", got ("
              + rate
              + ")");
    }
    return rate;
  }

  private static Program program(String name, String owner) {
    return Program.find(name).orElseThrow(() -> missing("the program " + name + ", of " + owner));
  }

  private static ConfigurationException missing(String what) {
    return new ConfigurationException("The network can't be shaped or looked at: it needs " + what);
  }

  private static ConfigurationException missing(IOException cause) {
    return new ConfigurationException(
        "The network can't be shaped or looked at: it needs CAP_NET_ADMIN, the device, and"
            + " nf_tables and sch_htb in the kernel: "
            + cause.getMessage(),
        cause);
  }
}
