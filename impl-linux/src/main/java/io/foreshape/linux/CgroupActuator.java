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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
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

  /** A file that every group has, until its end begins; a moment later its directory goes too. */
  private static final String EVERY_GROUPS = "cgroup.procs";

  private static final Actuation GONE = new Actuation(Status.GONE, "there is no such cgroup");

  private final CgroupLayout layout;
  private final Knobs knobs;
  private final String boot;
  private final @Nullable ModuleRoute module;

  /** What is looked after: for all else an instance need not be looked at once more. */
  private final List<Knob<?>> kept;

  private final KernelText text = new KernelText();

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
    this.kept = knobs.present().values().stream().filter(Knob::isToBeKept).toList();
  }

  @Override
  public Set<Dimension<?>> capabilities() {
    return knobs.present().keySet();
  }

  /** What is read of an instance's groups. */
  private interface Look<R> {
    R at(Groups groups) throws IOException;
  }

  /** What a look finds, or something else where the instance is gone. */
  private <R> R look(InstanceId instance, R otherwise, Look<R> look) {
    return lookAnyhow(instance, otherwise, at -> at.exist() ? look.at(at) : otherwise);
  }

  /** What a look finds that makes do without groups, or something else where they go meanwhile. */
  private <R> R lookAnyhow(InstanceId instance, R otherwise, Look<R> look) {
    try (Groups groups = layout.groups(instance)) {
      try {
        return look.at(groups);
      } catch (IOException e) {
        if (isStillThere(instance, groups)) {
          throw e;
        }
        return otherwise;
      }
    } catch (IOException e) {
      if (exists(instance)) {
        throw new UncheckedIOException("Cgroup (" + instance + ") can't be read", e);
      }
      return otherwise;
    }
  }

  @Override
  public Optional<Shape> read(InstanceId instance) {
    return read(instance, capabilities());
  }

  @Override
  public Optional<Shape> read(InstanceId instance, Set<Dimension<?>> dimensions) {
    return look(instance, Optional.empty(), groups -> Optional.of(shape(groups, dimensions)));
  }

  private Shape shape(Groups groups, Set<Dimension<?>> dimensions) throws IOException {
    List<ShapeChange<?>> values = new ArrayList<>(dimensions.size());
    for (Dimension<?> dimension : dimensions) {
      read(groups, dimension, values);
      Dimension<Limit> upper = Dimension.upperBounds().get(dimension);
      if (upper != null && !dimensions.contains(upper)) {
        read(groups, upper, values);
      }
    }
    lower(values);
    return Shape.untouched().apply(values);
  }

  private void read(Groups groups, Dimension<?> dimension, List<ShapeChange<?>> values)
      throws IOException {
    Knob<?> knob = knobs.present().get(dimension);
    Group group = knob == null ? null : groups.in(layout.hierarchy(knob.controller()));
    Object value = knob == null || group == null ? null : knob.read(group).orElse(null);
    if (value != null) {
      values.add(change(dimension, value));
    }
  }

  /** Has a lower bound that the kernel holds above its upper one count as that. */
  private static void lower(List<ShapeChange<?>> values) {
    for (int i = 0; i < values.size(); i++) {
      Dimension<Limit> upper = Dimension.upperBounds().get(values.get(i).dimension());
      for (int j = 0; upper != null && j < values.size(); j++) {
        if (values.get(j).dimension().equals(upper)
            && values.get(i).to() instanceof Limit.AtMost low
            && values.get(j).to() instanceof Limit.AtMost high
            && low.amount() > high.amount()) {
          values.set(i, change(values.get(i).dimension(), high));
        }
      }
    }
  }

  private static <T> ShapeChange<T> change(Dimension<T> dimension, Object value) {
    return new ShapeChange<>(dimension, null, dimension.type().cast(value));
  }

  @Override
  public OptionalDouble inUse(InstanceId instance, Resource resource) {
    if (!resource.equals(Resource.MEMORY)) {
      return OptionalDouble.empty();
    }
    OptionalLong bytes =
        look(
            instance,
            OptionalLong.empty(),
            groups -> MemoryUse.workingSetBytes(groups, layout, text));
    return bytes.isPresent()
        ? OptionalDouble.of((double) bytes.getAsLong())
        : OptionalDouble.empty();
  }

  @Override
  public Actuation apply(InstanceId instance, ShapeChange<?> change) {
    Optional<Actuation> byModule = applyTogether(instance, List.of(change));
    return byModule.isPresent() ? byModule.get() : applyToFile(instance, change);
  }

  private Actuation applyToFile(InstanceId instance, ShapeChange<?> change) {
    Knob<?> knob = knobs.present().get(change.dimension());
    try (Groups groups = layout.groups(instance)) {
      return apply(instance, groups, knob, change);
    } catch (IOException e) {
      return exists(instance) ? KernelAnswer.failure("its directory", e) : GONE;
    }
  }

  private Actuation apply(
      InstanceId instance, Groups groups, @Nullable Knob<?> knob, ShapeChange<?> change)
      throws IOException {
    Group group = knob == null ? null : groups.in(layout.hierarchy(knob.controller()));
    if (knob == null || group == null) {
      return groups.exist() ? KernelAnswer.refused(lack(knob, change.dimension())) : GONE;
    }
    try {
      write(knob, group, change.to());
      return Actuation.done();
    } catch (IOException e) {
      return isStillThere(instance, groups) ? KernelAnswer.failure(knob.file(), e) : GONE;
    }
  }

  private String lack(@Nullable Knob<?> knob, Dimension<?> dimension) {
    if (knob != null) {
      return "it has no cgroup of controller " + knob.controller();
    }
    String reason = knobs.missing().get(dimension);
    return reason == null ? "cgroups have no such knob" : reason;
  }

  /** Whether the instance is the one that was opened, and not another one of its name. */
  private boolean isStillThere(InstanceId instance, Groups opened) throws IOException {
    try (Groups now = layout.groups(instance)) {
      Group before = opened.first();
      Group after = now.first();
      return before != null
          && after != null
          && before.inode().equals(after.inode())
          && after.has(EVERY_GROUPS);
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
          : Optional.of(answer(instance, groups, wanted, refusal));
    } catch (IOException e) {
      String file = knob == null ? "its directory" : knob.file();
      return Optional.of(exists(instance) ? KernelAnswer.failure(file, e) : GONE);
    }
  }

  private static <T> @Nullable String text(Knob<T> knob, Group group, @Nullable Object value)
      throws IOException {
    return knob.text(group, knob.dimension().type().cast(value));
  }

  /** What came of a batch, with what is left of it if undoing failed. */
  private Actuation answer(
      InstanceId instance,
      Groups groups,
      List<Knob<?>> wanted,
      KernelModule.@Nullable Refusal refusal)
      throws IOException {
    if (refusal == null) {
      return Actuation.done();
    }
    if (!isStillThere(instance, groups)) {
      return GONE;
    }
    Actuation answer = KernelAnswer.failure(wanted.get(refusal.change()).file(), refusal.cause());
    return refusal.left() == 0
        ? answer
        : new Actuation(
            answer.status(),
            answer.cause() + "; " + refusal.left() + " changes before it could not be undone");
  }

  private boolean exists(InstanceId instance) {
    try (Groups groups = layout.groups(instance)) {
      Group group = groups.first();
      return group != null && group.has(EVERY_GROUPS);
    } catch (IOException e) {
      return true; // something is there, even if it can't be opened
    }
  }

  @Override
  public <T> T held(InstanceId instance, Dimension<T> dimension, T value) {
    Knob<?> knob = knobs.present().get(dimension);
    return knob == null
        ? value
        : lookAnyhow(instance, value, groups -> dimension.type().cast(held(knob, groups, value)));
  }

  private static <T> T held(Knob<T> knob, Groups groups, Object value) throws IOException {
    return knob.held(groups, knob.dimension().type().cast(value));
  }

  @Override
  public String keep(InstanceId instance, Set<Dimension<?>> dimensions) {
    if (kept.isEmpty()) {
      return "";
    }
    return kept.stream()
        .filter(knob -> dimensions.contains(knob.dimension()))
        .map(knob -> look(instance, "", groups -> keep(groups, knob)))
        .filter(told -> !told.isEmpty())
        .collect(Collectors.joining("; "));
  }

  private String keep(Groups groups, Knob<?> knob) throws IOException {
    Group group = groups.in(layout.hierarchy(knob.controller()));
    return group == null ? "" : knob.keep(group);
  }

  @Override
  public <T> boolean mayDrift(Dimension<T> dimension, @Nullable T from, @Nullable T to) {
    Knob<?> knob = knobs.present().get(dimension);
    return knob != null && mayDrift(knob, from, to);
  }

  private static <T> boolean mayDrift(Knob<T> knob, @Nullable Object from, @Nullable Object to) {
    Class<T> type = knob.dimension().type();
    return knob.mayDrift(type.cast(from), type.cast(to));
  }

  @Override
  public String incarnation(InstanceId instance) {
    return look(
        instance,
        "",
        groups -> {
          Group group = groups.first();
          return group == null ? "" : boot + "-" + group.inode();
        });
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
