package io.foreshape.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.forecast.DemandProfile;
import io.foreshape.api.forecast.QuantileLevels;
import io.foreshape.api.forecast.QuantileMatrix;
import io.foreshape.api.forecast.TimeGrid;
import io.foreshape.api.host.Host;
import io.foreshape.api.host.HostId;
import io.foreshape.api.plan.AllocationRequest;
import io.foreshape.api.plan.Allocator;
import io.foreshape.api.plan.Certificate.Status;
import io.foreshape.api.plan.CostModel;
import io.foreshape.api.plan.PlannedShape;
import io.foreshape.api.plan.ShapePlan;
import io.foreshape.api.provider.Settings;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.ResourceVector;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.api.workload.WorkloadKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Plans that look at the steps to come: demands are known amounts, and changes have a price. */
class OutlookProperties {

  private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final HostId HOST = new HostId("h");
  private static final int MOST = 4;
  private static final double PENALTY = 5;

  @Property(tries = 300)
  void amountOfNow_beginsACheapestSequence(
      @ForAll @Size(min = 1, max = 4) List<@IntRange(max = MOST) Integer> demands,
      @ForAll @IntRange(max = MOST) int current,
      @ForAll @DoubleRange(max = 3) double change) {
    double[] amounts = demands.stream().mapToDouble(Integer::doubleValue).toArray();
    ShapePlan plan = plan(request(change, 100, Map.of(0, (double) current), amounts));

    double planned = amount(plan, 0);
    double least = Double.POSITIVE_INFINITY;
    for (int amount = 0; amount <= MOST; amount++) {
      least = Math.min(least, leastCost(amounts, 0, amount, current, change));
    }
    assertThat(planned).isEqualTo(Math.rint(planned));
    assertThat(leastCost(amounts, 0, planned, current, change)).isCloseTo(least, within(1e-9));
    assertThat(costOfIntent(plan, amounts, current, change)).isCloseTo(least, within(1e-9));
  }

  /** What is intended to follow costs, with the amount of now, what the cheapest sequence does. */
  private static double costOfIntent(
      ShapePlan plan, double[] demands, double current, double change) {
    List<Shape> shapes = new ArrayList<>(List.of(plan.shapes().get(0).shape()));
    shapes.addAll(plan.shapes().get(0).intent());
    assertThat(shapes).hasSameSizeAs(demands);
    double before = current;
    double cost = 0;
    for (int step = 0; step < demands.length; step++) {
      double amount = shapes.get(step).get(Dimension.CPU_QUOTA).orElseThrow().orInfinity();
      double missing = Math.max(0, demands[step] - amount);
      cost += amount + PENALTY * missing + change * Math.abs(amount - before);
      before = amount;
    }
    return cost;
  }

  /** Nothing is intended to change where nothing will; where a host is short, to grow only. */
  @Property(tries = 100)
  void sameDemand_isIntendedToHaveTheSame(
      @ForAll @DoubleRange(min = 1, max = 9) double demand,
      @ForAll @DoubleRange(min = 1, max = 30) double capacity,
      @ForAll @DoubleRange(max = 3) double change) {
    for (PlannedShape planned :
        plan(request(change, capacity, Map.of(0, 1.0), demand, demand, demand)).shapes()) {
      assertThat(planned.intent()).hasSize(2);
      for (Shape intended : planned.intent()) {
        double amount = intended.get(Dimension.CPU_QUOTA).orElseThrow().orInfinity();
        double now = planned.shape().get(Dimension.CPU_QUOTA).orElseThrow().orInfinity();
        assertThat(amount).isGreaterThanOrEqualTo(now);
        assertThat(amount == now || capacity < 3 * demand).isTrue();
      }
    }
  }

  /** The least cost of a step and those after it, if the step is given an amount. */
  private static double leastCost(
      double[] demands, int step, double amount, double before, double change) {
    double cost =
        amount + PENALTY * Math.max(0, demands[step] - amount) + change * Math.abs(amount - before);
    if (step + 1 == demands.length) {
      return cost;
    }
    double rest = Double.POSITIVE_INFINITY;
    for (int next = 0; next <= MOST; next++) {
      rest = Math.min(rest, leastCost(demands, step + 1, next, amount, change));
    }
    return cost + rest;
  }

  @Property(tries = 100)
  void demandThatSwings_movesNothingBackAndForth_whereBothWaysCostMoreThanHolding(
      @ForAll @DoubleRange(max = 3) double low,
      @ForAll @DoubleRange(min = 3, max = 9) double high,
      @ForAll @DoubleRange(min = 0.51, max = 0.99) double change) {
    double amount = high;
    double withoutOutlook = high;
    for (int hour = 1; hour < 6; hour++) {
      double now = hour % 2 == 0 ? high : low;
      double next = hour % 2 == 0 ? low : high;
      ShapePlan plan = plan(request(change, 100, Map.of(0, amount), now, next, now, next));
      amount = amount(plan, 0);
      withoutOutlook = amount(plan(request(change, 100, Map.of(0, withoutOutlook), now)), 0);

      assertThat(amount).isEqualTo(high);
      assertThat(withoutOutlook).isEqualTo(now);
    }
  }

