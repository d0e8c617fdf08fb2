package io.foreshape.solver;

import io.foreshape.api.forecast.DemandProfile;
import io.foreshape.api.forecast.QuantileLevels;
import io.foreshape.api.forecast.QuantileMatrix;
import io.foreshape.api.forecast.TimeGrid;
import io.foreshape.api.host.Host;
import io.foreshape.api.host.HostId;
import io.foreshape.api.plan.AllocationRequest;
import io.foreshape.api.plan.CostModel;
import io.foreshape.api.plan.PlannedShape;
import io.foreshape.api.plan.ShapePlan;
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
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;

/** Requests of one host and one resource, from ample to infeasible, and readings of their plans. */
final class Scenarios {

  static final HostId HOST = new HostId("h");
  static final QuantileLevels LEVELS = QuantileLevels.of(0.1, 0.5, 0.9, 0.99);
  static final Instant START = Instant.parse("2026-01-05T00:00:00Z");

  private Scenarios() {}

  /**
   * One instance of a request.
   *
   * @param priority its priority
   * @param floor the least it must have
   * @param room ceiling less floor, or null for no ceiling
   * @param current its current cap, or null if it is new
   * @param quantiles of its demand, step by step
   */
  record Demand(
      int priority,
      double floor,
      @Nullable Double room,
      @Nullable Double current,
      QuantileMatrix quantiles) {}

  /**
   * A request and what it was made of.
   *
   * @param demands per instance; instance i is called {@code i<i>}
   * @param capacity of the host
   * @param price per core and hour
   * @param penalty per core and hour, at priority 0
   * @param change per core
   */
  record Scenario(
      List<Demand> demands, double capacity, double price, double penalty, double change) {

    AllocationRequest request() {
      return request(Resource.CPU, 1);
    }

    /** The request with another unit: all amounts times a factor, all prices divided by it. */
    AllocationRequest request(Resource resource, double factor) {
      List<Instance> instances = new ArrayList<>();
      Map<InstanceId, DemandProfile> profiles = new HashMap<>();
      Map<InstanceId, Shape> current = new HashMap<>();
      for (int i = 0; i < demands.size(); i++) {
        Demand demand = demands.get(i);
        Instance instance =
            instance("i" + i, demand.priority())
                .withBounds(
                    ResourceVector.of(resource, demand.floor() * factor),
                    demand.room() == null
                        ? ResourceVector.empty()
                        : ResourceVector.of(resource, (demand.floor() + demand.room()) * factor));
        instances.add(instance);
        profiles.put(
            instance.id(), profile(instance.id(), resource, scaled(demand.quantiles(), factor)));
        if (demand.current() != null) {
          current.put(instance.id(), shape(resource, demand.current() * factor));
        }
      }
      return new AllocationRequest(
          START,
          List.of(Host.ofCapacity(HOST, ResourceVector.of(resource, capacity * factor))),
          instances,
          profiles,
          current,
          costs(resource, factor));
    }

    private CostModel costs(Resource resource, double factor) {
      return CostModel.builder()
          .resource(resource, price / factor, penalty / factor)
          .priority(1, 3)
          .priority(2, 9)
          .change(resource, change / factor)
          .build();
    }

    Scenario withCapacity(double other) {
      return new Scenario(demands, other, price, penalty, change);
    }

    Scenario withChange(double other) {
      return new Scenario(demands, capacity, price, penalty, other);
    }

    double floors() {
      return demands.stream().mapToDouble(Demand::floor).sum();
    }
  }

  static Intake intake(AllocationRequest request) {
    Memory memory = new Memory();
    memory.begin(request.costs());
    return Intake.of(request, memory, new Workers(null));
  }

  static Arbitrary<Scenario> scenarios() {
    return Combinators.combine(
            demands().list().ofMinSize(1).ofMaxSize(6),
            Arbitraries.doubles().between(0, 400).ofScale(2),
            Arbitraries.doubles().between(0, 2).ofScale(2),
            Arbitraries.doubles().between(0, 20).ofScale(2),
            Arbitraries.of(0.0, 0.0, 0.3, 2.5))
        .as(Scenario::new);
  }

  private static Arbitrary<Demand> demands() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 2),
            Arbitraries.of(0.0, 0.0, 3.0, 40.0),
            Arbitraries.doubles().between(0, 120).ofScale(2).injectNull(0.5),
            Arbitraries.doubles().between(0, 120).ofScale(2).injectNull(0.3),
            matrices())
        .as(Demand::new);
  }

  /** Matrices of amounts up to 100, equal quantiles among them. */
  /** Quantiles of one to three steps. */
  static Arbitrary<QuantileMatrix> matrices() {
    return Arbitraries.integers().between(1, 3).flatMap(steps -> matrices(LEVELS, steps));
  }

  static Arbitrary<QuantileMatrix> matrices(QuantileLevels levels, int steps) {
    int count = levels.count();
    return Arbitraries.doubles()
        .between(0, 100)
        .ofScale(1)
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

  static Instance instance(String id, int priority) {
    return Instance.serving(new InstanceId(id), WorkloadKey.ofApplication("app"), HOST)
        .withPriority(priority);
  }

  static DemandProfile profile(InstanceId id, Resource resource, QuantileMatrix quantiles) {
    TimeGrid grid = new TimeGrid(START, Duration.ofMinutes(5), quantiles.steps());
    return DemandProfile.of(id, grid, resource, quantiles, "test");
  }

  static QuantileMatrix step(double... quantiles) {
    return QuantileMatrix.of(LEVELS, 1, quantiles);
  }

  static QuantileMatrix steps(double... quantiles) {
    return QuantileMatrix.of(LEVELS, quantiles.length / LEVELS.count(), quantiles);
  }

  static Shape shape(Resource resource, double cap) {
    return Shape.untouched().with(Dimension.capOf(resource), Limit.of(cap));
  }

  /** The planned caps, in the order of the plan. */
  static Map<InstanceId, Double> amounts(ShapePlan plan, Resource resource) {
    Map<InstanceId, Double> amounts = new HashMap<>();
    for (PlannedShape planned : plan.shapes()) {
      amounts.put(
          planned.instance(),
          planned.shape().get(Dimension.capOf(resource)).orElseThrow().orInfinity());
    }
    return amounts;
  }

  private static QuantileMatrix scaled(QuantileMatrix matrix, double factor) {
    int levels = matrix.levels().count();
    double[] values = new double[matrix.steps() * levels];
    Arrays.setAll(values, i -> matrix.value(i / levels, i % levels) * factor);
    return QuantileMatrix.of(matrix.levels(), matrix.steps(), values);
  }
}
