package io.foreshape.linux;

import io.foreshape.api.resource.Resource;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.workload.InstanceId;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What instances send and receive at most, each through a device of its own. What that device
 * sends, the instance receives, by a token bucket at the device's root; what it receives, the
 * instance sends, by one of an {@link Ifb}. All that is known of it is in the kernel.
 *
 * @param ip the program
 * @param tc the program
 * @param devices the device of each instance
 */
record OwnDevices(Program ip, Program tc, InstanceDevices devices) implements NetworkSide {

  /** All packets; unlike matchall, it is in every kernel that has filters. */
  private static final String ALL = "u32 match u32 0 0";

  @Override
  public Set<Dimension<?>> dimensions() {
    return Set.of(Dimension.NETWORK_EGRESS, Dimension.NETWORK_INGRESS);
  }

  @Override
  public Shape read(InstanceId instance, Shape shape) throws IOException {
    if (devices.of(instance).isEmpty()) {
      return shape;
    }
    Map<Resource, Double> caps = devices.caps(instance, TokenBucket.all(tc));
    return shape
        .with(Dimension.NETWORK_EGRESS, cap(caps.get(Resource.NETWORK_EGRESS)))
        .with(Dimension.NETWORK_INGRESS, cap(caps.get(Resource.NETWORK_INGRESS)));
  }

  private static Limit cap(@Nullable Double bytesPerSecond) {
    return bytesPerSecond == null ? Limit.unlimited() : Limit.of(bytesPerSecond);
  }

  @Override
  public void write(InstanceId instance, Dimension<?> dimension, @Nullable Limit value)
      throws IOException {
    NetworkDevice device = devices.all().get(instance);
    if (device == null) {
      throw new RefusedException(
          "setting " + InstanceDevices.SETTING + " names no device of its own");
    }
    Limit cap = heldLimit(dimension, value == null ? Limit.unlimited() : value);
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
  public Limit heldLimit(Dimension<?> dimension, Limit value) {
    return value instanceof Limit.AtMost most
        ? Limit.of(Math.max(HtbTree.LEAST_RATE, HtbRate.held(most.amount())))
        : Limit.unlimited();
  }
}
