package io.foreshape.solver;

import io.foreshape.api.plan.AmountExplanation;
import io.foreshape.api.plan.AmountExplanation.NextBest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells how amounts came about, from what was settled. */
final class Explanations {

  private Explanations() {}

  /** One per resource that was decided for an instance. */
  static List<AmountExplanation> of(Known known) {
    List<AmountExplanation> explanations = new ArrayList<>();
    for (int r = 0; r < known.bids.length; r++) {
      Settlement settlement = known.settlement(r);
      if (settlement != null) {
        explanations.add(explain(settlement, known.places[r]));
      }
    }
    return explanations;
  }

  private static AmountExplanation explain(Settlement settlement, int index) {
    Bid bid = settlement.pool().bids().get(index);
    double amount = settlement.amounts()[index];
    return new AmountExplanation(
        PlannedShapes.reason(settlement, index),
        bid.costAt(amount),
        Optional.ofNullable(bid.curve().segmentBelow(amount)),
        Optional.ofNullable(bid.curve().segmentAbove(amount)),
        settlement.shadowPrice(),
        settlement.limitPrice(),
        Optional.ofNullable(nextBest(settlement, index)));
  }

  private static @Nullable NextBest nextBest(Settlement settlement, int index) {
    double next = settlement.nextBest(index);
    return Double.isNaN(next) ? null : new NextBest(next, settlement.extraCost(index, next));
  }
}
