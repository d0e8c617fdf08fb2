package io.foreshape.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.resource.Resource;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.shape.Weight;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.shaper.spi.Actuation;
import io.foreshape.shaper.spi.Actuation.Status;
import io.foreshape.shaper.spi.Actuator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The rules of an actuator, on one instance of a platform, real or faked.
 *
 * <p>JUnit makes a new object of the test class for each test: its fields hold the platform of one
 * test, and every method here speaks about that platform.
 */
public interface ActuatorContract {

  /**
   * The subject.
   *
   * @return a new actuator of the test's platform, which the contract closes
   */
  Actuator subject();

  /**
   * An instance that exists.
   *
   * @return its id
   */
  InstanceId instance();

  /**
   * Values that the platform takes, other than those that the instance has.
   *
   * @return a shape that sets every dimension that the actuator says it can set
   */
  Shape target();

  /**
   * Changes of supported dimensions that the platform can't make, such as a CPU that is not there.
   *
   * @return the changes; none where the platform takes anything
   */
  default List<ShapeChange<?>> impossible() {
    return List.of();
  }

  /**
   * Values that the platform takes but may round, such as a limit of memory that is no whole page.
   *
   * @return a shape that sets some of the dimensions that the actuator says it can set; the {@link
   *     #target} unless told
   */
  default Shape awkward() {
    return target();
  }

  private static Shape read(Actuator actuator, InstanceId instance) {
    return actuator
        .read(instance)
        .orElseThrow(() -> new AssertionError("The instance (" + instance + ") can't be read"));
  }

  private <T> T held(Actuator actuator, Dimension<T> dimension, Shape shape) {
    return actuator.held(instance(), dimension, shape.get(dimension).orElseThrow());
  }

  private static <T> ShapeChange<T> change(Shape from, Shape to, Dimension<T> dimension) {
    T value =
        to.get(dimension)
            .orElseThrow(() -> new AssertionError("The target does not set (" + dimension + ")"));
    return new ShapeChange<>(dimension, from.get(dimension).orElse(null), value);
  }

  /** Every dimension that it says it can set has its new value when it is read again. */
  @Test
  default void required_A101_whatWasAppliedIsRead() {
    for (Dimension<?> dimension : capabilities()) {
      try (Actuator actuator = subject()) {
        Shape before = read(actuator, instance());
        ShapeChange<?> change = change(before, target(), dimension);
        assertThat(actuator.apply(instance(), change)).isEqualTo(Actuation.done());
        Shape after = read(actuator, instance());
        assertThat(after.get(dimension).map(Object.class::cast))
            .as("%s", dimension)
            .contains(held(actuator, change.dimension(), target()));
        actuator.apply(instance(), change.reversed());
      }
    }
  }

  /** Undoing a change gives the instance the shape that it had. */
  @Test
  default void required_A102_undoRestores() {
    for (Dimension<?> dimension : capabilities()) {
      try (Actuator actuator = subject()) {
        Shape before = read(actuator, instance());
        ShapeChange<?> change = change(before, target(), dimension);
        actuator.apply(instance(), change);
        assertThat(actuator.apply(instance(), change.reversed()).status()).isEqualTo(Status.DONE);
        assertThat(read(actuator, instance()))
            .as("shape after undoing %s", dimension)
            .isEqualTo(before);
      }
    }
  }

  /** A dimension that it does not say it can set is refused, with a cause, and nothing changes. */
  @Test
  default void required_A103_otherDimensionsAreRefused() {
    Dimension<Weight> foreign = Dimension.of("testkit.no-such-dimension", Weight.class);
    ShapeChange<Weight> change = new ShapeChange<>(foreign, null, Weight.NORMAL);
    try (Actuator actuator = subject()) {
      Shape before = read(actuator, instance());
      assertThat(actuator.capabilities()).doesNotContain(foreign);
      Actuation actuation = actuator.apply(instance(), change);
      assertThat(actuation.status()).isEqualTo(Status.REFUSED);
      assertThat(actuation.cause()).isNotBlank();
      assertThat(read(actuator, instance())).isEqualTo(before);
    }
  }

  /** An instance that does not exist is GONE or empty, whatever its name holds. */
  @Test
  default void required_A104_unknownInstancesAreGone() {
    for (String name : List.of("no-such-instance", "../../etc", "/", "a b;c", "$(id)", "%2e%2e")) {
      InstanceId unknown = new InstanceId(name);
      try (Actuator actuator = subject()) {
        ShapeChange<?> change = change(read(actuator, instance()), target(), capabilities().get(0));
        assertThat(actuator.read(unknown)).as("shape of %s", name).isEmpty();
        assertThat(actuator.inUse(unknown, Resource.MEMORY)).as("use of %s", name).isEmpty();
        assertThat(actuator.apply(unknown, change).status()).as(name).isEqualTo(Status.GONE);
        assertThat(actuator.apply(unknown, change).cause()).as(name).isNotBlank();
      }
    }
  }

