package io.foreshape.linux;

import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.workload.InstanceId;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One way of a device's traffic, which groups share.
 *
 * @param reserved what is guaranteed
 * @param cap the most
 * @param traffic the groups' shares of it
 */
record SharedDevice(Dimension<Limit> reserved, Dimension<Limit> cap, Traffic traffic)
    implements NetworkSide {

  static SharedDevice sent(Traffic traffic) {
    return new SharedDevice(Dimension.NETWORK_EGRESS_RESERVED, Dimension.NETWORK_EGRESS, traffic);
  }

  static SharedDevice received(Traffic traffic) {
    return new SharedDevice(Dimension.NETWORK_INGRESS_RESERVED, Dimension.NETWORK_INGRESS, traffic);
  }

  private static boolean isNamed(InstanceId instance) {
    return CgroupMarks.NAME.matcher(instance.value()).matches();
  }

  @Override
  public Set<Dimension<?>> dimensions() {
    return Set.of(reserved, cap);
  }

  @Override
  public Shape read(InstanceId instance, Shape shape) throws IOException {
    if (!isNamed(instance)) {
      return shape;
    }
    Traffic.Share share = traffic.read(instance.value());
    return shape.with(reserved, share.reserved()).with(cap, share.cap());
  }

  @Override
  public void write(InstanceId instance, Dimension<?> dimension, @Nullable Limit value)
      throws IOException {
    if (!isNamed(instance)) {
      throw new RefusedException("its name can't stand in nft's language");
    }
    boolean isCap = dimension.equals(cap);
    Limit limit = value != null ? value : isCap ? Limit.unlimited() : Limit.of(0);
    traffic.change(instance.value(), now -> isCap ? now.withCap(limit) : now.withReserved(limit));
  }

  @Override
  public Limit heldLimit(Dimension<?> dimension, Limit value) {
    return dimension.equals(cap) ? traffic.heldCap(value) : traffic.heldReserved(value);
  }
}
