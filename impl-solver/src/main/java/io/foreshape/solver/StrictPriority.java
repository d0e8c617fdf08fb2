package io.foreshape.solver;

import io.foreshape.solver.FloorRelief.Relieved;
import io.foreshape.solver.GroupSettlement.LimitSettlement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Settles a group priority by priority, the highest first: each divides what the ones above it and
 * the floors below it leave, as if nobody else were there. So a lower priority has no more than its
 * floors of what a higher one wants more of (lexicographic order).
 *
 * <p>Each division is a problem of its own, exact or with a bound of its own; the group's bound is
 * the sum of theirs, which no division that keeps the order costs less than.
 */
final class StrictPriority {

  private static final double ROUNDING = 1e-12;

  private final Relieved relieved;
  private final List<Pool> pools;

  /** Per pool and bid. */
  private final double[][] amounts;

  private final double[][] scarcities;

  /** Of the highest priority that is short of a pool or limit, what one more unit would save. */
  private final double[] shadowPrices;

  private final double[] limitPrices;
  private final double[] pricesOfLimits;
  private final List<GroupSettlement> stages = new ArrayList<>();

  private StrictPriority(Relieved relieved) {
    this.relieved = relieved;
    pools = relieved.group().pools();
    amounts = new double[pools.size()][];
    scarcities = new double[pools.size()][];
    for (int i = 0; i < amounts.length; i++) {
      amounts[i] = pools.get(i).each(bid -> bid.curve().lower());
      scarcities[i] = new double[amounts[i].length];
    }
    shadowPrices = new double[pools.size()];
    limitPrices = new double[pools.size()];
    pricesOfLimits = new double[relieved.group().limits().size()];
  }

  /** Whether a group has more than one priority. */
  static boolean matters(Group group) {
    return priorities(group).size() > 1;
  }

  /** Settles a group of which something is short. */
  static GroupSettlement settle(Relieved relieved, CheckedSolver solver) {
    StrictPriority strict = new StrictPriority(relieved);
    for (int priority : priorities(relieved.group())) {
      strict.settle(priority, solver);
    }
    return strict.settlement();
  }

  private static SortedSet<Integer> priorities(Group group) {
    SortedSet<Integer> priorities = new TreeSet<>(Collections.reverseOrder());
    group
        .pools()
        .forEach(pool -> pool.bids().forEach(bid -> priorities.add(bid.instance().priority())));
    return priorities;
  }

  private void settle(int priority, CheckedSolver solver) {
    int[][] own = new int[pools.size()][];
    Arrays.setAll(own, pool -> bidsOf(pools.get(pool), priority));
    int[] members = IntStream.range(0, own.length).filter(pool -> own[pool].length > 0).toArray();
    int[] limits =
        IntStream.range(0, pricesOfLimits.length)
            .filter(k -> Arrays.stream(limit(k).members()).anyMatch(i -> own[i].length > 0))
            .toArray();
    Group stage =
        new Group(
            Arrays.stream(members).mapToObj(pool -> stagePool(pool, own[pool])).toList(),
            Arrays.stream(limits).mapToObj(k -> stageLimit(limit(k), own, members)).toList());
    Relieved question =
        new Relieved(
            stage,
            Arrays.stream(members).mapToDouble(pool -> relieved.ofPools()[pool]).toArray(),
            Arrays.stream(limits).mapToDouble(k -> relieved.ofLimits()[k]).toArray());
    GroupSettlement answer = Presolve.settle(question);
    GroupSettlement settled = answer == null ? solver.divide(List.of(question)).get(0) : answer;
    // At once, for the next priority divides what whole amounts leave.
    take(WholeAmounts.of(settled), own, members, limits);
  }

  private static int[] bidsOf(Pool pool, int priority) {
    return IntStream.range(0, pool.bids().size())
        .filter(i -> pool.bids().get(i).instance().priority() == priority)
        .toArray();
  }

