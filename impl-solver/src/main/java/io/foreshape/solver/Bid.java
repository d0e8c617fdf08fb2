package io.foreshape.solver;

import io.foreshape.api.forecast.QuantileMatrix;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.MissCurve;
import io.foreshape.solver.spi.FixedCharge;
import io.foreshape.solver.spi.SegmentedCost;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one instance bids for one resource of its host, in the resource's unit.
 *
 * <p>Immutable and thread-safe.
 *
 * @param instance who
 * @param tariff what a unit costs it
 * @param source what the demand was made of: quantiles, or a miss curve
 * @param later what it will need thereafter; null where that is not looked at
 * @param demand what it will need
 * @param basis which forecast that rests on
 * @param critical the amount that costs least where neither bounds nor changes matter
 * @param current what it has, or NaN if it is new
 * @param floor the least that it must have; whole where it can have whole units alone
 * @param curve the cost of each amount; starts below the floor where the floor can't be met
 * @param least the least of the amounts that cost least, if there is enough for everybody
 * @param wanted of the amounts that cost least, the one nearest to the current
 * @param units which amounts it can have
 * @param isJoint whether the wanted amount is not the cheapest by itself, but along with what is
 *     wanted of the other tier of memory
 */
record Bid(
    Instance instance,
    Tariff tariff,
    Object source,
    @Nullable QuantileMatrix later,
    DemandCdf demand,
    String basis,
    double critical,
    double current,
    double floor,
    CostCurve curve,
    double least,
    double wanted,
    WholeUnits units,
    boolean isJoint) {

  /** Who yields first in a shortage stands first. */
  static final Comparator<Instance> INSTANCES_YIELDING =
      Comparator.comparingInt(Instance::priority).thenComparing(Instance::id);

  /** The same of their bids. */
  static final Comparator<Bid> YIELDING = Comparator.comparing(Bid::instance, INSTANCES_YIELDING);

  private static final double ROUNDING = 1e-12;

  static Bid of(
      Instance instance,
      Resource resource,
      Tariff tariff,
      Object source,
      @Nullable QuantileMatrix later,
      String basis,
      double now,
      WholeUnits units) {
    DemandCdf demand =
        source instanceof MissCurve curve
            ? CacheWorth.demand(curve)
            : DemandCdf.of((QuantileMatrix) source);
    double floor = floor(instance, resource, units);
    // Who can't stay at what it has is as new.
    double current = units.has(now) ? now : Double.NaN;
    double upper = upper(instance, resource, demand, floor, current, units);
    double critical = tariff.cheapest(demand);
    CostCurve curve =
        CostCurve.of(demand, tariff, critical, floor, upper, current, later).in(units);
    double least = curve.leastMinimiser();
    double wanted = Double.isNaN(current) ? least : nearest(curve, current, least);
    if (tariff.fee() > 0
        && curve.lower() <= current
        && current <= curve.upper()
        && curve.costAt(current) <= curve.costAt(wanted) + tariff.fee()) {
      wanted = current;
    }
    return new Bid(
        instance, tariff, source, later, demand, basis, critical, current, floor, curve, least,
        wanted, units, false);
  }

  private static double floor(Instance instance, Resource resource, WholeUnits units) {
    return units.up(instance.floor().getOrDefault(resource, 0));
  }

  private static double upper(
      Instance instance,
      Resource resource,
      DemandCdf demand,
      double floor,
      double current,
      WholeUnits units) {
    double ceiling = ceiling(instance, resource);
    if (ceiling < Double.POSITIVE_INFINITY) {
      return Math.max(floor, Math.min(units.down(ceiling), units.most()));
    }
    double reach = Math.max(floor, Math.min(units.up(demand.highest()), units.most()));
    return current > reach ? current : reach;
  }

  /** The most that an instance may have; infinite where it has no ceiling. */
  static double ceiling(Instance instance, Resource resource) {
    return instance.ceiling().getOrDefault(resource, Double.POSITIVE_INFINITY);
  }

  /** The quantile level of the amount that costs least where neither bounds nor changes matter. */
  double criticalLevel() {
    return tariff.violation() > 0 ? 1 - demand.exceedance(critical) : tariff.criticalLevel();
  }

  /** Whether the same instance would bid just this again. */
  boolean isStill(
      Instance now,
      Resource resource,
      Tariff tariffNow,
      Object sourceNow,
      @Nullable QuantileMatrix laterNow,
      String basisNow,
      double currentNow,
      WholeUnits unitsNow) {
    return now.priority() == instance.priority()
        && units.equals(unitsNow)
        && floor == floor(now, resource, units)
        && ceiling(instance, resource) == ceiling(now, resource)
        && Double.compare(current, currentNow) == 0
        && tariff.equals(tariffNow)
        && basis.equals(basisNow)
        && source.equals(sourceNow)
        && Objects.equals(later, laterNow);
  }

  /** Of the amounts that cost least, the one nearest to the current. */
  private static double nearest(CostCurve curve, double current, double least) {
    double nearest = Math.max(least, Math.min(current, curve.largestMinimiser()));
    return settle(curve, current, nearest, nearest);
  }

  /**
   * An amount, or the current one or a breakpoint where only rounding tells them apart.
   *
   * @param scale of what the amount was computed with
   */
  double settle(double amount, double scale) {
    double settled = settle(curve, current, amount, scale);
    return settled == current ? current : curve.settle(amount, ROUNDING * scale);
  }

  private static double settle(CostCurve curve, double current, double amount, double scale) {
    boolean same = Math.abs(amount - current) <= ROUNDING * scale;
    return same && current >= curve.lower() && current <= curve.upper() ? current : amount;
  }

  /** This bid, of which less than the floor will do. */
  Bid loweredTo(double lower) {
    CostCurve lowered =
        CostCurve.of(demand, tariff, critical, lower, curve.upper(), current, later).in(units);
    return new Bid(
        instance, tariff, source, later, demand, basis, critical, current, floor, lowered, least,
        wanted, units, isJoint);
  }

  /** This bid, that wants an amount along with another tier's. */
  Bid jointAt(double amount) {
    return new Bid(
        instance, tariff, source, later, demand, basis, critical, current, floor, curve, amount,
        amount, units, true);
  }

  /** Whether it is due a fee for any change, or would be for one of its floor. */
  boolean isCharged() {
    return tariff.fee() > 0 && !Double.isNaN(current);
  }

  /** Whether a change costs something, now or later. */
  boolean isChangePriced() {
    return isCharged() || (tariff.change() > 0 && (later != null || !Double.isNaN(current)));
  }

  /**
   * The fixed charge as a solver sees it; null where there is none.
   *
   * @param cost the curve in fractions of the scale
   */
  @Nullable FixedCharge charge(SegmentedCost cost, double scale) {
    if (!isCharged()) {
      return null;
    }
    double exempt = current / scale;
    // Rounding must not push the current amount over a bound.
    return new FixedCharge(
        mayStay() ? Math.max(cost.lower(), Math.min(cost.upper(), exempt)) : exempt, tariff.fee());
  }

  private boolean mayStay() {
    return isCharged() && current >= curve.lower() && current <= curve.upper();
  }

  /** Expected cost per hour of an amount, a fee for changing included. */
  double costAt(double amount) {
    return curve.costAt(amount) + (isCharged() && amount != current ? tariff.fee() : 0);
  }

  /** The minimum of {@code costAt(x) + scarcity x}: what weak duality needs. */
  double lowest(double scarcity) {
    double moved = curve.lowest(scarcity) + (isCharged() ? tariff.fee() : 0);
    return mayStay() ? Math.min(moved, curve.costAt(current) + scarcity * current) : moved;
  }

  /** The slope of the steepest way up from the lower bound; infinite where there is no choice. */
  double firstSlope() {
    double slope = curve.firstSlope();
    if (!mayStay() || current == curve.lower()) {
      return slope;
    }
    double stays = costAt(current) - costAt(curve.lower());
    return Math.min(slope, stays / (current - curve.lower()));
  }

  /**
   * Of the breakpoints next to an amount and the current amount the one where {@code costAt(x) +
   * scarcity x} rises least.
   *
   * @return NaN where there is no other amount
   */
  double nextBest(double amount, double scarcity) {
    double next = curve.nextBest(amount, scarcity);
    if (!mayStay() || amount == current) {
      return next;
    }
    return Double.isNaN(next)
            || extraCost(current, amount, scarcity) < extraCost(next, amount, scarcity)
        ? current
        : next;
  }

  /** By how much {@code costAt(x) + scarcity x} is higher at another amount. */
  double extraCost(double other, double amount, double scarcity) {
    return costAt(other) - costAt(amount) + scarcity * (other - amount);
  }
}
