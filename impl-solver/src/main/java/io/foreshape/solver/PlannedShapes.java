package io.foreshape.solver;

import io.foreshape.api.plan.AllocationRequest;
import io.foreshape.api.plan.PlannedShape;
import io.foreshape.api.plan.Reason;
import io.foreshape.api.plan.Reason.Binding;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.workload.Instance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts what was settled into shapes, with reasons. */
final class PlannedShapes {

  private static final double ROUNDING = 1e-9;

  private PlannedShapes() {}

  /** A shape for every instance that has a profile, in the order of the request. */
  static List<PlannedShape> of(
      AllocationRequest request, Intake intake, List<Settlement> settlements) {
    @Nullable Settlement[] byPool = intake.byPool(settlements);
    List<PlannedShape> planned = new ArrayList<>(request.instances().size());
    for (int i = 0; i < request.instances().size(); i++) {
      Instance instance = request.instances().get(i);
      if (request.profiles().containsKey(instance.id())) {
        Shape current = request.current().getOrDefault(instance.id(), Shape.untouched());
        planned.add(planned(instance, i, current, intake, byPool));
      }
    }
    return planned;
  }

  private static PlannedShape planned(
      Instance instance, int index, Shape current, Intake intake, @Nullable Settlement[] byPool) {
    Shape shape = Shape.untouched();
    List<Reason> reasons = new ArrayList<>(intake.resources());
    int firstPool = intake.firstPool(instance);
    for (int r = 0; r < intake.resources(); r++) {
      int place = intake.place(index, r);
      Settlement settlement = byPool[firstPool + r];
      if (place >= 0 && settlement != null) {
        shape =
            shape.with(Dimension.capOf(intake.resource(r)), Limit.of(settlement.amounts()[place]));
        reasons.add(reason(settlement, place));
      }
    }
    return new PlannedShape(instance.id(), instance.host(), lowered(shape, current), reasons);
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

  private static Reason reason(Settlement settlement, int index) {
    Bid bid = settlement.pool().bids().get(index);
    double amount = settlement.amounts()[index];
    return new Reason(
        settlement.pool().resource(),
        bid.basis(),
        bid.tariff().criticalLevel(),
        bid.critical(),
        amount,
        binding(bid, amount, settlement),
        bid.demand().exceedance(amount),
        bid.curve().extraCostOfNextBest(amount, settlement.scarcity()));
  }

  private static Binding binding(Bid bid, double amount, Settlement settlement) {
    double rounding = ROUNDING * Math.max(amount, bid.wanted());
    if (amount < bid.wanted() - rounding) {
      boolean isShared = settlement.shadowPrice() == 0 && settlement.limitPrice() > 0;
      return isShared ? Binding.SHARED_LIMIT : Binding.CAPACITY;
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
