package io.foreshape.solver;

import io.foreshape.solver.spi.Block;
import io.foreshape.solver.spi.Budget;
import io.foreshape.solver.spi.BudgetForest;
import io.foreshape.solver.spi.Claim;
import io.foreshape.solver.spi.Evaluation;
import io.foreshape.solver.spi.FixedCharge;
import io.foreshape.solver.spi.SegmentedCost;
import io.foreshape.solver.spi.ShapingProblem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongPredicate;

/**
 * Who stays and who moves in a tree of blocks and budgets.
 *
 * <p>Once that is said, the rest is convex: who stays is fixed, all others are divided exactly. At
 * the prices of the convex envelopes each claim's better side is known, and what the other one
 * costs more is its regret. A choice costs at least the envelopes' optimum plus the regrets of all
 * who take their worse side; so only choices are looked at whose regrets sum to less than what is
 * still to be gained, the smallest first. When no more are left, the best is the optimum (branch
 * and bound with Lagrangian regrets).
 *
 * <p>Not thread-safe.
 */
final class ChargedTree {

  /** Choices that are looked at before a certified gap has to do. */
  private static final int MOST_CHOICES = 400;

  /** The same for trees of many claims, where each choice takes longer. */
  private static final int MOST_CLAIMS = 100_000;

  private static final double ROUNDING = 1e-12;

  private final int[] blocks;
  private final List<Budget> budgets;
  private final ShapingProblem problem;
  private final double gap;

  /** A claim that may stay, and what it would cost to take its worse side. */
  private record Choice(int block, int claim, Claim staying, Claim moving, double regret) {}

  private final List<Choice> choices = new ArrayList<>();
  private final List<List<Claim>> chosen = new ArrayList<>();

  private final double bound;
  private final int mostChoices;
  private double[][] best;
  private double bestCost = Double.POSITIVE_INFINITY;
  private long work;
  private boolean isExact = true;
  private boolean isCutShort;

  /**
   * The tree between two places of a forest, not yet divided: everybody has the least.
   *
   * @param convex the division of the whole problem's envelopes
   * @param relaxed its amounts
   */
  ChargedTree(
      ShapingProblem whole,
      BudgetForest forest,
      int from,
      int to,
      WaterFilling convex,
      double[][] relaxed,
      double gap) {
    this.gap = gap;
    blocks = blocks(forest, from, to);
    budgets = budgets(whole, forest, from, to);
    problem =
        new ShapingProblem(Arrays.stream(blocks).mapToObj(whole.blocks()::get).toList(), budgets);
    best = new double[blocks.length][];
    double lowest = 0;
    int claims = 0;
    for (int b = 0; b < blocks.length; b++) {
      Block block = problem.blocks().get(b);
      best[b] = block.claims().stream().mapToDouble(claim -> claim.cost().lower()).toArray();
      lowest += add(b, block, convex.price(blocks[b]), relaxed[blocks[b]]);
      claims += best[b].length;
    }
    bound = lowest;
    mostChoices = Math.max(1, Math.min(MOST_CHOICES, MOST_CLAIMS / claims));
    choices.sort(Comparator.comparingDouble(Choice::regret));
  }

  private static int[] blocks(BudgetForest forest, int from, int to) {
    int[] blocks = new int[to - from];
    int count = 0;
    for (int place = from; place < to; place++) {
      if (forest.at(place) < forest.blocks()) {
        blocks[count++] = forest.at(place);
      }
    }
    int[] sorted = Arrays.copyOf(blocks, count);
    Arrays.sort(sorted);
    return sorted;
  }

  private List<Budget> budgets(ShapingProblem whole, BudgetForest forest, int from, int to) {
    List<Budget> found = new ArrayList<>();
    for (int place = from; place < to; place++) {
      if (forest.at(place) >= forest.blocks()) {
        Budget budget = whole.budgets().get(forest.at(place) - forest.blocks());
        List<Budget.Share> shares = new ArrayList<>(budget.shares().size());
        for (Budget.Share share : budget.shares()) {
          shares.add(new Budget.Share(Arrays.binarySearch(blocks, share.block()), share.weight()));
        }
        found.add(new Budget(budget.name(), budget.limit(), shares));
      }
    }
    return found;
  }