  @Property(tries = 100)
  void withoutAPriceOfChanging_plansAreThoseWithoutAnOutlook_toTheBit(
      @ForAll @Size(5) List<@DoubleRange(max = 9) Double> demands,
      @ForAll @DoubleRange(min = 1, max = 30) double capacity) {
    double[] amounts = demands.stream().mapToDouble(Double::doubleValue).toArray();
    AllocationRequest far = request(0, capacity, Map.of(0, 2.0), amounts);
    ShapePlan plan = plan(far);
    ShapePlan near = plan(withLater(far, Map.of()));

    assertThat(plan.shapes().stream().map(PlannedShape::shape))
        .containsExactlyElementsOf(near.shapes().stream().map(PlannedShape::shape).toList());
    assertThat(plan.certificate().objectivePerHour())
        .isEqualTo(near.certificate().objectivePerHour());
    assertThat(plan.shadowPrices()).isEqualTo(near.shadowPrices());
  }

  @Property(tries = 100)
  void scarcePlansAreOptimal_andTheSameByAnAllocatorThatRemembersAnotherOutlook(
      @ForAll @Size(5) List<@DoubleRange(max = 9) Double> demands,
      @ForAll @Size(5) List<@DoubleRange(max = 9) Double> others,
      @ForAll @DoubleRange(min = 1, max = 30) double capacity,
      @ForAll @DoubleRange(max = 3) double change) {
    double[] amounts = demands.stream().mapToDouble(Double::doubleValue).toArray();
    AllocationRequest request = request(change, capacity, Map.of(0, 1.0), amounts);
    double[] before = others.stream().mapToDouble(Double::doubleValue).toArray();
    try (Allocator allocator = new DefaultAllocatorProvider().create(Settings.none())) {
      Map<InstanceId, DemandProfile> other =
          request(change, capacity, Map.of(0, 1.0), before).later();
      allocator.plan(withLater(request, other));
      ShapePlan plan = allocator.plan(request);

      assertThat(plan.shapes()).isEqualTo(plan(request).shapes());
      assertThat(plan.certificate().status()).isEqualTo(Status.OPTIMAL);
      assertThat(plan.certificate().gap()).isLessThanOrEqualTo(1e-9);
    }
  }

  private static ShapePlan plan(AllocationRequest request) {
    try (Allocator allocator = new DefaultAllocatorProvider().create(Settings.none())) {
      return allocator.plan(request);
    }
  }

  private static double amount(ShapePlan plan, int number) {
    PlannedShape planned = plan.shapes().get(number);
    return planned.shape().get(Dimension.CPU_QUOTA).orElseThrow().orInfinity();
  }

  /** Three instances that will need the same in turn; the first step is that of now. */
  private static AllocationRequest request(
      double change, double capacity, Map<Integer, Double> current, double... demands) {
    List<Instance> instances = new ArrayList<>();
    Map<InstanceId, DemandProfile> profiles = new HashMap<>();
    Map<InstanceId, DemandProfile> later = new HashMap<>();
    Map<InstanceId, Shape> shapes = new HashMap<>();
    for (int i = 0; i < 3; i++) {
      InstanceId id = new InstanceId("i" + i);
      instances.add(Instance.serving(id, WorkloadKey.all(), HOST));
      double[] own = new double[demands.length];
      for (int step = 0; step < own.length; step++) {
        own[step] = demands[(step + i) % own.length];
      }
      profiles.put(id, profile(id, START, own[0]));
      if (own.length > 1) {
        double[] rest = Arrays.copyOfRange(own, 1, own.length);
        later.put(id, profile(id, START.plus(HOUR), rest));
      }
      Double has = current.get(i);
      if (has != null) {
        shapes.put(id, Shape.untouched().with(Dimension.CPU_QUOTA, Limit.of(has)));
      }
    }
    Host host = Host.ofCapacity(HOST, ResourceVector.of(Resource.CPU, capacity));
    CostModel costs =
        CostModel.builder().resource(Resource.CPU, 1, PENALTY).change(Resource.CPU, change).build();
    return new AllocationRequest(START, List.of(host), instances, profiles, shapes, costs)
        .withLater(later);
  }

  private static AllocationRequest withLater(
      AllocationRequest request, Map<InstanceId, DemandProfile> later) {
    return new AllocationRequest(
            request.effectiveFrom(),
            request.hosts(),
            request.instances(),
            request.profiles(),
            request.current(),
            request.costs())
        .withSharedLimits(request.sharedLimits())
        .withLater(later);
  }

  private static DemandProfile profile(InstanceId id, Instant start, double... demands) {
    return DemandProfile.of(
        id,
        new TimeGrid(start, HOUR, demands.length),
        Resource.CPU,
        QuantileMatrix.of(QuantileLevels.of(0.5), demands.length, demands),
        "known");
  }
}
