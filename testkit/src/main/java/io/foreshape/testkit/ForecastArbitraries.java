package io.foreshape.testkit;

import io.foreshape.api.forecast.DemandProfile;
import io.foreshape.api.forecast.QuantileLevels;
import io.foreshape.api.forecast.QuantileMatrix;
import io.foreshape.api.forecast.TimeGrid;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.workload.InstanceId;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Arbitrary time grids, quantile levels, matrices and demand profiles. */
public final class ForecastArbitraries {

  private static final int MOST_STEPS = 24;

  private ForecastArbitraries() {}

  /**
   * Grids of 1 to 24 steps of one second to one day.
   *
   * @return grids
   */
  public static Arbitrary<TimeGrid> grids() {
    return Combinators.combine(
            Arbitraries.longs().between(0, 4_000_000_000L),
            Arbitraries.longs().between(1, 86_400),
            Arbitraries.integers().between(1, MOST_STEPS))
        .as(
            (start, step, count) ->
                new TimeGrid(Instant.ofEpochSecond(start), Duration.ofSeconds(step), count));
  }

  /**
   * One to thirty levels.
   *
   * @return levels, the standard ones among them
   */
  public static Arbitrary<QuantileLevels> levels() {
    Arbitrary<QuantileLevels> any =
        Arbitraries.integers()
            .between(1, 9_999)
            .set()
            .ofMinSize(1)
            .ofMaxSize(30)
            .map(set -> set.stream().sorted().mapToDouble(level -> level / 1e4).toArray())
            .map(QuantileLevels::of);
    return Arbitraries.oneOf(any, Arbitraries.just(QuantileLevels.standard()));
  }

  /**
   * Matrices of given size, flat stretches among them.
   *
   * @param levels the levels
   * @param steps how many steps
   * @return matrices
   */
  public static Arbitrary<QuantileMatrix> matrices(QuantileLevels levels, int steps) {
    int count = levels.count();
    return ResourceArbitraries.amounts()
        .array(double[].class)
        .ofSize(steps * count)
        .map(
            values -> {
              for (int from = 0; from < values.length; from += count) {
                Arrays.sort(values, from, from + count);
              }
              return QuantileMatrix.of(levels, steps, values);
            });
  }

  /**
   * Matrices of any size.
   *
   * @return matrices of 1 to 24 steps
   */
  public static Arbitrary<QuantileMatrix> matrices() {
    return Combinators.combine(levels(), Arbitraries.integers().between(1, MOST_STEPS))
        .flatAs(ForecastArbitraries::matrices);
  }

  /**
   * Profiles of an instance on a grid.
   *
   * @param instance who
   * @param grid the steps
   * @param resources what has been learnt
   * @return profiles
   */
  public static Arbitrary<DemandProfile> profiles(
      InstanceId instance, TimeGrid grid, List<Resource> resources) {
    return levels()
        .flatMap(levels -> matrices(levels, grid.count()).list().ofSize(resources.size()))
        .map(
            matrices -> {
              SortedMap<Resource, QuantileMatrix> quantiles = new TreeMap<>();
              for (int i = 0; i < matrices.size(); i++) {
                quantiles.put(resources.get(i), matrices.get(i));
              }
              return new DemandProfile(instance, grid, quantiles, "arbitrary quantiles");
            });
  }

  /**
   * Profiles of anybody, empty ones among them.
   *
   * @return profiles
   */
  public static Arbitrary<DemandProfile> profiles() {
    Arbitrary<List<Resource>> resources =
        Arbitraries.of(Resource.builtIn()).list().uniqueElements().ofMaxSize(3);
    return Combinators.combine(WorkloadArbitraries.instanceIds(), grids(), resources)
        .flatAs(ForecastArbitraries::profiles);
  }
}
