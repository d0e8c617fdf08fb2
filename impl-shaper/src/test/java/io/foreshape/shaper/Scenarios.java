package io.foreshape.shaper;

import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.IdSet;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.Weight;
import io.foreshape.shaper.simulated.Fault;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.domains.DomainContextBase;

/** Makes scenarios: up to six instances on two hosts, up to four plans, with and without faults. */
class Scenarios extends DomainContextBase {

  /**
   * Every kind of dimension, small amounts, so that they meet; unset and unlimited now and then.
   */
  private static Arbitrary<Shape> shapes() {
    Arbitrary<Shape> cpu =
        Combinators.combine(limits(), Arbitraries.integers().between(1, 3), sets())
            .as(
                (quota, weight, pinned) ->
                    Shape.untouched()
                        .with(Dimension.CPU_QUOTA, quota)
                        .with(Dimension.CPU_WEIGHT, new Weight(weight))
                        .with(Dimension.CPU_PINNED, IdSet.of(pinned)));
    return Combinators.combine(cpu, limits(), limits(), limits(), limits(), kept())
        .as(
            (shape, memory, soft, egress, reserved, keep) -> {
              Shape whole =
                  shape
                      .with(Dimension.MEMORY_HARD, memory)
                      .with(Dimension.MEMORY_SOFT, least(soft, memory))
                      .with(Dimension.NETWORK_EGRESS, egress)
                      .with(Dimension.NETWORK_EGRESS_RESERVED, least(reserved, egress));
              Shape part = whole;
              for (Dimension<?> dimension : whole.dimensions()) {
                part = keep.contains(dimension.id().length() % 7) ? part : part.without(dimension);
              }
              return part;
            });
  }

  // Most shapes keep all dimensions, some lack some.
  private static Arbitrary<Set<Integer>> kept() {
    return Arbitraries.frequencyOf(
        Tuple.of(3, Arbitraries.just(Set.of(0, 1, 2, 3, 4, 5, 6))),
        Tuple.of(1, Arbitraries.integers().between(0, 6).set()));
  }

  private static Arbitrary<Limit> limits() {
    return Arbitraries.integers()
        .between(1, 25)
        .map(amount -> amount == 25 ? Limit.unlimited() : Limit.of(amount * 0.3));
  }

  private static Arbitrary<Set<Integer>> sets() {
    return Arbitraries.integers().between(0, 3).set().ofMinSize(1);
  }

  // At most one target per plan is of an instance that does not exist.
  private static List<List<Shape>> cut(List<List<Shape>> plans, List<Scenario.Initial> initials) {
    return plans.stream()
        .map(plan -> plan.subList(0, Math.min(plan.size(), initials.size() + 1)))
        .toList();
  }

  private static Limit least(Limit one, Limit other) {
    return one.orInfinity() <= other.orInfinity() ? one : other;
  }

  private static Arbitrary<OptionalDouble> memoryInUse() {
    return Arbitraries.doubles()
        .between(0, 3)
        .injectNull(0.05)
        .map(bytes -> bytes == null ? OptionalDouble.empty() : OptionalDouble.of(bytes));
  }

  private static Arbitrary<Scenario.Initial> initials() {
    return Combinators.combine(Arbitraries.of(0, 0, 0, 1), shapes(), memoryInUse())
        .as(
            (host, shape, use) -> {
              double hard = shape.get(Dimension.MEMORY_HARD).map(Limit::orInfinity).orElse(10.0);
              return new Scenario.Initial(
                  host,
                  shape,
                  use.isPresent() ? OptionalDouble.of(Math.min(use.getAsDouble(), hard)) : use);
            });
  }

  @Provide
  Arbitrary<Scenario> scenarios() {
    return Combinators.combine(
            initials().list().ofMinSize(2).ofMaxSize(6),
            shapes().list().ofMinSize(1).ofMaxSize(9).list().ofMinSize(1).ofMaxSize(4),
            faults(30, 40))
        .as((initials, plans, faults) -> new Scenario(initials, cut(plans, initials), faults));
  }

  /**
   * What becomes of one write after the other.
   *
   * @param works how often a write works for one time that each fault comes
   */
  static Arbitrary<List<Fault>> faults(int works, int most) {
    return Arbitraries.frequency(
            Tuple.of(works, Fault.NONE),
            Tuple.of(1, Fault.REFUSE),
            Tuple.of(1, Fault.FAIL),
            Tuple.of(1, Fault.CLAMP),
            Tuple.of(1, Fault.VANISH),
            Tuple.of(1, Fault.THROW))
        .list()
        .ofMaxSize(most);
  }
}
