package io.foreshape.samples.cli.live;

import io.foreshape.api.resource.Resource;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.shaper.spi.Actuation;
import io.foreshape.shaper.spi.Actuator;
import java.util.Map;
import java.util.TreeMap;

/** Gives every instance of a side what is ordered for it. */
final class Orders {

  private Orders() {}

  /**
   * Sets the limits.
   *
   * @return why a resource can't be limited here for who mainly uses it, by resource
   */
  static Map<Resource, String> place(Actuator actuator) {
    Map<Resource, String> refused = new TreeMap<>();
    for (Workload workload : Workload.values()) {
      for (Resource resource : Workload.RESOURCES) {
        Dimension<Limit> cap = Dimension.capOf(resource);
        Actuation answer =
            actuator.apply(
                workload.id(),
                new ShapeChange<>(cap, null, Limit.of(workload.order().get(resource))));
        boolean isWhatItMainlyUses = resource.equals(workload.resource());
        if (isWhatItMainlyUses && answer.status() != Actuation.Status.DONE) {
          refused.put(resource, answer.cause());
        }
      }
    }
    return refused;
  }
}