  /** A change touches no other dimension. */
  @Test
  default void required_A105_otherDimensionsStay() {
    for (Dimension<?> dimension : capabilities()) {
      try (Actuator actuator = subject()) {
        Shape before = read(actuator, instance());
        ShapeChange<?> change = change(before, target(), dimension);
        actuator.apply(instance(), change);
        assertThat(read(actuator, instance()).without(dimension))
            .as("all but %s", dimension)
            .isEqualTo(before.without(dimension));
        actuator.apply(instance(), change.reversed());
      }
    }
  }

  /** What can't be made is not DONE, has a cause, and leaves the instance as it was. */
  @Test
  default void required_A106_failedChangesLeaveNothingBehind() {
    for (ShapeChange<?> change : impossible()) {
      try (Actuator actuator = subject()) {
        Shape before = read(actuator, instance());
        Actuation actuation = actuator.apply(instance(), change);
        assertThat(actuation.status()).as("%s", change).isIn(Status.REFUSED, Status.FAILED);
        assertThat(actuation.cause()).as("%s", change).isNotBlank();
        assertThat(read(actuator, instance())).as("after %s", change).isEqualTo(before);
      }
    }
  }

  /** The same change again is DONE again and changes nothing. */
  @Test
  default void required_A107_applyingTwiceIsApplyingOnce() {
    for (Dimension<?> dimension : capabilities()) {
      try (Actuator actuator = subject()) {
        ShapeChange<?> change = change(read(actuator, instance()), target(), dimension);
        actuator.apply(instance(), change);
        Shape once = read(actuator, instance());
        assertThat(actuator.apply(instance(), change).status()).isEqualTo(Status.DONE);
        assertThat(read(actuator, instance())).as("%s twice", dimension).isEqualTo(once);
        actuator.apply(instance(), change.reversed());
      }
    }
  }

  /** It can set something, and says the same each time. */
  @Test
  default void required_A108_capabilitiesAreStable() {
    try (Actuator actuator = subject()) {
      assertThat(actuator.capabilities()).isNotEmpty().isEqualTo(actuator.capabilities());
    }
  }

  /** What it says it will hold of a value is what is then read, and holds as it is. */
  @Test
  default void required_A109_roundingIsToldBeforehand() {
    for (Dimension<?> dimension : awkward().dimensions()) {
      try (Actuator actuator = subject()) {
        roundedAsTold(actuator, dimension);
      }
    }
  }

  private <T> void roundedAsTold(Actuator actuator, Dimension<T> dimension) {
    ShapeChange<T> change = change(read(actuator, instance()), awkward(), dimension);
    T told = held(actuator, dimension, awkward());
    assertThat(actuator.apply(instance(), change).status()).isEqualTo(Status.DONE);
    assertThat(read(actuator, instance()).get(dimension).map(Object.class::cast))
        .as("%s of %s", dimension, change.to())
        .contains(told);
    assertThat(actuator.held(instance(), dimension, told)).as("%s", dimension).isEqualTo(told);
    actuator.apply(instance(), change.reversed());
  }

  /** An instance has the same incarnation each time, of at most 255 characters. */
  @Test
  default void required_A110_incarnationIsStable() {
    try (Actuator actuator = subject()) {
      String incarnation = actuator.incarnation(instance());
      assertThat(incarnation).hasSizeLessThanOrEqualTo(255);
      assertThat(actuator.incarnation(instance())).isEqualTo(incarnation);
    }
  }

  /** Changes that it makes together are all made; where one of them can't be, none is. */
  @Test
  default void required_A111_togetherIsAllOrNone() {
    try (Actuator actuator = subject()) {
      Shape before = read(actuator, instance());
      List<ShapeChange<?>> changes = new ArrayList<>();
      for (Dimension<?> dimension : capabilities()) {
        changes.add(change(before, target(), dimension));
      }
      Actuation answer = actuator.applyTogether(instance(), changes).orElse(null);
      if (answer == null) {
        assertThat(read(actuator, instance())).as("with nothing done").isEqualTo(before);
        return;
      }
      assertThat(answer).isEqualTo(Actuation.done());
      Shape after = read(actuator, instance());
      for (ShapeChange<?> change : changes) {
        assertThat(after.get(change.dimension()).map(Object.class::cast))
            .as("%s", change)
            .contains(held(actuator, change.dimension(), target()));
      }
      Collections.reverse(changes);
      List<ShapeChange<?>> back = new ArrayList<>();
      changes.forEach(change -> back.add(change.reversed()));
      assertThat(actuator.applyTogether(instance(), back)).contains(Actuation.done());
      assertThat(read(actuator, instance())).as("after all was undone").isEqualTo(before);
      Collections.reverse(changes);
      noneIsMade(actuator, changes);
    }
  }

