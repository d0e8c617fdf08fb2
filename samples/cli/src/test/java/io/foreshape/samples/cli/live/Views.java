package io.foreshape.samples.cli.live;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Made-up views, the odd ones included. */
final class Views {

  private Views() {}

  static Arbitrary<Double> amounts() {
    return Arbitraries.oneOf(
        Arbitraries.of(0.0, Double.MIN_VALUE, 1.0, 1e300),
        Arbitraries.doubles().between(0, 2),
        Arbitraries.doubles().between(0, 1e10));
  }

  static Arbitrary<Double> limits() {
    return Arbitraries.oneOf(amounts(), Arbitraries.just(Double.POSITIVE_INFINITY));
  }

  private static Arbitrary<Moment.Half> halves() {
    return Combinators.combine(
            amounts(),
            limits(),
            Arbitraries.doubles().between(0, 1),
            Arbitraries.longs().between(0, 3))
        .as(Moment.Half::new);
  }

  static Arbitrary<Moment> moments() {
    return Combinators.combine(Arbitraries.doubles().between(0.01, 10), halves(), halves())
        .as(Moment::new);
  }

  static Arbitrary<Outlook> outlooks() {
    return Combinators.combine(
            amounts().list().ofMaxSize(2 * Chart.AHEAD), limits().list().ofMaxSize(2 * Chart.AHEAD))
        .as(Outlook::new);
  }

  static Arbitrary<View> views() {
    Arbitrary<List<View.Panel>> panels =
        Combinators.combine(moments().list().ofMaxSize(40), outlooks(), Arbitraries.of(true, false))
            .as(
                (past, outlook, isShaped) ->
                    Arrays.stream(Workload.values())
                        .map(workload -> new View.Panel(workload, past, outlook, isShaped))
                        .toList());
    return Combinators.combine(
            Arbitraries.integers().between(0, 10_000),
            Arbitraries.of(true, false),
            panels,
            Arbitraries.strings().ofMaxLength(200))
        .as(
            (step, isLearning, all, note) ->
                new View(step, 192, Duration.ofSeconds(60), isLearning, all, note));
  }
}