  private JointLimit limit(int k) {
    return relieved.group().limits().get(k);
  }

  /** A pool as one priority sees it: what the others have, or their floors, is not there. */
  private Pool stagePool(int number, int[] own) {
    Pool pool = pools.get(number);
    List<Bid> bids = Arrays.stream(own).mapToObj(pool.bids()::get).toList();
    double room = Math.max(0, pool.available() - ofOthers(number, own));
    Pool stage = new Pool(pool.host(), pool.resource(), room, 0, bids);
    // What is left over by rounding only is nothing that could be divided.
    boolean isFull =
        room < Double.POSITIVE_INFINITY && room - stage.lower() <= ROUNDING * pool.available();
    return isFull ? new Pool(pool.host(), pool.resource(), stage.lower(), 0, bids) : stage;
  }

  private JointLimit stageLimit(JointLimit limit, int[][] own, int[] members) {
    double kept = limit.kept();
    double lower = 0;
    List<Integer> places = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    for (int i = 0; i < limit.members().length; i++) {
      int pool = limit.members()[i];
      kept += limit.weights()[i] * ofOthers(pool, own[pool]);
      if (own[pool].length > 0) {
        places.add(Arrays.binarySearch(members, pool));
        weights.add(limit.weights()[i]);
        lower += limit.weights()[i] * lower(pool, own[pool]);
      }
    }
    double most = limit.shared().limit();
    double left = most - kept - lower;
    kept = left <= ROUNDING * most ? most - lower : kept;
    return new JointLimit(
        limit.shared(),
        places.stream().mapToInt(Integer::intValue).toArray(),
        weights.stream().mapToDouble(Double::doubleValue).toArray(),
        kept);
  }

  private double lower(int pool, int[] own) {
    double lower = 0;
    for (int i : own) {
      lower += pools.get(pool).bids().get(i).curve().lower();
    }
    return lower;
  }

  private double ofOthers(int pool, int[] own) {
    double others = 0;
    for (int i = 0; i < amounts[pool].length; i++) {
      others += Arrays.binarySearch(own, i) < 0 ? amounts[pool][i] : 0;
    }
    return others;
  }

  private void take(GroupSettlement answer, int[][] own, int[] members, int[] limits) {
    stages.add(answer);
    for (int m = 0; m < members.length; m++) {
      Settlement settled = answer.settlements().get(m);
      int pool = members[m];
      for (int i = 0; i < own[pool].length; i++) {
        amounts[pool][own[pool][i]] = settled.amounts()[i];
        scarcities[pool][own[pool][i]] = settled.scarcity();
      }
      if (shadowPrices[pool] + limitPrices[pool] == 0) {
        shadowPrices[pool] = settled.shadowPrice();
        limitPrices[pool] = settled.limitPrice();
      }
    }
    for (int k = 0; k < limits.length; k++) {
      double price = answer.limits().get(k).shadowPrice();
      pricesOfLimits[limits[k]] =
          pricesOfLimits[limits[k]] == 0 ? price : pricesOfLimits[limits[k]];
    }
  }

  private GroupSettlement settlement() {
    List<Settlement> settlements = new ArrayList<>(amounts.length);
    for (int i = 0; i < amounts.length; i++) {
      Pool pool = pools.get(i);
      Trim.toCapacity(amounts[i], pool.each(bid -> bid.curve().lower()), pool.available());
      settlements.add(
          new Settlement(
              pool,
              amounts[i],
              shadowPrices[i],
              limitPrices[i],
              relieved.ofPools()[i],
              scarcities[i]));
    }
    List<LimitSettlement> limits = new ArrayList<>(pricesOfLimits.length);
    for (int k = 0; k < pricesOfLimits.length; k++) {
      Trim.toLimit(limit(k), settlements);
      limits.add(new LimitSettlement(limit(k), pricesOfLimits[k], relieved.ofLimits()[k]));
    }
    return GroupSettlement.ofStages(settlements, limits, stages);
  }
}
