package io.foreshape.linux;

import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.ShapeChange;
import java.io.IOException;
import java.util.Set;

/** What can be set of devices that belong to one instance each, as dimensions of a shape. */
interface DevicePart {

  /** What it sets. */
  Set<Dimension<?>> dimensions();

  /** A shape with what an instance's device has; the same shape if the instance has none. */
  Shape read(String instance, Shape shape) throws IOException;

  /** Has an instance's device have a value, or the standard one where that is null. */
  void write(String instance, ShapeChange<?> change) throws IOException;

  /** The value that a device will have when it is told to have another. */
  <T> T held(Dimension<T> dimension, T value);
}
