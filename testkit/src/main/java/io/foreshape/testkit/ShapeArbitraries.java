package io.foreshape.testkit;

import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.IdSet;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.TierSplit;
import io.foreshape.api.shape.Weight;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Arbitrary shapes and the values of their dimensions. */
public final class ShapeArbitraries {

  private static final List<Dimension<Limit>> LIMITS =
      List.of(
          Dimension.CPU_QUOTA,
          Dimension.CPU_BURST,
          Dimension.DISK_READ_IOPS,
          Dimension.DISK_WRITE_IOPS,
          Dimension.DISK_READ_THROUGHPUT,
          Dimension.DISK_WRITE_THROUGHPUT,
          Dimension.DISK_CACHE);

  // Those that must ascend in a shape.
  private static final List<Dimension<Limit>> MEMORY =
      List.of(Dimension.MEMORY_GUARANTEED, Dimension.MEMORY_SOFT, Dimension.MEMORY_HARD);
  private static final List<Dimension<Limit>> INGRESS =
      List.of(Dimension.NETWORK_INGRESS_RESERVED, Dimension.NETWORK_INGRESS);
  private static final List<Dimension<Limit>> EGRESS =
      List.of(Dimension.NETWORK_EGRESS_RESERVED, Dimension.NETWORK_EGRESS);

  private ShapeArbitraries() {}

  /**
   * Limits, no limit among them.
   *
   * @return limits
   */
  public static Arbitrary<Limit> limits() {
    return Arbitraries.oneOf(
        ResourceArbitraries.amounts().map(Limit::of), Arbitraries.just(Limit.unlimited()));
  }

  /**
   * Weights of the whole range.
   *
   * @return weights
   */
  public static Arbitrary<Weight> weights() {
    return Arbitraries.integers().between(0, 10_000).map(Weight::new);
  }

  /**
   * Sets of one to sixteen CPUs or nodes.
   *
   * @return sets
   */
  public static Arbitrary<IdSet> idSets() {
    return Arbitraries.integers().between(0, 255).set().ofMinSize(1).ofMaxSize(16).map(IdSet::of);
  }

  /**
   * Splits over DRAM and a slower tier.
   *
   * @return splits
   */
  public static Arbitrary<TierSplit> tierSplits() {
    return Arbitraries.doubles()
        .between(0, 1)
        .ofScale(4)
        .map(fast -> TierSplit.of(Map.of("dram", fast, "cxl", 1 - fast)));
  }

  /**
   * Shapes that set any number of dimensions and do not contradict themselves.
   *
   * @return shapes, the one that sets nothing among them
   */
  public static Arbitrary<Shape> shapes() {
    return Combinators.combine(
            Arbitraries.maps(Arbitraries.of(LIMITS), limits()),
            limitsInOrder(MEMORY),
            limitsInOrder(INGRESS),
            limitsInOrder(EGRESS),
            weights().injectNull(0.5),
            idSets().injectNull(0.5),
            tierSplits().injectNull(0.5),
            Arbitraries.of("ssd", "hdd").injectNull(0.5))
        .as(
            (free, memory, ingress, egress, weight, cpus, tiers, disk) -> {
              Shape shape =
                  with(with(with(with(Shape.untouched(), free), memory), ingress), egress);
              shape = weight == null ? shape : shape.with(Dimension.CPU_WEIGHT, weight);
              shape = cpus == null ? shape : shape.with(Dimension.CPU_PINNED, cpus);
              shape = tiers == null ? shape : shape.with(Dimension.MEMORY_TIERS, tiers);
              return disk == null ? shape : shape.with(Dimension.DISK_TIER, disk);
            });
  }

  private static Shape with(Shape shape, Map<Dimension<Limit>, Limit> limits) {
    Shape result = shape;
    for (Map.Entry<Dimension<Limit>, Limit> limit : limits.entrySet()) {
      result = result.with(limit.getKey(), limit.getValue());
    }
    return result;
  }

  private static Arbitrary<Map<Dimension<Limit>, Limit>> limitsInOrder(
      List<Dimension<Limit>> dimensions) {
    Arbitrary<List<Limit>> values =
        limits()
            .list()
            .ofSize(dimensions.size())
            .map(
                any ->
                    any.stream()
                        .sorted((a, b) -> Double.compare(a.orInfinity(), b.orInfinity()))
                        .toList());
    return Combinators.combine(values, Arbitraries.subsetOf(dimensions))
        .as(
            (sorted, set) -> {
              Map<Dimension<Limit>, Limit> limits = new TreeMap<>();
              for (int i = 0; i < dimensions.size(); i++) {
                if (set.contains(dimensions.get(i))) {
                  limits.put(dimensions.get(i), sorted.get(i));
                }
              }
              return limits;
            });
  }
}
