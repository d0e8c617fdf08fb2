package io.foreshape.testkit;

import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.ResourceVector;
import io.foreshape.api.resource.Unit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Arbitrary resources and amounts of them. */
public final class ResourceArbitraries {

  /** So large that a thousand of it still add up exactly enough: 2^50. */
  private static final double LARGEST = 0x1p50;

  private ResourceArbitraries() {}

  /**
   * Amounts of anything: zero, small and up to 2^50.
   *
   * @return finite and not negative
   */
  public static Arbitrary<Double> amounts() {
    return Arbitraries.oneOf(
        Arbitraries.doubles().between(0, LARGEST).ofScale(6),
        Arbitraries.doubles().between(0, 100).ofScale(6),
        Arbitraries.of(0.0, Double.MIN_VALUE, 1.0, LARGEST));
  }

  /**
   * Ids such as resources and dimensions have.
   *
   * @return a lower-case letter, then letters, digits and dashes
   */
  public static Arbitrary<String> ids() {
    Arbitrary<String> first = Arbitraries.strings().withCharRange('a', 'z').ofLength(1);
    Arbitrary<String> rest =
        Arbitraries.strings().withCharRange('a', 'z').numeric().withChars('-').ofMaxLength(62);
    return Combinators.combine(first, rest).as(String::concat);
  }

  /**
   * The built-in resources and, now and then, a host's own.
   *
   * @return resources
   */
  public static Arbitrary<Resource> resources() {
    Arbitrary<Resource> own =
        Combinators.combine(
                ids().map("x-"::concat).map(id -> id.substring(0, Math.min(63, id.length()))),
                Arbitraries.of(Unit.CORES, Unit.BYTES, new Unit("slices")),
                Arbitraries.of(Resource.Shortage.values()))
            .as(Resource::new);
    Arbitrary<Resource> builtIn = Arbitraries.of(Resource.builtIn());
    return Arbitraries.frequencyOf(Tuple.of(4, builtIn), Tuple.of(1, own));
  }

  /**
   * Vectors of up to eight resources, the empty one among them.
   *
   * @return vectors
   */
  public static Arbitrary<ResourceVector> vectors() {
    return Arbitraries.maps(resources(), amounts()).ofMaxSize(8).map(ResourceVector::of);
  }
}
