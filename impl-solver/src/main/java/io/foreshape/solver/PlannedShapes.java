package io.foreshape.solver;

import io.foreshape.api.forecast.QuantileMatrix;
import io.foreshape.api.plan.PlannedShape;
import io.foreshape.api.plan.Reason;
import io.foreshape.api.plan.Reason.Binding;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.TierSplit;
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
  static List<PlannedShape> of(Intake intake, List<SettledGroup> groups, Workers workers) {
    @Nullable Settlement[] byPool = intake.byPool(groups);
    @Nullable PlannedShape[] planned = new PlannedShape[intake.instances()];
    workers.forEach(
        planned.length,
        i -> {
          if (intake.instance(i).hasProfile()) {
            planned[i] = planned(intake, i, byPool);
          }
        });
    List<PlannedShape> all = new ArrayList<>(planned.length);
    for (PlannedShape each : planned) {
      if (each != null) {
        all.add(each);
      }
    }
    return all;
  }

  private static PlannedShape planned(Intake intake, int index, @Nullable Settlement[] byPool) {
    Known known = intake.instance(index);
    int firstPool = intake.firstPool(index);
    PlannedShape last = known.planned(byPool, firstPool);
    if (last != null) {
      return last;
    }
    Shape shape = Shape.untouched();
    List<Reason> reasons = new ArrayList<>(intake.resources());
    for (int r = 0; r < intake.resources(); r++) {
      Settlement settlement = byPool[firstPool + r];
      if (known.bids[r] != null && settlement != null) {
        shape = with(shape, known, r, intake.resource(r), settlement);
        reasons.add(reason(settlement, known.places[r]));
      }
    }
    PlannedShape planned =
        new PlannedShape(
            known.instance().id(),
            known.instance().host(),
            lowered(shape, known.current()),
            reasons,
            intent(intake, known, byPool, firstPool));
    known.remember(planned, byPool, firstPool);
    return planned;
  }

  private static Shape with(
      Shape shape, Known known, int index, Resource resource, Settlement settlement) {
    int place = known.places[index];
    double amount = settlement.amounts()[place];
    TierTerms tiers = known.tiers();
    OtherTier whole = settlement.otherTier();
    if (tiers == null || whole == null || whole.isFast()) {
      return shape.with(Dimension.capOf(resource), Limit.of(amount));
    }
    double all = whole.amounts()[place];
    TierSplit split = tiers.split(all, amount);
    TierSplit now = known.current().get(Dimension.MEMORY_TIERS).orElse(split);
    return shape.with(Dimension.MEMORY_TIERS, TierTerms.isStill(now, split) ? now : split);
  }

  /** What shall follow, per step of what the instance will need later. */
  private static List<Shape> intent(
      Intake intake, Known known, @Nullable Settlement[] byPool, int firstPool) {
    List<Shape> intent = new ArrayList<>();
    for (int r = 0; r < intake.resources(); r++) {
      Settlement settlement = byPool[firstPool + r];
      Bid bid = known.bids[r];
      QuantileMatrix later = bid == null ? null : bid.later();
      boolean isCapped = settlement != null && !isFast(settlement);
      if (bid != null && later != null && settlement != null && isCapped) {
        Resource resource = intake.resource(r);
        double ceiling = Bid.ceiling(bid.instance(), resource);
        double[] amounts = Intent.of(bid, later, settlement.amounts()[known.places[r]], ceiling);
        for (int step = 0; step < amounts.length; step++) {
          if (step == intent.size()) {
            intent.add(Shape.untouched());
          }
          double whole = bid.units().up(amounts[step]);
          Limit cap = Limit.of(whole <= ceiling ? whole : bid.units().down(amounts[step]));
          intent.set(step, intent.get(step).with(Dimension.capOf(resource), cap));
        }
      }
    }
    return intent;
  }

  /** Whether it is of DRAM, which a share of memory's cap tells. */
  private static boolean isFast(Settlement settlement) {
    return settlement.otherTier() != null && !settlement.otherTier().isFast();
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
          && below.orElse(null) instanceof Limit.AtMost low
          && low.amount() > cap.get().orInfinity()) {
        shape = shape.with(pair.getKey(), cap.get());
      }
    }
    return shape;
  }

  static Reason reason(Settlement settlement, int index) {
    Bid bid = settlement.pool().bids().get(index);
    double amount = settlement.amounts()[index];
    return new Reason(
        settlement.pool().resource(),
        bid.basis(),
        bid.criticalLevel(),
        bid.critical(),
        amount,
        binding(bid, amount, settlement),
        bid.demand().exceedance(amount),
        extraCostOfNextBest(settlement, index));
  }

  private static double extraCostOfNextBest(Settlement settlement, int index) {
    double next = settlement.nextBest(index);
    return Double.isNaN(next) ? Double.POSITIVE_INFINITY : settlement.extraCost(index, next);
  }

  /** What keeps a bid from what it wants; null where it costs no more than that. */
  private static @Nullable Binding scarce(Bid bid, boolean isShort, Settlement settlement) {
    if (settlement.shadowPrice() > 0 || bid.units().isWhole()) {
      return Binding.CAPACITY;
    }
    if (settlement.limitPrice() > 0) {
      return Binding.SHARED_LIMIT;
    }
    double sum = settlement.sum();
    if (settlement.pool().available() - sum <= ROUNDING * sum) {
      return Binding.CAPACITY;
    }
    // A limit that the floors exceed may have no price.
    return isShort ? Binding.SHARED_LIMIT : null;
  }

  private static Binding binding(Bid bid, double amount, Settlement settlement) {
    double rounding = ROUNDING * Math.max(amount, bid.wanted());
    if (settlement.isBoxed()) {
      return Math.abs(amount - bid.critical()) <= rounding ? Binding.PRICES : Binding.BLACK_BOX;
    }
    boolean isShort = amount < bid.least() - rounding;
    Binding scarce = amount < bid.wanted() - rounding ? scarce(bid, isShort, settlement) : null;
    if (scarce != null) {
      return scarce;
    }
    if (Math.abs(amount - bid.critical()) <= rounding) {
      return Binding.PRICES;
    }
    if (settlement.otherTier() != null && (bid.isJoint() || amount > bid.wanted() + rounding)) {
      return Binding.TIERS;
    }
    if (bid.units().isWhole() && Math.abs(amount - bid.critical()) < bid.units().unit()) {
      return Binding.WHOLE_CPUS;
    }
    boolean tooDear = bid.criticalLevel() == 0;
    boolean isAtFloor = amount <= bid.floor() + rounding;
    double ceiling = Bid.ceiling(bid.instance(), settlement.pool().resource());
    boolean isAtCeiling =
        amount >= bid.curve().upper() - rounding && ceiling < Double.POSITIVE_INFINITY;
    if (isAtFloor && (amount > bid.critical() || tooDear)) {
      return Binding.FLOOR;
    }
    if (isAtCeiling && amount < bid.critical()) {
      return Binding.CEILING;
    }
    if (bid.isChangePriced() || Math.abs(amount - bid.current()) <= rounding) {
      return Binding.CHANGE_COST;
    }
    // With a penalty of violations, a bound is one more amount that may cost least.
    if (isAtFloor) {
      return Binding.FLOOR;
    }
    return isAtCeiling ? Binding.CEILING : Binding.PRICES;
  }
}
