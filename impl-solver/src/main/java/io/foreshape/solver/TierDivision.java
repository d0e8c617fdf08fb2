package io.foreshape.solver;

import io.foreshape.solver.FloorRelief.Relieved;
import io.foreshape.solver.spi.Block;
import io.foreshape.solver.spi.DualPrices;
import io.foreshape.solver.spi.Evaluation;
import io.foreshape.solver.spi.ShapingProblem;
import io.foreshape.solver.spi.SolverResult;
import io.foreshape.solver.spi.Tiers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Memory of hosts with tiers as a solver sees it, the allocator's own division to hold the solver's
 * against, and what either means for the groups.
 */
final class TierDivision {

  /** By how much of its own a solver's cost may be more and still be the least but for rounding. */
  private static final double SAME = 1e-9;

  private static final double ROUNDING = 1e-12;

  private final List<Relieved> groups;
  private final List<ShapingProblem> parts = new ArrayList<>();
  private final ShapingProblem problem;

  /** The division of some groups, at least one; the pair of blocks of each follows the last's. */
  TierDivision(List<Relieved> groups) {
    this.groups = groups;
    List<Block> blocks = new ArrayList<>();
    List<Tiers> tiers = new ArrayList<>();
    for (Relieved relieved : groups) {
      ShapingProblem part = part(relieved.group());
      double slow = part.tiers().get(0).slowCapacity();
      tiers.add(new Tiers(blocks.size(), blocks.size() + 1, slow));
      blocks.addAll(part.blocks());
      parts.add(part);
    }
    problem = new ShapingProblem(blocks, List.of(), tiers);
  }

  private static ShapingProblem part(Group group) {
    double scale = group.whole().scale();
    return new ShapingProblem(
        List.of(
            group.whole().toBlock(scale, Double.POSITIVE_INFINITY),
            group.fast().toBlock(scale, group.fast().available() / scale)),
        List.of(),
        List.of(new Tiers(0, 1, group.slowAvailable() / scale)));
  }

  ShapingProblem problem() {
    return problem;
  }

  /**
   * Settles a group where both tiers have room for what everybody wants.
   *
   * @return null where something is short and somebody must choose
   */
  static @Nullable GroupSettlement presolve(Relieved relieved) {
    Group group = relieved.group();
    double fast = group.fast().sum(Bid::wanted);
    boolean hasRoom =
        fast <= group.fast().available()
            && group.whole().sum(Bid::wanted) - fast <= group.slowAvailable();
    if (!hasRoom || relieved.ofPools()[0] > 0 || relieved.ofPools()[1] > 0) {
      return null;
    }
    double[] wholes = group.whole().each(Bid::wanted);
    double[] fasts = group.fast().each(Bid::wanted);
    return settlement(relieved, part(group), wholes, fasts, 0, 0, GroupSettlement.PRESOLVE, true);
  }

  /**
   * Settles the groups by a solver's answer, or by this division where there is none or where only
   * rounding tells their costs apart.
   *
   * @param solver whose answer it is
   */
  List<GroupSettlement> settle(@Nullable SolverResult answer, String solver) {
    Filled own = TieredFilling.of(problem, 0, work -> true);
    List<GroupSettlement> settlements = new ArrayList<>(groups.size());
    for (int g = 0; g < parts.size(); g++) {
      double[][] best = Arrays.copyOfRange(own.amounts(), 2 * g, 2 * g + 2);
      double[][] told =
          answer == null ? best : Arrays.copyOfRange(answer.amounts(), 2 * g, 2 * g + 2);
      double least = Evaluation.cost(parts.get(g), best);
      boolean isReached = Evaluation.cost(parts.get(g), told) <= least + SAME * Math.abs(least);
      boolean isRepeatable =
          isReached && answer != null && answer.status() == SolverResult.Status.OPTIMAL;
      settlements.add(
          settle(
              g,
              isReached ? best : told,
              own.prices(),
              answer == null ? GroupSettlement.FALLBACK : solver,
              isRepeatable));
    }
    return settlements;
  }

  private GroupSettlement settle(
      int number, double[][] shares, DualPrices prices, String solver, boolean isRepeatable) {
    Group group = groups.get(number).group();
    double scale = parts.get(number).blocks().get(0).scale();
    double[] wholes = amounts(group.whole(), shares[0], scale);
    double[] fasts = amounts(group.fast(), shares[1], scale);
    trim(group, wholes, fasts);
    double[] wholesNow = group.whole().each(bid -> current(bid, group));
    double[] fastsNow = group.fast().each(bid -> current(bid, group));
    boolean isKept = isAsGood(group, wholesNow, fastsNow, wholes, fasts);
    return settlement(
        groups.get(number),
        parts.get(number),
        isKept ? wholesNow : wholes,
        isKept ? fastsNow : fasts,
        Math.max(0, prices.blocks()[2 * number + 1]) / scale,
        Math.max(0, prices.tiers()[number]) / scale,
        solver,
        isRepeatable);
  }

