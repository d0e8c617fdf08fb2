package io.foreshape.linux;

import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.workload.InstanceId;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What instances may send, or receive, or both; each of its dimensions is a limit. */
interface NetworkSide extends DevicePart {

  @Override
  default String subject() {
    return "The network";
  }

  @Override
  default String subject(Dimension<?> dimension) {
    return "network";
  }

  /** The same as the change, whose limit is null for the one that there is without any shape. */
  void write(InstanceId instance, Dimension<?> dimension, @Nullable Limit value) throws IOException;

  @Override
  default void write(InstanceId instance, ShapeChange<?> change) throws IOException {
    write(instance, change.dimension(), (Limit) change.to());
  }

  /** The limit that will be read. */
  Limit heldLimit(Dimension<?> dimension, Limit value);

  @Override
  default <T> T held(Dimension<T> dimension, T value) {
    return dimension.type().cast(heldLimit(dimension, (Limit) value));
  }
}
