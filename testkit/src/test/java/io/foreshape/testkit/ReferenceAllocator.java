package io.foreshape.testkit;

import io.foreshape.api.forecast.DemandProfile;
import io.foreshape.api.forecast.QuantileMatrix;
import io.foreshape.api.host.Host;
import io.foreshape.api.plan.AllocationRequest;
import io.foreshape.api.plan.Allocator;
import io.foreshape.api.plan.Certificate;
import io.foreshape.api.plan.PlannedShape;
import io.foreshape.api.plan.Reason;
import io.foreshape.api.plan.Remedy;
import io.foreshape.api.plan.ShapePlan;
import io.foreshape.api.plan.Shortfall;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The plainest allocator that keeps every rule: floors first, then by priority what the prices ask
 * for. It takes the penalty for due on all that is less than that.
 */
class ReferenceAllocator implements Allocator, AllocatorContract {

  private final Map<InstanceId, Shape> shapes = new TreeMap<>();
  private final Map<InstanceId, List<Reason>> reasons = new TreeMap<>();
  private final List<Shortfall> shortfalls = new ArrayList<>();
  private double objective;
  private double bound;
  private boolean infeasible;

  @Override
  public Allocator subject() {
    try {
      return getClass().getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public ShapePlan plan(AllocationRequest request) {
    check(request);
    shapes.clear();
    reasons.clear();
    shortfalls.clear();
    objective = 0;
    bound = 0;
    infeasible = false;
    for (Host host : request.hosts()) {
      for (Resource resource : request.costs().pricePerUnitHour().keySet()) {
        divide(request, host, resource);
      }
    }
    List<PlannedShape> planned = new ArrayList<>();
    for (Instance instance : request.instances()) {
      if (shapes.containsKey(instance.id())) {
        planned.add(
            new PlannedShape(
                instance.id(),
                instance.host(),
                shapes.get(instance.id()),
                reasons.get(instance.id())));
      }
    }
    Certificate certificate =
        new Certificate(status(), objective, bound, "reference", 0, Duration.ZERO);
    return new ShapePlan(
        request.effectiveFrom(), planned, certificate, List.of(), shortfalls, List.of());
  }

  Certificate.Status status() {
    if (infeasible) {
      return Certificate.Status.INFEASIBLE;
    }
    return objective == bound ? Certificate.Status.OPTIMAL : Certificate.Status.FEASIBLE;
  }

  void check(AllocationRequest request) {
    Set<Object> hosts = new HashSet<>();
    Set<Object> instances = new HashSet<>();
    for (Host host : request.hosts()) {
      require(hosts.add(host.id()), host.id());
    }
    for (Instance instance : request.instances()) {
      require(instances.add(instance.id()), instance.id());
      require(hosts.contains(instance.host()), instance.host());
    }
  }

  private static void require(boolean right, Object id) {
    if (!right) {
      throw new IllegalArgumentException("doubled or missing (" + id + ")");
    }
  }

  private void divide(AllocationRequest request, Host host, Resource resource) {
    double left = host.allocatable(resource);
    double wanted = 0;
    List<Instance> claims = new ArrayList<>();
    for (Instance instance : request.instances()) {
      if (!instance.host().equals(host.id())) {
        continue;
      }
      if (request.profiles().containsKey(instance.id())) {
        claims.add(instance);
        left -= floor(instance, resource);
        wanted += wanted(request, instance, resource);
      } else {
        left -= kept(request, instance, resource);
      }
    }
    infeasible |= left < 0;
    if (left + floors(claims, resource) < wanted) {
      Remedy ask = new Remedy(Remedy.Kind.ASK, Optional.empty(), wanted);
      double available = Math.max(0, host.allocatable(resource));
      shortfalls.add(new Shortfall(host.id(), resource, wanted, available, List.of(ask)));
    }
    claims.sort(order());
    for (Instance instance : claims) {
      double floor = floor(instance, resource);
      double more = wanted(request, instance, resource) - floor;
      double part = Math.max(0, Math.min(more, room(left)));
      left -= part;
      give(request, instance, resource, floor + part);
    }
  }

  Comparator<Instance> order() {
    return Comparator.comparing(Instance::priority).reversed().thenComparing(Instance::id);
  }

  double room(double left) {
    return left;
  }

  private void give(
      AllocationRequest request, Instance instance, Resource resource, double amount) {
    double wanted = wanted(request, instance, resource);
    double price = request.costs().price(resource);
    double penalty = request.costs().penalty(resource, instance.priority());
    objective += price * amount + penalty * Math.max(0, wanted - amount);
    bound += price * wanted;
    shapes.merge(
        instance.id(),
        Shape.untouched().with(Dimension.capOf(resource), Limit.of(amount)),
        (one, other) -> one.apply(one.diff(other)));
    reasons
        .computeIfAbsent(instance.id(), id -> new ArrayList<>())
        .add(
            new Reason(
                resource,
                "a forecast",
                request.costs().criticalLevel(resource, instance.priority()),
                wanted,
                amount,
                amount < wanted ? Reason.Binding.CAPACITY : Reason.Binding.PRICES,
                0.5,
                price));
  }

  private double wanted(AllocationRequest request, Instance instance, Resource resource) {
    DemandProfile profile = request.profiles().get(instance.id());
    QuantileMatrix quantiles = profile.quantiles().get(resource);
    double level = request.costs().criticalLevel(resource, instance.priority());
    double most = 0;
    for (int step = 0; step < quantiles.steps(); step++) {
      most = Math.max(most, quantiles.quantile(step, level));
    }
    return Math.max(floor(instance, resource), Math.min(most, ceiling(instance, resource)));
  }

  double ceiling(Instance instance, Resource resource) {
    return instance.ceiling().getOrDefault(resource, Double.POSITIVE_INFINITY);
  }

  private static double floors(List<Instance> instances, Resource resource) {
    return instances.stream().mapToDouble(instance -> floor(instance, resource)).sum();
  }

  private static double floor(Instance instance, Resource resource) {
    return instance.floor().getOrDefault(resource, 0);
  }

  private static double kept(AllocationRequest request, Instance instance, Resource resource) {
    Shape shape = request.current().getOrDefault(instance.id(), Shape.untouched());
    return shape.get(Dimension.capOf(resource)).map(Limit::orInfinity).orElse(0.0);
  }
}