  private static double[] amounts(Pool pool, double[] shares, double scale) {
    double[] amounts = new double[shares.length];
    for (int i = 0; i < amounts.length; i++) {
      Bid bid = pool.bids().get(i);
      double amount = bid.settle(shares[i] * scale, scale);
      amounts[i] = Math.max(bid.curve().lower(), Math.min(bid.curve().upper(), amount));
    }
    return amounts;
  }

  /** Takes back what rounding has added to either tier. */
  private static void trim(Group group, double[] wholes, double[] fasts) {
    double[] slows = new double[fasts.length];
    double[] floors = group.whole().each(bid -> bid.curve().lower());
    for (int i = 0; i < fasts.length; i++) {
      fasts[i] = Math.min(fasts[i], wholes[i]);
    }
    Trim.toCapacity(fasts, group.fast().each(bid -> bid.curve().lower()), group.fast().available());
    for (int i = 0; i < fasts.length; i++) {
      slows[i] = wholes[i] - fasts[i];
      floors[i] = Math.max(0, floors[i] - fasts[i]);
    }
    double[] trimmed = slows.clone();
    Trim.toCapacity(trimmed, floors, group.slowAvailable());
    for (int i = 0; i < fasts.length; i++) {
      wholes[i] = trimmed[i] == slows[i] ? wholes[i] : fasts[i] + trimmed[i];
    }
  }

  /** Whether what everybody has is one of the cheapest divisions too, so that nobody changes. */
  private static boolean isAsGood(
      Group group, double[] wholesNow, double[] fastsNow, double[] wholes, double[] fasts) {
    if (!isKept(group.whole(), wholesNow) || !isKept(group.fast(), fastsNow)) {
      return false;
    }
    double rounding = ROUNDING * group.whole().allocatable();
    double fast = 0;
    double slow = 0;
    for (int i = 0; i < fastsNow.length; i++) {
      if (fastsNow[i] > wholesNow[i] + rounding) {
        return false;
      }
      fastsNow[i] = Math.min(fastsNow[i], wholesNow[i]);
      fast += fastsNow[i];
      slow += wholesNow[i] - fastsNow[i];
    }
    double least = cost(group.whole(), wholes) + cost(group.fast(), fasts);
    return fast <= group.fast().available() + rounding
        && slow <= group.slowAvailable() + rounding
        && cost(group.whole(), wholesNow) + cost(group.fast(), fastsNow)
            <= least + ROUNDING * Math.abs(least);
  }

  /** What it has, or a bound that only rounding tells from it: splits are told in shares. */
  private static double current(Bid bid, Group group) {
    double bounded = Math.max(bid.curve().lower(), Math.min(bid.curve().upper(), bid.current()));
    boolean isSame = Math.abs(bounded - bid.current()) <= ROUNDING * group.whole().allocatable();
    return isSame ? bounded : bid.current();
  }

  private static boolean isKept(Pool pool, double[] amounts) {
    for (int i = 0; i < amounts.length; i++) {
      CostCurve curve = pool.bids().get(i).curve();
      // Written such that NaN fails it.
      if (!(amounts[i] >= curve.lower() && amounts[i] <= curve.upper())) {
        return false;
      }
    }
    return true;
  }

  private static double cost(Pool pool, double[] amounts) {
    double cost = 0;
    for (int i = 0; i < amounts.length; i++) {
      cost += pool.bids().get(i).costAt(amounts[i]);
    }
    return cost;
  }

  private static GroupSettlement settlement(
      Relieved relieved,
      ShapingProblem part,
      double[] wholes,
      double[] fasts,
      double fastPrice,
      double slowPrice,
      String solver,
      boolean isRepeatable) {
    Group group = relieved.group();
    double scale = part.blocks().get(0).scale();
    DualPrices prices =
        new DualPrices(
            new double[] {0, fastPrice * scale}, new double[0], new double[] {slowPrice * scale});
    double[] scarcities = new double[fasts.length];
    Arrays.fill(scarcities, fastPrice - slowPrice);
    return GroupSettlement.ofTiers(
        List.of(
            new Settlement(
                group.whole(),
                wholes,
                slowPrice,
                0,
                relieved.ofPools()[0],
                null,
                new OtherTier(group.fast(), fasts, true, fastPrice, slowPrice),
                false),
            new Settlement(
                group.fast(),
                fasts,
                fastPrice,
                0,
                relieved.ofPools()[1],
                scarcities,
                new OtherTier(group.whole(), wholes, false, fastPrice, slowPrice),
                false)),
        solver,
        isRepeatable,
        Evaluation.bound(part, prices));
  }
}
