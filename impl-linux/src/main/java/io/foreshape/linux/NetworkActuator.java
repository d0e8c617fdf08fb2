package io.foreshape.linux;

import io.foreshape.api.provider.ConfigurationException;
import io.foreshape.api.provider.Settings;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.shaper.spi.Actuation;
import io.foreshape.shaper.spi.Actuation.Status;
import io.foreshape.shaper.spi.Actuator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Adds what groups may send and receive to an actuator of their other knobs.
 *
 * <p>Not thread-safe.
 */
final class NetworkActuator implements Actuator {

  static final String NETWORK = "network";
  static final String RATE = "network.rate";
  static final String INGRESS_RATE = "network.ingress.rate";

  private static final Pattern SCOPE = Pattern.compile("[A-Za-z0-9_.:@/-]{1,256}");

  private final Actuator knobs;
  private final List<NetworkSide> sides;

  /** Adds these sides to an actuator, which it owns. */
  NetworkActuator(Actuator knobs, List<NetworkSide> sides) {
    this.knobs = knobs;
    this.sides = List.copyOf(sides);
  }

  /**
   * Adds the network that settings tell of to an actuator; it stays as it is if they tell of none.
   *
   * @throws ConfigurationException if it can't be shaped here, with what is missing
   */
  static Actuator with(Actuator knobs, CgroupLayout layout, Settings settings) {
    String device = settings.text(NETWORK, "");
    InstanceDevices own = InstanceDevices.of(settings);
    if (device.isEmpty()) {
      return own.all().isEmpty()
          ? knobs
          : new NetworkActuator(
              knobs,
              List.of(new OwnDevices(program("ip", "iproute2"), program("tc", "iproute2"), own)));
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
    return shared(knobs, layout, device, settings);
  }

  private static Actuator shared(
      Actuator knobs, CgroupLayout layout, String device, Settings settings) {
    if (!layout.isV2() || !SCOPE.matcher(layout.place()).matches()) {
      throw missing("cgroup v2 at its standard place, and a scope whose name nft takes as it is");
    }
    try {
      List<NetworkSide> sides = new ArrayList<>();
      for (SharedDevice side : sides(device, layout.place(), settings)) {
        side.traffic().marks().read();
        side.traffic().tree().read();
        sides.add(side);
      }
      return new NetworkActuator(knobs, sides);
    } catch (IOException e) {
      throw new ConfigurationException(
          "The network can't be shaped: it needs CAP_NET_ADMIN, the device, and nf_tables and"
              + " sch_htb in the kernel: "
              + e.getMessage(),
          e);
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
    return new ConfigurationException("The network can't be shaped: it needs " + what);
  }

  @Override
  public Set<Dimension<?>> capabilities() {
    Set<Dimension<?>> all = new HashSet<>(knobs.capabilities());
    sides.forEach(side -> all.addAll(side.dimensions()));
    return all;
  }

  @Override
  public Optional<Shape> read(InstanceId instance) {
    Optional<Shape> shape = knobs.read(instance);
    if (shape.isEmpty()) {
      return shape;
    }
    Shape all = shape.get();
    try {
      for (NetworkSide side : sides) {
        all = side.read(instance, all);
      }
      return Optional.of(all);
    } catch (IOException e) {
      throw new UncheckedIOException("The network of (" + instance + ") can't be read", e);
    }
  }

  private Optional<NetworkSide> side(Dimension<?> dimension) {
    return sides.stream().filter(side -> side.dimensions().contains(dimension)).findFirst();
  }

  @Override
  public OptionalDouble inUse(InstanceId instance, Resource resource) {
    return knobs.inUse(instance, resource);
  }

  @Override
  public Actuation apply(InstanceId instance, ShapeChange<?> change) {
    Optional<NetworkSide> side = side(change.dimension());
    if (side.isEmpty()) {
      return knobs.apply(instance, change);
    }
    if (knobs.incarnation(instance).isEmpty()) {
      return new Actuation(Status.GONE, "there is no such cgroup");
    }
    try {
      side.get().write(instance, change.dimension(), (Limit) change.to());
      return Actuation.done();
    } catch (RefusedException e) {
      return new Actuation(Status.REFUSED, "network: " + e.getMessage());
    } catch (IOException e) {
      return new Actuation(Status.FAILED, "network: " + e.getMessage());
    }
  }

  @Override
  public Optional<Actuation> applyTogether(InstanceId instance, List<ShapeChange<?>> changes) {
    boolean isNetwork = changes.stream().anyMatch(each -> side(each.dimension()).isPresent());
    return isNetwork ? Optional.empty() : knobs.applyTogether(instance, changes);
  }

  @Override
  public <T> T held(InstanceId instance, Dimension<T> dimension, T value) {
    return side(dimension)
        .map(side -> dimension.type().cast(side.held(dimension, (Limit) value)))
        .orElseGet(() -> knobs.held(instance, dimension, value));
  }

  @Override
  public String incarnation(InstanceId instance) {
    return knobs.incarnation(instance);
  }

  @Override
  public void close() {
    knobs.close();
  }
}
