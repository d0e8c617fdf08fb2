package io.foreshape.solver;

import static io.foreshape.solver.Scenarios.HOST;
import static io.foreshape.solver.Scenarios.START;
import static io.foreshape.solver.Scenarios.instance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.host.Host;
import io.foreshape.api.host.StorageTier;
import io.foreshape.api.plan.AllocationRequest;
import io.foreshape.api.plan.Allocator;
import io.foreshape.api.plan.Certificate.Status;
import io.foreshape.api.plan.CostModel;
import io.foreshape.api.plan.PlannedShape;
import io.foreshape.api.plan.Reason;
import io.foreshape.api.plan.ShapePlan;
import io.foreshape.api.provider.Settings;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.ResourceVector;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.api.workload.MissCurve;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Shares of a storage cache by miss curves, against trying everything. */
class CacheShareProperties {

  private static final double TOLERANCE = 1e-9;
  private static final int LARGEST = 8;
  private static final double PRICE = 0.5;
  private static final double PENALTY = 2;

  private static ShapePlan plan(AllocationRequest request) {
    try (Allocator allocator = new DefaultAllocatorProvider().create(Settings.none())) {
      return allocator.plan(request);
    }
  }

  /** Misses at sizes 0 to 8, some of them left out, neither convex nor falling everywhere. */
  private static MissCurve curve(Random random) {
    TreeMap<Double, Double> points = new TreeMap<>();
    for (int size = 0; size <= LARGEST; size++) {
      if (size == 0 || random.nextInt(3) > 0) {
        points.put((double) size, random.nextInt(20) + 0.25 * random.nextInt(4));
      }
    }
    return new MissCurve(points);
  }

  private static AllocationRequest request(long seed, int instances, int cacheBytes) {
    Random random = new Random(seed);
    List<Instance> all = new ArrayList<>();
    Map<InstanceId, MissCurve> curves = new HashMap<>();
    for (int i = 0; i < instances; i++) {
      Instance instance = instance("i" + i, random.nextInt(2));
      all.add(instance);
      curves.put(instance.id(), curve(random));
    }
    CostModel costs =
        CostModel.builder().resource(Resource.DISK_CACHE, PRICE, PENALTY).priority(1, 3).build();
    StorageTier cache =
        new StorageTier("nvme", StorageTier.Kind.CACHE, cacheBytes, ResourceVector.empty());
    Host host =
        new Host(
            HOST,
            List.of(),
            List.of(),
            List.of(cache),
            ResourceVector.empty(),
            ResourceVector.empty());
    return new AllocationRequest(START, List.of(host), all, Map.of(), Map.of(), costs)
        .withMissCurves(curves);
  }

  /** The least misses that a mixture of two sizes around an average one has. */
  private static double hull(MissCurve curve, double size) {
    double least = Double.POSITIVE_INFINITY;
    for (Map.Entry<Double, Double> low : curve.missesPerSecond().entrySet()) {
      if (low.getKey() <= size) {
        least = Math.min(least, low.getValue());
      }
      for (Map.Entry<Double, Double> high : curve.missesPerSecond().entrySet()) {
        if (low.getKey() <= size && high.getKey() > size) {
          double share = (size - low.getKey()) / (high.getKey() - low.getKey());
          least = Math.min(least, low.getValue() + share * (high.getValue() - low.getValue()));
        }
      }
    }
    return least;
  }

  private static double cost(AllocationRequest request, Instance instance, double size) {
    MissCurve curve = request.missCurves().get(instance.id());
    double avoidable = hull(curve, size) - hull(curve, LARGEST);
    return PRICE * size + (instance.priority() == 1 ? 3 : 1) * PENALTY * avoidable;
  }

  private static double cheapest(AllocationRequest request, int from, int left) {
    if (from == request.instances().size()) {
      return 0;
    }
    double least = Double.POSITIVE_INFINITY;
    for (int size = 0; size <= Math.min(left, LARGEST); size++) {
      double own = cost(request, request.instances().get(from), size);
      least = Math.min(least, own + cheapest(request, from + 1, left - size));
    }
    return least;
  }

