package io.foreshape.solver;

import io.foreshape.api.plan.AllocationRequest;
import io.foreshape.api.plan.PlannedShape;
import io.foreshape.api.plan.Reason;
import io.foreshape.api.plan.Reason.Binding;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.workload.Instance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts what was settled into shapes, with reasons. */
final class PlannedShapes {

  private static final double ROUNDING = 1e-9;

  private PlannedShapes() {}

  /** A shape for every instance that has a profile, in the order of the request. */
  static List<PlannedShape> of(AllocationRequest request, List<Settlement> settlements) {
    List<Instance> instances = request.instances();
    Shape[] shapes = new Shape[instances.size()];
    List<List<Reason>> reasons = new ArrayList<>(instances.size());
    for (int i = 0; i < shapes.length; i++) {
      shapes[i] = Shape.untouched();
      reasons.add(new ArrayList<>(1));
    }
    for (Settlement settlement : byResource(settlements)) {
      Resource resource = settlement.pool().resource();
      Dimension<Limit> cap = Dimension.capOf(resource);
      for (int i = 0; i < settlement.amounts().length; i++) {
        int index = settlement.pool().bids().get(i).index();
        shapes[index] = shapes[index].with(cap, Limit.of(settlement.amounts()[i]));
        reasons.get(index).add(reason(settlement, i));
      }
    }
    List<PlannedShape> planned = new ArrayList<>(instances.size());
    for (int i = 0; i < shapes.length; i++) {
      Instance instance = instances.get(i);
      if (request.profiles().containsKey(instance.id())) {
        Shape current = request.current().getOrDefault(instance.id(), Shape.untouched());
        Shape shape = lowered(shapes[i], current);
        planned.add(new PlannedShape(instance.id(), instance.host(), shape, reasons.get(i)));
      }
    }
    return planned;
  }

  /**
   * Lowers what the instance has above a new cap along with it, so that no shape contradicts
   * itself.
   */
  private static Shape lowered(Shape planned, Shape current) {
    Shape shape = planned;
    for (Map.Entry<Dimension<Limit>, Dimension<Limit>> pair : Dimension.upperBounds().entrySet()) {
      Optional<Limit> cap = planned.get(pair.getValue());
      Optional<Limit> below = current.get(pair.getKey());
      if (cap.isPresent()
          && below.isPresent()
          && below.get().orInfinity() > cap.get().orInfinity()) {
        shape = shape.with(pair.getKey(), cap.get());
      }
    }
    return shape;
  }

  private static List<Settlement> byResource(List<Settlement> settlements) {
    List<Settlement> sorted = new ArrayList<>(settlements);
    sorted.sort(Comparator.comparing(settlement -> settlement.pool().resource()));
    return sorted;
  }

  private static Reason reason(Settlement settlement, int index) {
    Bid bid = settlement.pool().bids().get(index);
    double amount = settlement.amounts()[index];
    return new Reason(
        settlement.pool().resource(),
        bid.basis(),
        bid.tariff().criticalLevel(),
        bid.critical(),
        amount,
        binding(bid, amount),
        bid.demand().exceedance(amount),
        bid.curve().extraCostOfNextBest(amount, settlement.shadowPrice()));
  }

  private static Binding binding(Bid bid, double amount) {
    double rounding = ROUNDING * Math.max(amount, bid.wanted());
    if (amount < bid.wanted() - rounding) {
      return Binding.CAPACITY;
    }
    if (Math.abs(amount - bid.critical()) <= rounding) {
      return Binding.PRICES;
    }
    boolean tooDear = bid.tariff().criticalLevel() == 0;
    if (amount <= bid.floor() + rounding && (amount > bid.critical() || tooDear)) {
      return Binding.FLOOR;
    }
    return amount >= bid.curve().upper() - rounding && amount < bid.critical()
        ? Binding.CEILING
        : Binding.CHANGE_COST;
  }
}
