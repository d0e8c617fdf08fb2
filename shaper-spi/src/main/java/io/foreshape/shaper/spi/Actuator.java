package io.foreshape.shaper.spi;

import io.foreshape.api.resource.Resource;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.workload.InstanceId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the knobs of one platform, one change at a time or, where the platform can do
 * so, those of one instance together. Order, safety, verification and undoing a whole instance are
 * the shaper's job, not the actuator's; to undo a change is to apply {@link ShapeChange#reversed}.
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
   * Reads some of what an instance has now, where that costs less than all. By default it is all.
   *
   * @param instance who
   * @param dimensions what is asked for; may hold dimensions that the platform does not know, and
   *     be empty, which asks whether the instance exists
   * @return a shape that says of these dimensions what that of {@link #read(InstanceId)} says, and
   *     of others the same or nothing; or empty if the instance does not exist
   */
  default Optional<Shape> read(InstanceId instance, Set<Dimension<?>> dimensions) {
    return read(instance);
  }

  /**
   * Reads what an instance uses now, so that memory is not shrunk below it.
   *
   * @param instance who
   * @param resource the resource
   * @return the use in the resource's unit, or empty if it is not known
   */
  OptionalDouble inUse(InstanceId instance, Resource resource);

  /**
   * Makes one change. Where {@code change.to()} is null, the instance gets the platform's default.
   *
   * @param instance who
   * @param change what to change, and to what
   * @return what came of it; after anything but {@code DONE} the instance has its old value
   */
  Actuation apply(InstanceId instance, ShapeChange<?> change);

  /**
   * Makes several changes of one instance in their order, all or none, even if this process is
   * killed meanwhile. A shaper that gets no answer makes them one by one. By default there is none.
   *
   * @param instance who
   * @param changes what to change, each of another dimension; at least one
   * @return DONE if all were made; anything else if none was, or if undoing failed, as the cause
   *     then says; or empty if the platform can't make them together, and nothing was done
   */
  default Optional<Actuation> applyTogether(InstanceId instance, List<ShapeChange<?>> changes) {
    return Optional.empty();
  }

  /**
   * The value that the platform will hold, and {@link #read} will give, when it is told to hold
   * another: limits in whole pages, quotas in whole microseconds, weights on a coarser scale.
   * Without it, a value that a platform rounds would look like one that was not accepted.
   *
   * <p>A limit is rounded down, unless the platform can't hold one so small: then it is the least
   * that the platform can hold.
   *
   * @param <T> the type of the dimension's values
   * @param instance who
   * @param dimension one of the {@link #capabilities}
   * @param value the value that it is to hold
   * @return the value that it will hold; the same one by default
   */
  default <T> T held(InstanceId instance, Dimension<T> dimension, T value) {
    return value;
  }

  /**
   * Looks after what an instance has, where the platform lets it drift by itself: pages of memory
   * do not stay in the tier they were put in. A shaper calls it for each instance that has what a
   * plan wants, each time that a plan is applied. No value changes by it. By default there is
   * nothing to do.
   *
   * @param instance who
   * @param dimensions what is looked after; may hold dimensions that the platform does not know
   * @return what is to be told of it, such as what was measured, for a person to read; empty if
   *     there is nothing to tell
   */
  default String keep(InstanceId instance, Set<Dimension<?>> dimensions) {
    return "";
  }

  /**
   * Whether an instance that had one value may be read to have another though nobody has set it:
   * threads end and others begin. A shaper then does not take it for somebody else's change, nor
   * for one that was not made. Asked only where the two differ; by default never.
   *
   * @param <T> the type of the dimension's values
   * @param dimension one of the {@link #capabilities}
   * @param from the value that it had, or null where it was not set
   * @param to the value that is read, or null where it is not set
   * @return true if that may be nobody's doing
   */
  default <T> boolean mayDrift(Dimension<T> dimension, @Nullable T from, @Nullable T to) {
    return false;
  }

  /**
   * Tells an instance from an earlier one of the same name, so that the one does not get back what
   * the other had: the inode of its cgroup, the UID of its pod.
   *
   * @param instance who
   * @return the same text as long as it is the same instance, up to 255 characters; by default
   *     empty, which says that the platform can't tell
   */
  default String incarnation(InstanceId instance) {
    return "";
  }

  /** Gives back what the actuator holds; nothing by default. */
  @Override
  default void close() {}
}
