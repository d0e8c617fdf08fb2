package io.foreshape.linux;

import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.workload.InstanceId;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What instances may send, or receive, or both, as dimensions of a shape. */
interface NetworkSide {

  Set<Dimension<Limit>> dimensions();

  /** A shape with what an instance has; as it is, if the instance has nothing here. */
  Shape read(InstanceId instance, Shape shape) throws IOException;

  /**
   * Has an instance have another limit.
   *
   * @param value the limit, or null for the one that there is without any shape
   * @throws RefusedException if that can't be, now or ever
   */
  void write(InstanceId instance, Dimension<?> dimension, @Nullable Limit value) throws IOException;

  /** The limit that will be read. */
  Limit held(Dimension<?> dimension, Limit value);
}
