package io.foreshape.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.shape.Weight;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.shaper.spi.Actuation;
import io.foreshape.shaper.spi.Actuation.Status;
import io.foreshape.shaper.spi.Actuator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A right actuator breaks no rule, and each wrong one exactly its own. */
class ActuatorContractTest {

  static Stream<Arguments> actuators() {
    return Stream.of(
        Arguments.of(Right.class, ""),
        Arguments.of(Distorting.class, "A101"),
        Arguments.of(NotUndoing.class, "A102"),
        Arguments.of(TakingAnything.class, "A103"),
        Arguments.of(TalkingToGhosts.class, "A104"),
        Arguments.of(SideEffecting.class, "A105"),
        Arguments.of(HalfApplying.class, "A106"),
        Arguments.of(Toggling.class, "A107"),
        Arguments.of(Boasting.class, "A108"),
        Arguments.of(RoundingInSilence.class, "A109"),
        Arguments.of(Reborn.class, "A110"),
        Arguments.of(RightTogether.class, ""),
        Arguments.of(HalfTogether.class, "A111"),
        Arguments.of(RightInPart.class, ""),
        Arguments.of(LeavingOut.class, "A112"),
        Arguments.of(Remembering.class, "A112"),
        Arguments.of(TellingOfGhosts.class, "A112"),
        Arguments.of(Meddling.class, "A113"),
        Arguments.of(KeepingGhosts.class, "A113"),
        Arguments.of(Unconcerned.class, "A114"));
  }

  @ParameterizedTest
  @MethodSource("actuators")
  void contract_findsExactlyTheBrokenRule(Class<?> conformanceTest, String broken) {
    assertThat(String.join(",", ContractRun.brokenRules(conformanceTest))).isEqualTo(broken);
  }

  static class Right extends FakePlatform implements ActuatorContract {
    @Override
    public Actuator subject() {
      return this;
    }

    @Override
    public InstanceId instance() {
      return A;
    }

    @Override
    public Shape target() {
      return TARGET;
    }

    @Override
    public List<ShapeChange<?>> impossible() {
      return List.of(IMPOSSIBLE);
    }

    @Override
    public Shape awkward() {
      return Shape.untouched().with(Dimension.CPU_WEIGHT, new Weight(501));
    }
  }

  /** It sets a weight of 499 where 500 is asked for. */
  static class Distorting extends Right {
    @Override
    public Actuation apply(InstanceId instance, ShapeChange<?> change) {
      return change.to() instanceof Weight weight && weight.value() == 500
          ? super.apply(instance, new ShapeChange<>(Dimension.CPU_WEIGHT, null, new Weight(499)))
          : super.apply(instance, change);
    }
  }

  /** It says that it has taken a change back, and has not. */
  static class NotUndoing extends Right {
    @Override
    public Actuation apply(InstanceId instance, ShapeChange<?> change) {
      boolean back = change.to() == null || change.to().equals(Limit.unlimited());
      return back && shapes.containsKey(instance)
          ? Actuation.done()
          : super.apply(instance, change);
    }
  }

  /** It takes dimensions that it does not know. */
  static class TakingAnything extends Right {
    @Override
    public Actuation apply(InstanceId instance, ShapeChange<?> change) {
      return shapes.containsKey(instance) && !capabilities().contains(change.dimension())
          ? Actuation.done()
          : super.apply(instance, change);
    }
  }

  /** It shapes instances that do not exist. */
  static class TalkingToGhosts extends Right {
    @Override
    public Actuation apply(InstanceId instance, ShapeChange<?> change) {
      return shapes.containsKey(instance) ? super.apply(instance, change) : Actuation.done();
    }
  }

  /** With the quota it sets the burst, too. */
  static class SideEffecting extends Right {
    @Override
    public Actuation apply(InstanceId instance, ShapeChange<?> change) {
      Actuation actuation = super.apply(instance, change);
      if (actuation.status() == Status.DONE && change.dimension().equals(Dimension.CPU_QUOTA)) {
        Limit burst = change.to() == null ? null : Limit.of(1);
        set(instance, List.of(new ShapeChange<>(Dimension.CPU_BURST, Limit.of(1), burst)));
      }
      return actuation;
    }
  }

  /** It fails after it has written. */
  static class HalfApplying extends Right {
    @Override
    public Actuation apply(InstanceId instance, ShapeChange<?> change) {
      Actuation actuation = super.apply(instance, change);
      if (actuation.status() == Status.FAILED) {
        set(instance, List.of(change));
      }
      return actuation;
    }
  }

