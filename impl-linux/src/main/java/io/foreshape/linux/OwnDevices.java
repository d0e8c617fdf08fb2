package io.foreshape.linux;

import io.foreshape.api.provider.ConfigurationException;
import io.foreshape.api.provider.Settings;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.workload.InstanceId;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What instances send and receive at most, each through a device of its own, such as this machine's
 * end of a container's pair (veth) or a virtual machine's tap. What that device sends, the instance
 * receives, by a token bucket at the device's root; what it receives, the instance sends, by one of
 * an {@link Ifb}. All that is known of it is in the kernel.
 *
 * @param ip the program
 * @param tc the program
 * @param devices the device of each instance
 */
record OwnDevices(Program ip, Program tc, Map<InstanceId, NetworkDevice> devices)
    implements NetworkSide {

  static final String DEVICES = "network.devices";

  /** All packets; unlike matchall, it is in every kernel that has filters. */
  private static final String ALL = "u32 match u32 0 0";

  /**
   * The devices of settings; none unless set.
   *
   * @throws ConfigurationException if the setting is malformed
   */
  static SortedMap<InstanceId, NetworkDevice> of(Settings settings) {
    SortedMap<InstanceId, NetworkDevice> devices = new TreeMap<>();
    String all = settings.text(DEVICES, "");
    for (String each : all.isEmpty() ? new String[0] : all.split(",", -1)) {
      String[] parts = each.split("=", -1);
      boolean isClear =
          parts.length == 2
              && !parts[0].isBlank()
              && NetworkDevice.isName(parts[1])
              && !devices.containsValue(new NetworkDevice(parts[1]));
      if (!isClear || devices.put(new InstanceId(parts[0]), new NetworkDevice(parts[1])) != null) {
        throw new ConfigurationException(
            "Setting "
                + DEVICES
                + " is instances, each once, with a device of their own, such as"
                + " web=veth1,db=veth2, got ("
                + all
                + ")");
      }
    }
    return devices;
  }

  @Override
  public Set<Dimension<Limit>> dimensions() {
    return Set.of(Dimension.NETWORK_EGRESS, Dimension.NETWORK_INGRESS);
  }

  @Override
  public Shape read(InstanceId instance, Shape shape) throws IOException {
    NetworkDevice device = devices.get(instance);
    if (device == null || !device.exists()) {
      return shape;
    }
    Map<String, Double> rates = TokenBucket.all(tc);
    return shape
        .with(Dimension.NETWORK_EGRESS, cap(rates.get(Ifb.name(device))))
        .with(Dimension.NETWORK_INGRESS, cap(rates.get(device.name())));
  }

  private static Limit cap(@Nullable Double bytesPerSecond) {
    return bytesPerSecond == null ? Limit.unlimited() : Limit.of(bytesPerSecond);
  }

  @Override
  public void write(InstanceId instance, Dimension<?> dimension, @Nullable Limit value)
      throws IOException {
    NetworkDevice device = devices.get(instance);
    if (device == null) {
      throw new RefusedException("setting " + DEVICES + " names no device of its own");
    }
    Limit cap = held(dimension, value == null ? Limit.unlimited() : value);
    if (dimension.equals(Dimension.NETWORK_INGRESS)) {
      receive(device, cap);
    } else {
      send(device, cap);
    }
  }

  private void receive(NetworkDevice device, Limit cap) throws IOException {
    TokenBucket bucket = TokenBucket.of(tc, device.name());
    if (cap instanceof Limit.AtMost most) {
      bucket.set(most.amount(), device.mtuBytes());
    } else {
      bucket.remove();
    }
  }

  private void send(NetworkDevice device, Limit cap) throws IOException {
    Ifb ifb = Ifb.of(ip, tc, device, ALL);
    if (cap instanceof Limit.AtMost most) {
      TokenBucket bucket = TokenBucket.of(tc, ifb.name());
      long mtuBytes = device.mtuBytes();
      ifb.use(() -> bucket.set(most.amount(), mtuBytes));
    } else {
      ifb.remove();
    }
  }

  @Override
  public Limit held(Dimension<?> dimension, Limit value) {
    return value instanceof Limit.AtMost most
        ? Limit.of(Math.max(HtbTree.LEAST_RATE, HtbRate.held(most.amount())))
        : Limit.unlimited();
  }
}
