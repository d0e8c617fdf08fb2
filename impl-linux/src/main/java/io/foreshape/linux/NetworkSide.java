package io.foreshape.linux;

import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.ShapeChange;
import java.io.IOException;
import java.util.Set;

/**
 * One way of a device's traffic, as two dimensions of a shape.
 *
 * @param reserved what is guaranteed
 * @param cap the most
 * @param traffic the groups' shares of it
 */
record NetworkSide(Dimension<Limit> reserved, Dimension<Limit> cap, Traffic traffic) {

  static NetworkSide sent(Traffic traffic) {
    return new NetworkSide(Dimension.NETWORK_EGRESS_RESERVED, Dimension.NETWORK_EGRESS, traffic);
  }

  static NetworkSide received(Traffic traffic) {
    return new NetworkSide(Dimension.NETWORK_INGRESS_RESERVED, Dimension.NETWORK_INGRESS, traffic);
  }

  Set<Dimension<Limit>> dimensions() {
    return Set.of(reserved, cap);
  }

  /** A shape with what a group has. */
  Shape read(String name, Shape shape) throws IOException {
    Traffic.Share share = traffic.read(name);
    return shape.with(reserved, share.reserved()).with(cap, share.cap());
  }

  void write(String name, ShapeChange<?> change) throws IOException {
    Limit to = (Limit) change.to();
    boolean isCap = change.dimension().equals(cap);
    Limit value = to != null ? to : isCap ? Limit.unlimited() : Limit.of(0);
    traffic.change(name, now -> isCap ? now.withCap(value) : now.withReserved(value));
  }

  Limit held(Dimension<?> dimension, Limit value) {
    return dimension.equals(cap) ? traffic.heldCap(value) : traffic.heldReserved(value);
  }
}
