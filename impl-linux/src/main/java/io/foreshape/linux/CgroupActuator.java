package io.foreshape.linux;

import io.foreshape.api.resource.Resource;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.shaper.spi.Actuation;
import io.foreshape.shaper.spi.Actuation.Status;
import io.foreshape.shaper.spi.Actuator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the knobs of cgroups, each the child of one scope: through the kernel module
 * where there is one, else as files.
 *
 * <p>Memory in use is what can't be dropped at once: what is charged less inactive pages of files.
 *
 * <p>Not thread-safe.
 */
final class CgroupActuator implements Actuator {

  private static final Actuation GONE = new Actuation(Status.GONE, "there is no such cgroup");

  private final CgroupLayout layout;
  private final Knobs knobs;
  private final String boot;
  private final @Nullable ModuleRoute module;

  /**
   * An actuator that owns a layout and a route.
   *
   * @param boot a text that is another one after each boot, for instances of an earlier one are
   *     others
   * @param module the way through the kernel module, or null where files are written
   */
  CgroupActuator(CgroupLayout layout, Knobs knobs, String boot, @Nullable ModuleRoute module) {
    this.layout = layout;
    this.knobs = knobs;
    this.boot = boot;
    this.module = module;
  }

  @Override
  public Set<Dimension<?>> capabilities() {
    return knobs.present().keySet();
  }

  @Override
  public Optional<Shape> read(InstanceId instance) {
    try (Groups groups = layout.groups(instance)) {
      if (!groups.exist()) {
        return Optional.empty();
      }
      Map<Dimension<?>, Object> values = new HashMap<>();
      for (Knob<?> knob : knobs.present().values()) {
        Group group = groups.in(layout.hierarchy(knob.controller()));
        if (group != null) {
          knob.read(group).ifPresent(value -> values.put(knob.dimension(), value));
        }
      }
      return Optional.of(shape(values));
    } catch (IOException e) {
      return ifStillThere(instance, e);
    }
  }

  private Optional<Shape> ifStillThere(InstanceId instance, IOException e) {
    if (exists(instance)) {
      throw new UncheckedIOException("Cgroup (" + instance + ") can't be read", e);
    }
    return Optional.empty();
  }

  /** A shape of what the kernel holds, where a lower bound above its upper one counts as that. */
  private static Shape shape(Map<Dimension<?>, Object> values) {
    Dimension.upperBounds()
        .forEach(
            (lower, upper) -> {
              if (values.get(lower) instanceof Limit.AtMost low
                  && values.get(upper) instanceof Limit.AtMost high
                  && low.amount() > high.amount()) {
                values.put(lower, high);
              }
            });
    Shape shape = Shape.untouched();
    for (Map.Entry<Dimension<?>, Object> value : values.entrySet()) {
      shape = with(shape, value.getKey(), value.getValue());
    }
    return shape;
  }

  private static <T> Shape with(Shape shape, Dimension<T> dimension, Object value) {
    return shape.with(dimension, dimension.type().cast(value));
  }

  @Override
  public OptionalDouble inUse(InstanceId instance, Resource resource) {
    if (!resource.equals(Resource.MEMORY)) {
      return OptionalDouble.empty();
    }
    try (Groups groups = layout.groups(instance)) {
      OptionalLong bytes = MemoryUse.workingSetBytes(groups, layout);
      return bytes.isPresent()
          ? OptionalDouble.of((double) bytes.getAsLong())
          : OptionalDouble.empty();
    } catch (IOException e) {
      if (exists(instance)) {
        throw new UncheckedIOException("Cgroup (" + instance + ") can't be read", e);
      }
      return OptionalDouble.empty();
    }
  }

  @Override
  public Actuation apply(InstanceId instance, ShapeChange<?> change) {
    Optional<Actuation> byModule = applyTogether(instance, List.of(change));
    return byModule.isPresent() ? byModule.get() : applyToFile(instance, change);
  }

  private Actuation applyToFile(InstanceId instance, ShapeChange<?> change) {
    Knob<?> knob = knobs.present().get(change.dimension());
    try (Groups groups = layout.groups(instance)) {
      if (!groups.exist()) {
        return GONE;
      }
      if (knob == null) {
        String reason = knobs.missing().get(change.dimension());
        return refused(reason == null ? "cgroups have no such knob" : reason);
      }
      Group group = groups.in(layout.hierarchy(knob.controller()));
      if (group == null) {
        return refused("it has no cgroup of controller " + knob.controller());
      }
      write(knob, group, change.to());
      return Actuation.done();
    } catch (IOException e) {
      return failure(instance, knob, e);
    }
  }

