package io.foreshape.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foreshape.api.resource.Resource;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.IdSet;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.shape.TierSplit;
import io.foreshape.api.shape.Weight;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** A difference applied gives the target, and no shape contradicts itself. */
@PropertyDefaults(tries = 200)
@Domain(DomainArbitraries.class)
@Domain(DomainContext.Global.class)
class ShapeProperties {

  @Property
  void differenceAppliedGivesTheTarget(@ForAll Shape from, @ForAll Shape target) {
    if (isConsistent(from, target)) {
      Shape reached = from.apply(from.diff(target));
      for (Dimension<?> dimension : target.dimensions()) {
        assertThat(value(reached, dimension)).isEqualTo(value(target, dimension));
      }
      for (Dimension<?> dimension : from.dimensions()) {
        if (value(target, dimension) == null) {
          assertThat(value(reached, dimension)).isEqualTo(value(from, dimension));
        }
      }
      assertThat(reached.diff(target)).isEmpty();
    }
  }

  @Property
  void orderOfChangesDoesNotMatter(
      @ForAll Shape from, @ForAll Shape target, @ForAll Random random) {
    if (isConsistent(from, target)) {
      List<ShapeChange<?>> changes = new ArrayList<>(from.diff(target));
      Collections.shuffle(changes, random);
      assertThat(from.apply(changes)).isEqualTo(from.apply(from.diff(target)));
    }
  }

  @Property
  void nothingChangesBetweenEqualShapes(@ForAll Shape shape) {
    assertThat(shape.diff(shape)).isEmpty();
    assertThat(shape.diff(Shape.untouched())).isEmpty();
    assertThat(shape.apply(List.of())).isEqualTo(shape);
    Shape rebuilt = Shape.untouched().apply(Shape.untouched().diff(shape));
    assertThat(rebuilt).isEqualTo(shape).hasSameHashCodeAs(shape).hasToString(shape.toString());
  }

  @Property
  void changesTellBothValues(@ForAll Shape from, @ForAll Shape target) {
    for (ShapeChange<?> change : from.diff(target)) {
      assertThat(change.from()).isEqualTo(value(from, change.dimension()));
      assertThat(change.to())
          .isEqualTo(value(target, change.dimension()))
          .isNotEqualTo(change.from());
    }
    assertThat(from.diff(target))
        .isSortedAccordingTo((a, b) -> a.dimension().compareTo(b.dimension()));
  }

  @Property
  void withoutLeavesUntouched(@ForAll Shape shape) {
    for (Dimension<?> dimension : shape.dimensions()) {
      assertThat(shape.without(dimension).get(dimension)).isEmpty();
      assertThat(shape.without(dimension).dimensions()).hasSize(shape.dimensions().size() - 1);
    }
    assertThatThrownBy(() -> shape.dimensions().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Property
  void memoryAboveItsHardLimitIsRefused(
      @ForAll @DoubleRange(max = 1e12) double hard, @ForAll @DoubleRange(max = 1e12) double more) {
    double above = Math.nextUp(hard + more);
    Shape shape = Shape.untouched().with(Dimension.MEMORY_HARD, Limit.of(hard));
    for (Dimension<Limit> lower : List.of(Dimension.MEMORY_GUARANTEED, Dimension.MEMORY_SOFT)) {
      assertThatThrownBy(() -> shape.with(lower, Limit.of(above)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("(" + above + ")")
          .hasMessageContaining("(" + hard + ")");
      assertThat(shape.with(lower, Limit.of(hard)).get(lower)).contains(Limit.of(hard));
    }
  }

  @Example
  void limitsAreFiniteOrNone() {
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -1}) {
      assertThatThrownBy(() -> Limit.of(bad)).hasMessageContaining("(" + bad + ")");
    }
    assertThat(Limit.unlimited().orInfinity()).isInfinite();
    assertThat(Limit.of(-0.0)).isEqualTo(Limit.of(0.0));
  }

  @Property
  void weightsStayOnTheKernelsScale(@ForAll int value) {
    if (value >= 0 && value <= 10_000) {
      assertThat(new Weight(value)).hasToString(Integer.toString(value));
    } else {
      assertThatThrownBy(() -> new Weight(value)).hasMessageContaining("(" + value + ")");
    }
  }

  @Property
  void sharesOfTiersSumToOne(@ForAll @DoubleRange(max = 1) double share) {
    assertThat(TierSplit.of(Map.of("dram", share, "cxl", 1 - share)).shares()).hasSize(2);
    double wrong = share / 2 + 0.6;
    assertThatThrownBy(() -> TierSplit.of(Map.of("dram", wrong, "cxl", share / 2 + 0.5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("(?s).*\\([0-9.]+\\).*");
    for (double bad : new double[] {Double.NaN, -0.1, 1.1}) {
      assertThatThrownBy(() -> TierSplit.of(Map.of("dram", bad)))
          .hasMessageContaining("(" + bad + ")");
    }
  }

  @Property
  void setsHoldNoNegativeNumber(@ForAll IdSet set, @ForAll int id) {
    List<Integer> ids = new ArrayList<>(set.ids());
    ids.add(id);
    if (id < 0) {
      assertThatThrownBy(() -> IdSet.of(ids)).hasMessageContaining(Integer.toString(id));
    } else {
      assertThat(IdSet.of(ids).ids()).contains(id);
    }
    assertThatThrownBy(() -> IdSet.of(List.of())).isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void everyResourceHasACap(@ForAll Resource resource) {
    Dimension<Limit> cap = Dimension.capOf(resource);
    assertThat(cap.resource()).contains(resource);
    assertThat(cap).isEqualTo(Dimension.capOf(resource)).isEqualByComparingTo(cap);
    boolean builtIn = Resource.builtIn().contains(resource);
    assertThat(cap.id().equals(resource.id() + ".limit")).isEqualTo(!builtIn);
  }

  @Property
  void malformedDimensionsAreNamed(@ForAll String id) {
    if (!id.matches("[a-z][a-z0-9.-]{0,126}")) {
      assertThatThrownBy(() -> Dimension.of(id, Limit.class))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("(" + id + ")");
    }
  }

  private static Object value(Shape shape, Dimension<?> dimension) {
    return shape.get(dimension).map(Object.class::cast).orElse(null);
  }

  /** Whether what the target leaves as it is goes together with what the target sets. */
  private static boolean isConsistent(Shape from, Shape target) {
    return !above(from, target, Dimension.MEMORY_GUARANTEED, Dimension.MEMORY_HARD)
        && !above(from, target, Dimension.MEMORY_SOFT, Dimension.MEMORY_HARD)
        && !above(from, target, Dimension.NETWORK_INGRESS_RESERVED, Dimension.NETWORK_INGRESS)
        && !above(from, target, Dimension.NETWORK_EGRESS_RESERVED, Dimension.NETWORK_EGRESS);
  }

  private static boolean above(
      Shape from, Shape target, Dimension<Limit> lower, Dimension<Limit> upper) {
    Limit low = target.get(lower).or(() -> from.get(lower)).orElse(Limit.of(0));
    Limit high = target.get(upper).or(() -> from.get(upper)).orElse(Limit.unlimited());
    return low.orInfinity() > high.orInfinity();
  }
}