  private static double share(PlannedShape planned) {
    return planned.shape().get(Dimension.DISK_CACHE).orElseThrow().orInfinity();
  }

  /** Corners of hulls and the capacity are whole, so one of the best divisions is. */
  @Property(tries = 300)
  void shares_costAsLittleAsByTryingEverything(@ForAll long seed) {
    AllocationRequest request = request(seed, 3, 1 + new Random(seed).nextInt(16));
    ShapePlan plan = plan(request);

    double cost = 0;
    double sum = 0;
    for (int i = 0; i < plan.shapes().size(); i++) {
      double share = share(plan.shapes().get(i));
      cost += cost(request, request.instances().get(i), share);
      sum += share;
    }
    double capacity = request.hosts().get(0).allocatable(Resource.DISK_CACHE);
    double least = cheapest(request, 0, (int) capacity);
    assertThat(cost).isCloseTo(least, within(TOLERANCE * (1 + least)));
    assertThat(sum).isLessThanOrEqualTo(capacity * (1 + TOLERANCE));
    assertThat(plan.certificate().status()).isEqualTo(Status.OPTIMAL);
    assertThat(plan.certificate().objectivePerHour())
        .isCloseTo(least, within(TOLERANCE * (1 + least)));
  }

  @Property(tries = 100)
  void moreCache_neverCostsMore(@ForAll long seed) {
    double less = plan(request(seed, 3, 5)).certificate().objectivePerHour();
    double more = plan(request(seed, 3, 6)).certificate().objectivePerHour();
    assertThat(more).isLessThanOrEqualTo(less + TOLERANCE * (1 + less));
  }

  @Example
  void kneeOfACurve_isHadWholeAndToldOf() {
    AllocationRequest request = request(1, 1, 8);
    Instance instance = request.instances().get(0);
    // Nothing is saved below the working set of 4 bytes: the hull goes straight there.
    MissCurve knee = MissCurve.of(Map.of(0.0, 10.0, 3.0, 10.0, 4.0, 1.0, 8.0, 0.9));
    ShapePlan plan = plan(request.withMissCurves(Map.of(instance.id(), knee)));

    PlannedShape planned = plan.shapes().get(0);
    assertThat(share(planned)).isEqualTo(4);
    Reason reason = planned.reasons().get(0);
    assertThat(reason.resource()).isEqualTo(Resource.DISK_CACHE);
    assertThat(reason.basis()).isEqualTo("its miss curve");
    assertThat(reason.binding()).isEqualTo(Reason.Binding.PRICES);
  }

  @Example
  void flatCurve_getsNothing() {
    AllocationRequest request = request(1, 1, 8);
    Instance instance = request.instances().get(0);
    MissCurve flat = MissCurve.of(Map.of(0.0, 10.0, 4.0, 12.0));
    ShapePlan plan = plan(request.withMissCurves(Map.of(instance.id(), flat)));

    assertThat(share(plan.shapes().get(0))).isEqualTo(0);
  }

  @Example
  void withoutCurve_keepsWhatItHas() {
    AllocationRequest request = request(1, 2, 8);
    Instance keeps = request.instances().get(0);
    Instance gets = request.instances().get(1);
    Shape has = Shape.untouched().with(Dimension.DISK_CACHE, Limit.of(7));
    AllocationRequest kept =
        new AllocationRequest(
                START,
                request.hosts(),
                request.instances(),
                Map.of(),
                Map.of(keeps.id(), has),
                request.costs())
            .withMissCurves(Map.of(gets.id(), MissCurve.of(Map.of(0.0, 20.0, 4.0, 0.0))));
    ShapePlan plan = plan(kept);

    assertThat(plan.shapes()).hasSize(1);
    assertThat(share(plan.shapes().get(0))).isEqualTo(1);
    assertThat(plan.shortfalls()).hasSize(1);
    assertThat(plan.shadowPrices().get(0).perUnitHour()).isPositive();
  }
}
