package io.foreshape.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.ResourceVector;
import io.foreshape.api.resource.Unit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** Vectors add and scale as vectors do, and hold no bad amount. */
@PropertyDefaults(tries = 200)
@Domain(DomainArbitraries.class)
@Domain(DomainContext.Global.class)
class ResourceVectorProperties {

  /** Relative, of sums of three amounts. */
  private static final double TOLERANCE = 1e-12;

  @Provide
  Arbitrary<Double> badAmounts() {
    return Arbitraries.oneOf(
        Arbitraries.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY),
        Arbitraries.of(-Double.MIN_VALUE, -1.0, -Double.MAX_VALUE));
  }

  @Provide
  Arbitrary<Double> factors() {
    return Arbitraries.doubles().between(0, 1_000);
  }

  @Property
  void sumIsCommutative(@ForAll ResourceVector a, @ForAll ResourceVector b) {
    assertThat(a.plus(b)).isEqualTo(b.plus(a)).hasSameHashCodeAs(b.plus(a));
  }

  @Property
  void sumIsAssociative(
      @ForAll ResourceVector a, @ForAll ResourceVector b, @ForAll ResourceVector c) {
    assertClose(a.plus(b).plus(c), a.plus(b.plus(c)));
  }

  @Property
  void scalingDistributes(
      @ForAll ResourceVector a, @ForAll ResourceVector b, @ForAll("factors") double factor) {
    assertClose(a.plus(b).times(factor), a.times(factor).plus(b.times(factor)));
  }

  @Property
  void emptyIsNeutral(@ForAll ResourceVector a) {
    assertThat(a.plus(ResourceVector.empty())).isEqualTo(a);
    assertThat(a.max(ResourceVector.empty())).isEqualTo(a);
    assertThat(a.times(1)).isEqualTo(a);
  }

  @Property
  void otherAmountsAreThoseOfTheSameResources(
      @ForAll ResourceVector a, @ForAll("factors") double amount) {
    double[] amounts = new double[a.resources().size()];
    Map<Resource, Double> expected = new HashMap<>();
    for (int i = 0; i < amounts.length; i++) {
      amounts[i] = amount + i;
      expected.put(a.resources().get(i), amounts[i]);
    }
    ResourceVector b = a.withAmounts(amounts);
    assertThat(b).isEqualTo(ResourceVector.of(expected));
    Arrays.fill(amounts, -1);
    assertThat(b).as("not the caller's array").isEqualTo(ResourceVector.of(expected));
  }

  @Property
  void otherAmountsAreChecked(
      @ForAll ResourceVector a, @ForAll Resource one, @ForAll("badAmounts") double bad) {
    double[] amounts = new double[a.with(one, 1).resources().size()];
    amounts[amounts.length - 1] = bad;
    assertThatThrownBy(() -> a.with(one, 1).withAmounts(amounts))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(String.valueOf(bad));
    assertThatThrownBy(() -> a.withAmounts(new double[a.resources().size() + 1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(" + (a.resources().size() + 1) + ")");
  }

  @Property
  void absentIsNotZero(@ForAll ResourceVector a, @ForAll Resource resource) {
    ResourceVector zero = a.with(resource, 0);
    assertThat(zero.has(resource)).isTrue();
    assertThat(zero.get(resource)).isZero();
    assertThat(zero.equals(a)).isEqualTo(a.has(resource) && a.getOrDefault(resource, -1) == 0);
    assertThat(a.plus(zero).has(resource)).isTrue();
    assertThat(a.getOrDefault(resource, 7)).isEqualTo(a.has(resource) ? a.get(resource) : 7);
  }

  @Property
  void absentAmountCannotBeTaken(@ForAll ResourceVector a, @ForAll Resource resource) {
    if (!a.has(resource)) {
      assertThatThrownBy(() -> a.get(resource))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("(" + resource + ")");
    }
  }

  @Property
  void maximumIsNowhereLess(@ForAll ResourceVector a, @ForAll ResourceVector b) {
    ResourceVector max = a.max(b);
    assertThat(a.fitsIn(max)).isTrue();
    assertThat(b.fitsIn(max)).isTrue();
    assertThat(max).isEqualTo(b.max(a));
  }

  @Property
  void fittingIsPerResource(@ForAll ResourceVector a, @ForAll ResourceVector b) {
    boolean expected = true;
    for (Resource resource : a.resources()) {
      expected &= a.get(resource) <= b.getOrDefault(resource, Double.POSITIVE_INFINITY);
    }
    assertThat(a.fitsIn(b)).isEqualTo(expected);
  }

  @Property
  void badAmountsAreRefusedAtEveryDoor(
      @ForAll ResourceVector a, @ForAll Resource resource, @ForAll("badAmounts") double bad) {
    assertRefused(() -> ResourceVector.of(resource, bad), bad);
    assertRefused(() -> ResourceVector.of(Map.of(resource, bad)), bad);
    assertRefused(() -> a.with(resource, bad), bad);
    assertRefused(() -> a.times(bad), bad);
    assertRefused(() -> resource.requireAmount(bad), bad);
  }

  @Example
  void overflowIsRefused() {
    ResourceVector huge = ResourceVector.of(Resource.CPU, Double.MAX_VALUE);
    assertRefused(() -> huge.plus(huge), Double.POSITIVE_INFINITY);
    assertRefused(() -> huge.times(2), Double.POSITIVE_INFINITY);
  }

  @Example
  void negativeZeroIsZero() {
    assertThat(ResourceVector.of(Resource.CPU, -0.0))
        .isEqualTo(ResourceVector.of(Resource.CPU, 0.0));
  }

  @Property
  void mapsAreCopied(@ForAll ResourceVector a) {
    Map<Resource, Double> amounts = new HashMap<>();
    a.resources().forEach(resource -> amounts.put(resource, a.get(resource)));
    ResourceVector b = ResourceVector.of(amounts);
    amounts.clear();
    assertThat(b).isEqualTo(a).hasToString(a.toString());
    assertThat(b.resources()).isSorted();
  }

  @Property
  void malformedIdsAreNamed(@ForAll String id) {
    if (!id.matches("[a-z][a-z0-9-]{0,62}")) {
      assertThatThrownBy(() -> Resource.compressible(id, Unit.CORES))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("(" + id + ")");
    }
  }

  private static void assertRefused(Runnable door, double bad) {
    assertThatThrownBy(door::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(" + bad);
  }

  private static void assertClose(ResourceVector actual, ResourceVector expected) {
    assertThat(actual.resources()).isEqualTo(expected.resources());
    for (Resource resource : expected.resources()) {
      double amount = expected.get(resource);
      // One more subnormal step, where relative precision ends.
      assertThat(actual.get(resource))
          .isCloseTo(amount, within(TOLERANCE * amount + 2 * Double.MIN_VALUE));
    }
  }
}