  /** Of some dimensions it reads what it reads of all, and somebody unknown is not there. */
  @Test
  default void required_A112_partsAreReadAsTheWhole() {
    try (Actuator actuator = subject()) {
      partsAreAsTheWhole(actuator);
      Shape before = read(actuator, instance());
      List<ShapeChange<?>> changes = new ArrayList<>();
      for (Dimension<?> dimension : capabilities()) {
        ShapeChange<?> change = change(before, target(), dimension);
        changes.add(0, change.reversed());
        actuator.apply(instance(), change);
      }
      partsAreAsTheWhole(actuator);
      changes.forEach(change -> actuator.apply(instance(), change));
      InstanceId unknown = new InstanceId("no-such-instance");
      assertThat(actuator.read(unknown, Set.of())).isEmpty();
      assertThat(actuator.read(unknown, actuator.capabilities())).isEmpty();
    }
  }

  /** Looking after what an instance has changes no value, and of somebody unknown tells nothing. */
  @Test
  default void required_A113_keepingChangesNothing() {
    try (Actuator actuator = subject()) {
      for (Dimension<?> dimension : capabilities()) {
        ShapeChange<?> change = change(read(actuator, instance()), target(), dimension);
        actuator.apply(instance(), change);
        Shape before = read(actuator, instance());
        assertThat(actuator.keep(instance(), Set.of(dimension))).isNotNull();
        assertThat(read(actuator, instance())).as("with %s kept", dimension).isEqualTo(before);
        actuator.apply(instance(), change.reversed());
      }
      InstanceId unknown = new InstanceId("no-such-instance");
      assertThat(actuator.keep(unknown, actuator.capabilities())).isEmpty();
    }
  }

  /** What was set is not taken for something that has become so by itself. */
  @Test
  default void required_A114_whatWasSetIsNoDrift() {
    for (Dimension<?> dimension : capabilities()) {
      try (Actuator actuator = subject()) {
        Shape before = read(actuator, instance());
        ShapeChange<?> change = change(before, target(), dimension);
        actuator.apply(instance(), change);
        noDrift(actuator, before, dimension);
        actuator.apply(instance(), change.reversed());
      }
    }
  }

  private <T> void noDrift(Actuator actuator, Shape before, Dimension<T> dimension) {
    T from = before.get(dimension).orElse(null);
    T to = read(actuator, instance()).get(dimension).orElse(null);
    assertThat(!Objects.equals(from, to) && actuator.mayDrift(dimension, from, to))
        .as("whether %s may drift from %s to %s", dimension, from, to)
        .isFalse();
  }

  private void partsAreAsTheWhole(Actuator actuator) {
    Shape whole = read(actuator, instance());
    List<Set<Dimension<?>>> parts = new ArrayList<>();
    capabilities().forEach(dimension -> parts.add(Set.of(dimension)));
    parts.add(Set.of());
    parts.add(Set.copyOf(capabilities()));
    parts.add(Set.of(Dimension.of("testkit.no-such-dimension", Weight.class)));
    for (Set<Dimension<?>> asked : parts) {
      Shape part =
          actuator
              .read(instance(), asked)
              .orElseThrow(() -> new AssertionError("Of " + asked + " nothing can be read"));
      Set<Dimension<?>> told = new HashSet<>(asked);
      told.addAll(part.dimensions());
      for (Dimension<?> dimension : told) {
        assertThat(part.get(dimension).map(Object.class::cast))
            .as("%s where %s were asked for", dimension, asked)
            .isEqualTo(whole.get(dimension));
      }
    }
  }

  private void noneIsMade(Actuator actuator, List<ShapeChange<?>> possible) {
    Shape before = read(actuator, instance());
    for (ShapeChange<?> last : impossible()) {
      List<ShapeChange<?>> changes = new ArrayList<>(possible);
      changes.removeIf(change -> change.dimension().equals(last.dimension()));
      changes.add(last);
      Actuation answer = actuator.applyTogether(instance(), changes).orElseThrow();
      assertThat(answer.status()).as("%s", last).isIn(Status.REFUSED, Status.FAILED);
      assertThat(answer.cause()).as("%s", last).isNotBlank();
      assertThat(read(actuator, instance())).as("after %s", last).isEqualTo(before);
    }
    InstanceId unknown = new InstanceId("no-such-instance");
    assertThat(actuator.applyTogether(unknown, possible).map(Actuation::status))
        .contains(Status.GONE);
  }

  private List<Dimension<?>> capabilities() {
    try (Actuator actuator = subject()) {
      return actuator.capabilities().stream().<Dimension<?>>map(each -> each).sorted().toList();
    }
  }
}