  /** The second time it takes back what it did the first time. */
  static class Toggling extends Right {
    @Override
    public Actuation apply(InstanceId instance, ShapeChange<?> change) {
      Shape before = shapes.getOrDefault(instance, Shape.untouched());
      Actuation actuation = super.apply(instance, change);
      if (before.equals(shapes.get(instance))) {
        unset(instance, change.dimension());
      }
      return actuation;
    }
  }

  /** It can do more each time it is asked. */
  static class Boasting extends Right {
    private int asked;

    @Override
    public Set<Dimension<?>> capabilities() {
      Set<Dimension<?>> capabilities = new HashSet<>(super.capabilities());
      if (asked++ % 2 == 1) {
        capabilities.add(Dimension.DISK_WEIGHT);
      }
      return capabilities;
    }

    @Override
    public Actuator subject() {
      asked = 0;
      return this;
    }
  }

  /** It sets a weight of 500 where 501 is asked for, and does not say so beforehand. */
  static class RoundingInSilence extends Right {
    @Override
    public Actuation apply(InstanceId instance, ShapeChange<?> change) {
      return change.to() instanceof Weight weight && weight.value() == 501
          ? super.apply(instance, new ShapeChange<>(Dimension.CPU_WEIGHT, null, new Weight(500)))
          : super.apply(instance, change);
    }
  }

  /** It makes changes together, and takes back what it has made if one of them fails. */
  static class RightTogether extends HalfTogether {
    @Override
    public Optional<Actuation> applyTogether(InstanceId instance, List<ShapeChange<?>> changes) {
      Shape before = shapes.get(instance);
      Optional<Actuation> answer = super.applyTogether(instance, changes);
      if (before != null && !answer.equals(Optional.of(Actuation.done()))) {
        shapes.put(instance, before);
      }
      return answer;
    }
  }

  /** It makes changes together, and leaves what it has made if one of them fails. */
  static class HalfTogether extends Right {
    @Override
    public Optional<Actuation> applyTogether(InstanceId instance, List<ShapeChange<?>> changes) {
      return changes.stream()
          .map(change -> apply(instance, change))
          .filter(answer -> answer.status() != Status.DONE)
          .findFirst()
          .or(() -> Optional.of(Actuation.done()));
    }
  }

  /** It reads no more than what it is asked for. */
  static class RightInPart extends Right {
    @Override
    public Optional<Shape> read(InstanceId instance, Set<Dimension<?>> dimensions) {
      return read(instance).map(shape -> part(shape, dimensions));
    }

    private static Shape part(Shape shape, Set<Dimension<?>> dimensions) {
      Shape part = shape;
      for (Dimension<?> dimension : shape.dimensions()) {
        part = dimensions.contains(dimension) ? part : part.without(dimension);
      }
      return part;
    }
  }

  /** It forgets the weight where it is asked for nothing else. */
  static class LeavingOut extends RightInPart {
    @Override
    public Optional<Shape> read(InstanceId instance, Set<Dimension<?>> dimensions) {
      return dimensions.equals(Set.of(Dimension.CPU_WEIGHT))
          ? read(instance).map(any -> Shape.untouched())
          : super.read(instance, dimensions);
    }
  }

  /** Asked for a part, it tells what it saw the first time. */
  static class Remembering extends RightInPart {
    private final Map<InstanceId, Shape> seen = new TreeMap<>(shapes);

    @Override
    public Optional<Shape> read(InstanceId instance, Set<Dimension<?>> dimensions) {
      return Optional.ofNullable(seen.get(instance));
    }
  }

  /** Asked for a part, it has everybody exist. */
  static class TellingOfGhosts extends RightInPart {
    @Override
    public Optional<Shape> read(InstanceId instance, Set<Dimension<?>> dimensions) {
      return super.read(instance, dimensions).or(() -> Optional.of(Shape.untouched()));
    }
  }

  /** Looking after a quota it has it back to none. */
  static class Meddling extends Right {
    @Override
    public String keep(InstanceId instance, Set<Dimension<?>> dimensions) {
      if (dimensions.contains(Dimension.CPU_QUOTA)) {
        unset(instance, Dimension.CPU_QUOTA);
      }
      return "";
    }
  }

  /** It has something to tell of whoever is asked for. */
  static class KeepingGhosts extends Right {
    @Override
    public String keep(InstanceId instance, Set<Dimension<?>> dimensions) {
      return "fine";
    }
  }

  /** It says that nothing that changes was anybody's doing. */
  static class Unconcerned extends Right {
    @Override
    public <T> boolean mayDrift(Dimension<T> dimension, @Nullable T from, @Nullable T to) {
      return true;
    }
  }

  /** Its instances are others each time one looks. */
  static class Reborn extends Right {
    private int asked;

    @Override
    public String incarnation(InstanceId instance) {
      return Integer.toString(asked++);
    }
  }
}
