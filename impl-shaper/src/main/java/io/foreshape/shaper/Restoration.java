package io.foreshape.shaper;

import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.shaping.ShapingOutcome;
import java.util.ArrayList;
import java.util.List;

/** Makes the transactions that give instances back what they had before they were touched. */
final class Restoration {

  private final GuardedActuator actuator;
  private final Ledger ledger;
  private final ForeignChanges foreignChanges;

  Restoration(GuardedActuator actuator, Ledger ledger, ForeignChanges foreignChanges) {
    this.actuator = actuator;
    this.ledger = ledger;
    this.foreignChanges = foreignChanges;
  }

  List<Transaction> transactions() {
    List<Transaction> transactions = new ArrayList<>();
    List<Entry.Subject> open = ledger.open();
    for (Entry.Subject kept : ledger.kept()) {
      Transaction each = transaction(kept);
      boolean isOpen = open.stream().anyMatch(one -> one.instance().equals(kept.instance()));
      if (isOpen && each.outcome() != ShapingOutcome.GONE) {
        each.end(ShapingOutcome.DEFERRED, "it waits until an earlier change of it is taken back");
      }
      transactions.add(each);
    }
    return transactions;
  }

  private Transaction transaction(Entry.Subject kept) {
    Reading reading = actuator.read(kept.instance(), kept.dimensions());
    Shape shape = reading.shape();
    if (shape != null && !actuator.incarnation(kept.instance()).equals(kept.incarnation())) {
      return Transaction.of(
          kept.instance(), kept.host(), new Reading(null, null), new ArrayList<>());
    }
    List<Step> steps = new ArrayList<>();
    List<String> remarks = new ArrayList<>();
    if (shape != null) {
      for (ShapeChange<?> mark : kept.changes()) {
        Step step = Step.from(shape, mark.dimension(), mark.from()).orElse(null);
        if (step == null) {
          continue;
        }
        boolean isOurs = actuator.has(kept.instance(), shape, mark.dimension(), mark.to());
        if (foreignChanges == ForeignChanges.RESPECT && !isOurs) {
          remarks.add(
              mark.dimension() + " stays " + step.before() + ", which somebody else has set");
        } else {
          steps.add(step);
        }
      }
    }
    Transaction each = Transaction.of(kept.instance(), kept.host(), reading, steps);
    remarks.forEach(each::remark);
    return each;
  }
}
