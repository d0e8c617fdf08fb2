package io.foreshape.linux;

import io.foreshape.api.provider.Settings;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.shaper.spi.Actuation;
import io.foreshape.shaper.spi.Actuation.Status;
import io.foreshape.shaper.spi.Actuator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Adds what instances have of devices, shared or their own, to an actuator of their other knobs.
 *
 * <p>Not thread-safe.
 */
final class DeviceActuator implements Actuator {

  private final Actuator knobs;
  private final List<DevicePart> parts;

  /** Adds parts to an actuator, which it owns. */
  DeviceActuator(Actuator knobs, List<DevicePart> parts) {
    this.knobs = knobs;
    this.parts = List.copyOf(parts);
  }

  /** The parts that settings speak of. */
  static List<DevicePart> parts(Settings settings, long pageBytes) {
    return Stream.<Optional<? extends DevicePart>>of(
            CacheShare.of(settings), OwnDisks.of(settings, pageBytes))
        .<DevicePart>flatMap(Optional::stream)
        .toList();
  }

  @Override
  public Set<Dimension<?>> capabilities() {
    Set<Dimension<?>> all = new HashSet<>(knobs.capabilities());
    parts.forEach(part -> all.addAll(part.dimensions()));
    return all;
  }

  @Override
  public Optional<Shape> read(InstanceId instance) {
    return with(parts, instance, knobs.read(instance));
  }

  /** Leaves devices alone of which nothing is asked: a look at one costs a program. */
  @Override
  public Optional<Shape> read(InstanceId instance, Set<Dimension<?>> dimensions) {
    List<DevicePart> asked =
        parts.stream()
            .filter(part -> !Collections.disjoint(part.dimensions(), dimensions))
            .toList();
    return with(asked, instance, knobs.read(instance, dimensions));
  }

  private static Optional<Shape> with(
      List<DevicePart> asked, InstanceId instance, Optional<Shape> shape) {
    if (shape.isEmpty()) {
      return shape;
    }
    Shape all = shape.get();
    for (DevicePart part : asked) {
      try {
        all = part.read(instance, all);
      } catch (IOException e) {
        throw new UncheckedIOException(part.subject() + " of (" + instance + ") can't be read", e);
      }
    }
    return Optional.of(all);
  }

  private Optional<DevicePart> part(Dimension<?> dimension) {
    return parts.stream().filter(part -> part.dimensions().contains(dimension)).findFirst();
  }

  @Override
  public OptionalDouble inUse(InstanceId instance, Resource resource) {
    return knobs.inUse(instance, resource);
  }

  @Override
  public Actuation apply(InstanceId instance, ShapeChange<?> change) {
    Optional<DevicePart> part = part(change.dimension());
    if (part.isEmpty()) {
      return knobs.apply(instance, change);
    }
    String subject = part.get().subject(change.dimension()) + ": ";
    if (knobs.incarnation(instance).isEmpty()) {
      return new Actuation(Status.GONE, "there is no such cgroup");
    }
    try {
      part.get().write(instance, change);
      return Actuation.done();
    } catch (AccessDeniedException e) {
      return new Actuation(Status.REFUSED, "this process may not write " + e.getFile());
    } catch (RefusedException e) {
      return new Actuation(Status.REFUSED, subject + e.getMessage());
    } catch (IOException e) {
      return new Actuation(Status.FAILED, subject + e.getMessage());
    }
  }

  @Override
  public Optional<Actuation> applyTogether(InstanceId instance, List<ShapeChange<?>> changes) {
    boolean isOfDevices = changes.stream().anyMatch(each -> part(each.dimension()).isPresent());
    return isOfDevices ? Optional.empty() : knobs.applyTogether(instance, changes);
  }

  @Override
  public <T> T held(InstanceId instance, Dimension<T> dimension, T value) {
    Optional<DevicePart> part = part(dimension);
    return part.isPresent()
        ? part.get().held(dimension, value)
        : knobs.held(instance, dimension, value);
  }

  @Override
  public String keep(InstanceId instance, Set<Dimension<?>> dimensions) {
    return knobs.keep(instance, dimensions);
  }

  @Override
  public <T> boolean mayDrift(Dimension<T> dimension, @Nullable T from, @Nullable T to) {
    return knobs.mayDrift(dimension, from, to);
  }

  @Override
  public String incarnation(InstanceId instance) {
    return knobs.incarnation(instance);
  }

  @Override
  public void close() {
    knobs.close();
  }
}