  /** Takes in a block at its price, everybody on the better side; answers its envelopes' cost. */
  private double add(int number, Block block, double price, double[] relaxed) {
    List<Claim> sides = new ArrayList<>(block.claims().size());
    double cost = 0;
    for (int i = 0; i < block.claims().size(); i++) {
      Claim claim = block.claims().get(i);
      FixedCharge charge = claim.charge();
      if (charge == null || !charge.isAvoidable(claim.cost())) {
        cost += claim.cost().costAt(relaxed[i]) + (charge == null ? 0 : charge.charge());
        sides.add(claim);
        continue;
      }
      cost += charge.envelope(claim.cost()).costAt(relaxed[i]);
      double stays = claim.cost().costAt(charge.exempt());
      Claim staying =
          new Claim(
              claim.instance(),
              claim.priority(),
              SegmentedCost.of(charge.exempt(), stays, new double[0], new double[0]));
      Claim moving = new Claim(claim.instance(), claim.priority(), claim.cost());
      double more = stays + price * charge.exempt() - charge.charge() - claim.cost().lowest(price);
      boolean isTied = Math.abs(more) <= ROUNDING * (Math.abs(stays) + charge.charge());
      // Of what costs the same the lesser, so that everybody's side has room.
      boolean doesStay = isTied ? isLess(charge, claim.cost(), price) : more < 0;
      sides.add(doesStay ? staying : moving);
      choices.add(new Choice(number, i, staying, moving, isTied ? 0 : Math.abs(more)));
    }
    chosen.add(sides);
    return cost;
  }

  /** Whether staying takes less than moving would, at a price. */
  private static boolean isLess(FixedCharge charge, SegmentedCost cost, double price) {
    double amount = cost.lower();
    for (int i = 0; i < cost.segments() && cost.slope(i) + price < 0; i++) {
      amount += cost.length(i);
    }
    return charge.exempt() <= amount;
  }

  /** Divides; {@code goesOn} is asked after so many divisions whether there may be another. */
  void divide(LongPredicate goesOn) {
    // Nobody need move unless that saves something, however early the search ends.
    lookAt(Choice::staying);
    look();
    search(0, 0, goesOn);
    if (!isExact && goesOn.test(work)) {
      // The cheapest without charges: all of them together cost at most themselves.
      lookAt(Choice::moving);
    }
  }

  /** Looks at the choice in which everybody who has one takes the same side. */
  private void lookAt(Function<Choice, Claim> side) {
    List<List<Claim>> better = new ArrayList<>(chosen);
    chosen.replaceAll(ArrayList::new);
    choices.forEach(choice -> chosen.get(choice.block()).set(choice.claim(), side.apply(choice)));
    look();
    Collections.copy(chosen, better);
  }

  private void search(int first, double regrets, LongPredicate goesOn) {
    for (int i = first; i < choices.size(); i++) {
      Choice choice = choices.get(i);
      double sum = regrets + choice.regret();
      if (bound + sum >= bestCost - Math.max(gap, ROUNDING) * Math.abs(bestCost)) {
        return;
      }
      if (work >= mostChoices || !goesOn.test(work)) {
        isExact = false;
        isCutShort |= work < mostChoices;
        return;
      }
      flip(choice);
      look();
      search(i + 1, sum, goesOn);
      flip(choice);
    }
  }

  @SuppressWarnings("ReferenceEquality") // two objects stand for the two sides
  private void flip(Choice choice) {
    List<Claim> sides = chosen.get(choice.block());
    boolean doesStay = sides.get(choice.claim()) == choice.staying();
    sides.set(choice.claim(), doesStay ? choice.moving() : choice.staying());
  }

  /** Divides by the sides that are chosen, if there is room, and keeps what is cheaper. */
  private void look() {
    work++;
    List<Block> sided = new ArrayList<>(blocks.length);
    for (int b = 0; b < blocks.length; b++) {
      Block block = problem.blocks().get(b);
      Block side =
          new Block(block.host(), block.resource(), block.scale(), block.capacity(), chosen.get(b));
      if (side.lower() > block.capacity() * (1 + ROUNDING)) {
        return;
      }
      sided.add(side);
    }
    for (Budget budget : budgets) {
      double lower = 0;
      for (Budget.Share share : budget.shares()) {
        lower += share.weight() * sided.get(share.block()).lower();
      }
      if (lower > budget.limit() * (1 + ROUNDING)) {
        return;
      }
    }
    double[][] amounts = WaterFilling.of(new ShapingProblem(sided, budgets)).amounts();
    double cost = Evaluation.cost(problem, amounts);
    if (cost < bestCost) {
      bestCost = cost;
      best = amounts;
    }
  }

  /** Writes the amounts of the tree's blocks. */
  void write(double[][] amounts) {
    for (int b = 0; b < blocks.length; b++) {
      amounts[blocks[b]] = best[b];
    }
  }

  long work() {
    return work;
  }

  /** Whether no division of the tree costs less, but for the gap. */
  boolean isExact() {
    return isExact && bestCost < Double.POSITIVE_INFINITY;
  }

  /** Whether time or work did not suffice. */
  boolean isCutShort() {
    return isCutShort;
  }
}
