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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Adds what groups may send through one device to an actuator of their other knobs.
 *
 * <p>Not thread-safe.
 */
final class NetworkActuator implements Actuator {

  static final String NETWORK = "network";
  static final String RATE = "network.rate";

  private static final Pattern DEVICE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,14}");
  private static final Pattern SCOPE = Pattern.compile("[A-Za-z0-9_.:@/-]{1,256}");
  private static final List<Dimension<Limit>> DIMENSIONS =
      List.of(Dimension.NETWORK_EGRESS_RESERVED, Dimension.NETWORK_EGRESS);

  private final Actuator knobs;
  private final Egress egress;

  private NetworkActuator(Actuator knobs, Egress egress) {
    this.knobs = knobs;
    this.egress = egress;
  }

  /** The name of the device in settings, or empty if networks are not to be shaped. */
  static Optional<String> device(Settings settings) {
    String device = settings.text(NETWORK, "");
    if (device.isEmpty()) {
      return Optional.empty();
    }
    if (!DEVICE.matcher(device).matches()) {
      throw new ConfigurationException(
          "Setting " + NETWORK + " is the name of a device, such as eth0, got (" + device + ")");
    }
    return Optional.of(device);
  }

  /**
   * Adds a device's network to an actuator.
   *
   * @throws ConfigurationException if it can't be shaped here, with what is missing
   */
  static Actuator with(Actuator knobs, CgroupLayout layout, String device, Settings settings) {
    double rate = HtbRate.held(settings.number(RATE, 0, 0, 1e12));
    if (rate <= HtbTree.LEAST_RATE) {
      throw missing("setting " + RATE + " says how many bytes/s device " + device + " can send");
    }
    if (!layout.isV2() || !SCOPE.matcher(layout.place()).matches()) {
      throw missing("cgroup v2 at its standard place, and a scope whose name nft takes as it is");
    }
    Program tc = Program.find("tc").orElseThrow(() -> missing("the program tc, of iproute2"));
    Program nft = Program.find("nft").orElseThrow(() -> missing("the program nft, of nftables"));
    Egress egress =
        new Egress(new HtbTree(tc, device, rate), new CgroupMarks(nft, device, layout.place()));
    try {
      egress.marks().read();
      egress.tree().read();
    } catch (IOException e) {
      throw new ConfigurationException(
          "The network can't be shaped: it needs CAP_NET_ADMIN, the device, and nf_tables and"
              + " sch_htb in the kernel: "
              + e.getMessage(),
          e);
    }
    return new NetworkActuator(knobs, egress);
  }

  private static ConfigurationException missing(String what) {
    return new ConfigurationException("The network can't be shaped: it needs " + what);
  }

  @Override
  public Set<Dimension<?>> capabilities() {
    Set<Dimension<?>> all = new HashSet<>(knobs.capabilities());
    all.addAll(DIMENSIONS);
    return all;
  }

  @Override
  public Optional<Shape> read(InstanceId instance) {
    Optional<Shape> shape = knobs.read(instance);
    if (shape.isEmpty() || !isNamed(instance)) {
      return shape;
    }
    try {
      Egress.Share share = egress.read(instance.value());
      return shape.map(
          of ->
              of.with(Dimension.NETWORK_EGRESS_RESERVED, share.reserved())
                  .with(Dimension.NETWORK_EGRESS, share.cap()));
    } catch (IOException e) {
      throw new UncheckedIOException("The network of (" + instance + ") can't be read", e);
    }
  }

  private static boolean isNamed(InstanceId instance) {
    return CgroupMarks.NAME.matcher(instance.value()).matches();
  }

  @Override
  public OptionalDouble inUse(InstanceId instance, Resource resource) {
    return knobs.inUse(instance, resource);
  }

  @Override
  public Actuation apply(InstanceId instance, ShapeChange<?> change) {
    if (!DIMENSIONS.contains(change.dimension())) {
      return knobs.apply(instance, change);
    }
    if (knobs.incarnation(instance).isEmpty()) {
      return new Actuation(Status.GONE, "there is no such cgroup");
    }
    if (!isNamed(instance)) {
      return new Actuation(Status.REFUSED, "its name can't stand in nft's language");
    }
    try {
      write(instance.value(), change);
      return Actuation.done();
    } catch (IOException e) {
      return new Actuation(Status.FAILED, "network: " + e.getMessage());
    }
  }

  @Override
  public Optional<Actuation> applyTogether(InstanceId instance, List<ShapeChange<?>> changes) {
    boolean isNetwork = changes.stream().map(ShapeChange::dimension).anyMatch(DIMENSIONS::contains);
    return isNetwork ? Optional.empty() : knobs.applyTogether(instance, changes);
  }

  private void write(String name, ShapeChange<?> change) throws IOException {
    Limit to = (Limit) change.to();
    boolean isCap = change.dimension().equals(Dimension.NETWORK_EGRESS);
    Limit value = to != null ? to : isCap ? Limit.unlimited() : Limit.of(0);
    egress.change(name, now -> isCap ? now.withCap(value) : now.withReserved(value));
  }

  @Override
  public <T> T held(InstanceId instance, Dimension<T> dimension, T value) {
    if (!DIMENSIONS.contains(dimension)) {
      return knobs.held(instance, dimension, value);
    }
    Limit limit = (Limit) value;
    boolean isCap = dimension.equals(Dimension.NETWORK_EGRESS);
    return dimension.type().cast(isCap ? egress.heldCap(limit) : egress.heldReserved(limit));
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
