package io.foreshape.linux;

import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.workload.InstanceId;
import java.io.IOException;
import java.util.Set;

/** What can be set of devices for one instance each, as dimensions of a shape. */
interface DevicePart {

  /** What it sets. */
  Set<Dimension<?>> dimensions();

  /** Where it can't be read, what can't be. */
  default String subject() {
    return "A device";
  }

  /** What messages about a change of a dimension begin with. */
  default String subject(Dimension<?> dimension) {
    return dimension.toString();
  }

  /** A shape with what an instance has here; the same shape if it has nothing. */
  Shape read(InstanceId instance, Shape shape) throws IOException;

  /**
   * Has an instance have a value here, or where that is null the one that there is without any
   * shape.
   *
   * @throws RefusedException if that can't be, now or ever
   */
  void write(InstanceId instance, ShapeChange<?> change) throws IOException;

  /** The value that will be read when it is told to have another. */
  <T> T held(Dimension<T> dimension, T value);
}