  private static <T> void write(Knob<T> knob, Group group, @Nullable Object value)
      throws IOException {
    knob.write(group, knob.dimension().type().cast(value));
  }

  @Override
  public Optional<Actuation> applyTogether(InstanceId instance, List<ShapeChange<?>> changes) {
    if (module == null) {
      return Optional.empty();
    }
    List<Knob<?>> wanted = new ArrayList<>();
    for (ShapeChange<?> change : changes) {
      Knob<?> knob = knobs.present().get(change.dimension());
      if (knob == null) {
        return Optional.empty(); // one by one it is told which is refused, and why
      }
      wanted.add(knob);
    }
    return applyByModule(module, instance, wanted, changes);
  }

  private Optional<Actuation> applyByModule(
      ModuleRoute route, InstanceId instance, List<Knob<?>> wanted, List<ShapeChange<?>> changes) {
    Knob<?> knob = null;
    try (Groups groups = layout.groups(instance)) {
      Group group = groups.in(CgroupLayout.UNIFIED);
      if (group == null) {
        return Optional.of(GONE);
      }
      List<String> texts = new ArrayList<>();
      for (int i = 0; i < wanted.size(); i++) {
        knob = wanted.get(i);
        String text = text(knob, group, changes.get(i).to());
        if (text == null) {
          return Optional.empty();
        }
        texts.add(text);
      }
      knob = null; // what fails from here on is none's fault, but for a refusal
      List<String> files = wanted.stream().map(Knob::file).toList();
      KernelModule.Refusal refusal = route.write(instance, group, files, texts).orElse(null);
      return refusal != null && refusal.isForFiles()
          ? Optional.empty()
          : Optional.of(answer(instance, wanted, refusal));
    } catch (IOException e) {
      return Optional.of(failure(instance, knob, e));
    }
  }

  private static <T> @Nullable String text(Knob<T> knob, Group group, @Nullable Object value)
      throws IOException {
    return knob.text(group, knob.dimension().type().cast(value));
  }

  /** What came of a batch, with what is left of it if undoing failed. */
  private Actuation answer(
      InstanceId instance, List<Knob<?>> wanted, KernelModule.@Nullable Refusal refusal) {
    if (refusal == null) {
      return Actuation.done();
    }
    Actuation answer = failure(instance, wanted.get(refusal.change()), refusal.cause());
    return refusal.left() == 0
        ? answer
        : new Actuation(
            answer.status(),
            answer.cause() + "; " + refusal.left() + " changes before it could not be undone");
  }

  private Actuation failure(InstanceId instance, @Nullable Knob<?> knob, IOException e) {
    if (!exists(instance)) {
      return GONE;
    }
    String file = knob == null ? "its directory" : knob.file();
    if (e instanceof AccessDeniedException) {
      return refused(
          "this process may not write "
              + file
              + " of it: run as the owner of the file, or have the subtree delegated");
    }
    if (e instanceof NoSuchFileException) {
      return refused("it has no " + file + ": this kernel lacks it, or the controller is off");
    }
    return new Actuation(Status.FAILED, file + ": " + e.getMessage());
  }

  private static Actuation refused(String cause) {
    return new Actuation(Status.REFUSED, cause);
  }

  private boolean exists(InstanceId instance) {
    try (Groups groups = layout.groups(instance)) {
      return groups.exist();
    } catch (IOException e) {
      return true; // something is there, even if it can't be opened
    }
  }

  @Override
  public <T> T held(InstanceId instance, Dimension<T> dimension, T value) {
    Knob<?> knob = knobs.present().get(dimension);
    try (Groups groups = layout.groups(instance)) {
      return knob == null ? value : dimension.type().cast(held(knob, groups, value));
    } catch (IOException e) {
      throw new UncheckedIOException("Cgroup (" + instance + ") can't be read", e);
    }
  }

  private static <T> T held(Knob<T> knob, Groups groups, Object value) throws IOException {
    return knob.held(groups, knob.dimension().type().cast(value));
  }

  @Override
  public String incarnation(InstanceId instance) {
    try (Groups groups = layout.groups(instance)) {
      Group group = groups.first();
      return group == null ? "" : boot + "-" + group.inode();
    } catch (IOException e) {
      throw new UncheckedIOException("Cgroup (" + instance + ") can't be looked at", e);
    }
  }

  @Override
  public void close() {
    try {
      if (module != null) {
        module.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      layout.close();
    }
  }
}
