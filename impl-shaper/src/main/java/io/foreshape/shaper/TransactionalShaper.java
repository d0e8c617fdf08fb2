package io.foreshape.shaper;

import static java.util.Objects.requireNonNull;

import io.foreshape.api.host.HostId;
import io.foreshape.api.plan.Headroom;
import io.foreshape.api.plan.PlannedShape;
import io.foreshape.api.plan.ShapePlan;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.shaping.Shaper;
import io.foreshape.api.shaping.ShapingOutcome;
import io.foreshape.api.shaping.ShapingReport;
import io.foreshape.api.shaping.ShapingResult;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.shaper.spi.Actuator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Applies shapes through any {@link Actuator}, all of an instance's changes or none.
 *
 * <ul>
 *   <li>What an instance has already is not written.
 *   <li>If the platform can't set one dimension that is to change, or the shape would contradict
 *       itself, the whole instance is REJECTED.
 *   <li>Per host, limits that fall go first, then those that rise, by instance id. So the sum of a
 *       limit over the plan's instances on a host is at no time above what it was before or what
 *       the plan makes of it, whichever is more. If somebody does not shrink, others may have no
 *       room to grow: they are DEFERRED. A limit that is not set, or unlimited, has no sum.
 *   <li>Within an instance no lower bound is above its upper bound in between.
 *   <li>Hard memory does not fall below what is in use plus {@link #MEMORY_HEADROOM}; the instance
 *       is DEFERRED, as it is when its use is not known.
 *   <li>Every write is read back, with no tolerance. A refusal (REJECTED), a failure, an exception
 *       or another value than was written (ROLLED_BACK) undoes all of the instance's changes.
 *   <li>If undoing fails too, the result is ROLLED_BACK and its cause and a warning in the log say
 *       what is left as what.
 * </ul>
 *
 * <p>What was there before is remembered in memory only: it does not outlive this object.
 *
 * <p>Not thread-safe; one thread at a time. Takes time linear in the size of the plan: one read,
 * and per instance that changes one or two reads more and one write per dimension.
 */
public final class TransactionalShaper implements Shaper {

  /** Share of the memory in use that stays free above it when hard memory is lowered. */
  public static final double MEMORY_HEADROOM = 0.05;

  private final Actuator actuator;
  private final Originals originals = new Originals();

  private TransactionalShaper(Actuator actuator) {
    this.actuator = actuator;
  }

  /**
   * A shaper for a platform.
   *
   * @param actuator reads and writes; nobody else uses it meanwhile, and closing the shaper closes
   *     it
   * @return the shaper
   */
  public static TransactionalShaper on(Actuator actuator) {
    return new TransactionalShaper(requireNonNull(actuator, "actuator"));
  }

  /**
   * Reads what instances have now.
   *
   * @param instances who
   * @return their shapes, in the order asked for; one that is gone or can't be read is absent
   */
  @Override
  public Map<InstanceId, Shape> current(Collection<InstanceId> instances) {
    GuardedActuator guarded = new GuardedActuator(actuator);
    Map<InstanceId, Shape> shapes = new LinkedHashMap<>();
    for (InstanceId instance : instances) {
      Shape shape = guarded.read(instance).shape();
      if (shape != null) {
        shapes.put(instance, shape);
      }
    }
    return shapes;
  }

  @Override
  public ShapingReport apply(ShapePlan plan, Instant now) {
    return apply(plan, now, actuator, originals);
  }

  @Override
  public ShapingReport preview(ShapePlan plan, Instant now) {
    return apply(plan, now, new Rehearsal(actuator), new Originals());
  }

  /**
   * Gives every instance that was touched back what it had before, with the same care as {@link
   * #apply}. A dimension that was not set is unset again, which the cause tells. An instance for
   * which that worked counts as untouched from then on.
   */
  @Override
  public ShapingReport restore(Instant now) {
    GuardedActuator guarded = new GuardedActuator(actuator);
    List<Transaction> transactions = new ArrayList<>();
    for (Originals.Original original : originals.all()) {
      transactions.add(original.wayBack(guarded.read(original.instance())));
    }
    transactions.sort(Transaction.ORDER);
    run(guarded, transactions, originals, Map.of());
    for (Transaction each : transactions) {
      if (each.outcome() == ShapingOutcome.APPLIED || each.outcome() == ShapingOutcome.UNCHANGED) {
        originals.forget(each.instance());
      }
    }
    return report(now, transactions);
  }

  /** Closes the actuator. */
  @Override
  public void close() {
    actuator.close();
  }

  private static ShapingReport apply(
      ShapePlan plan, Instant now, Actuator actuator, Originals originals) {
    requireNonNull(now, "now");
    GuardedActuator guarded = new GuardedActuator(actuator);
    Set<Dimension<?>> capabilities = guarded.capabilities();
    List<Transaction> transactions = new ArrayList<>(plan.shapes().size());
    for (PlannedShape planned : plan.shapes()) {
      transactions.add(open(planned, guarded.read(planned.instance()), capabilities));
    }
    List<Transaction> ordered = new ArrayList<>(transactions);
    ordered.sort(Transaction.ORDER);
    run(guarded, ordered, originals, headroom(plan));
    return report(now, transactions);
  }

  private static Transaction open(
      PlannedShape planned, Reading reading, Set<Dimension<?>> capabilities) {
    Shape shape = reading.shape();
    List<Step> steps = new ArrayList<>();
    List<Dimension<?>> unable = new ArrayList<>();
    if (shape != null) {
      for (ShapeChange<?> change : shape.diff(planned.shape())) {
        steps.add(new Step(change, false));
        if (!capabilities.contains(change.dimension())) {
          unable.add(change.dimension());
        }
      }
    }
    Transaction each = Transaction.of(planned.instance(), planned.host(), reading, steps);
    String contradiction = shape == null ? null : Bounds.contradiction(shape, steps);
    if (!unable.isEmpty()) {
      each.end(ShapingOutcome.REJECTED, "the platform can't set " + unable);
    } else if (contradiction != null) {
      each.end(ShapingOutcome.REJECTED, contradiction);
    }
    return each;
  }

  /** What each host has left once the plan is carried out. */
  private static Map<HostId, Map<Resource, Double>> headroom(ShapePlan plan) {
    Map<HostId, Map<Resource, Double>> byHost = new HashMap<>();
    for (Headroom left : plan.headroom()) {
      byHost
          .computeIfAbsent(left.host(), host -> new HashMap<>())
          .put(left.resource(), left.amount().orInfinity());
    }
    return byHost;
  }

  /** Runs transactions, sorted by host, host by host. */
  private static void run(
      GuardedActuator actuator,
      List<Transaction> ordered,
      Originals originals,
      Map<HostId, Map<Resource, Double>> headroom) {
    int from = 0;
    for (int i = 1; i <= ordered.size(); i++) {
      if (i == ordered.size() || !ordered.get(i).host().equals(ordered.get(from).host())) {
        Map<Resource, Double> left = headroom.getOrDefault(ordered.get(from).host(), Map.of());
        new HostRun(actuator, originals, left).run(ordered.subList(from, i));
        from = i;
      }
    }
    for (Transaction each : ordered) {
      if (each.outcome() == ShapingOutcome.GONE) {
        originals.forget(each.instance());
      }
    }
  }

  private static ShapingReport report(Instant now, List<Transaction> transactions) {
    List<ShapingResult> results = new ArrayList<>(transactions.size());
    for (Transaction each : transactions) {
      results.add(each.result());
    }
    return new ShapingReport(now, results);
  }
}
