package io.foreshape.shaper.spi;

import io.foreshape.api.resource.Resource;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.workload.InstanceId;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Reads and writes the knobs of one platform, one change at a time. Order, safety, verification and
 * undoing a whole instance are the shaper's job, not the actuator's.
 *
 * <p>Whatever the outside world does is an answer, not an exception.
 *
 * <p>Not thread-safe; one shaper calls all methods.
 */
public interface Actuator extends AutoCloseable {

  /**
   * What this platform can set.
   *
   * @return the dimensions; {@link #apply} refuses all others
   */
  Set<Dimension<?>> capabilities();

  /**
   * Reads what an instance has now.
   *
   * @param instance who
   * @return its shape, or empty if it does not exist
   */
  Optional<Shape> read(InstanceId instance);

  /**
   * Reads what an instance uses now, so that memory is not shrunk below it.
   *
   * @param instance who
   * @param resource the resource
   * @return the use in the resource's unit, or empty if it is not known
   */
  OptionalDouble inUse(InstanceId instance, Resource resource);

  /**
   * Makes one change.
   *
   * @param instance who
   * @param change what to change, and to what
   * @return what came of it; after anything but {@code DONE} the instance has its old value
   */
  Actuation apply(InstanceId instance, ShapeChange<?> change);

  /**
   * Takes one change back: the instance has {@code change.from()} again, or the platform's default
   * where that is null.
   *
   * @param instance who
   * @param change the change that was made
   * @return what came of it
   */
  Actuation undo(InstanceId instance, ShapeChange<?> change);

  /** Gives back what the actuator holds; nothing by default. */
  @Override
  default void close() {}
}
