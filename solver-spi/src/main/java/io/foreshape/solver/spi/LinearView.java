package io.foreshape.solver.spi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A problem, or some of its blocks, as a linear program in the bounded-segment form.
 *
 * <p>A column per segment that saves something, between 0 and its length, whose cost is its slope;
 * a row per capacity and per budget that has columns: weighted sums of columns are at most what the
 * limit leaves above the lower bounds; of tiers all segments, a row per claim and one for the slow
 * tier. Minimising needs no further row: convexity takes the segments of a claim in their order,
 * and a segment that saves nothing is not taken. Costs are divided by the steepest slope and
 * budgets by their largest weight, so that no unit matters to a solver's tolerances. Fixed charges
 * are left out; {@link ShapingProblem#convexified} has them as far as a linear program can.
 *
 * <p>Immutable and thread-safe.
 */
public final class LinearView {

  /**
   * A row: the weighted sum of its spans' columns is at most its limit.
   *
   * @param limit the limit, finite; negative where lower bounds must be fast of tiers, for the slow
   *     one has no room for them
   * @param spans the columns that count
   */
  public record Row(double limit, List<Span> spans) {

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if the limit is not finite
     */
    public Row {
      spans = List.copyOf(spans);
      if (!Double.isFinite(limit)) {
        throw new IllegalArgumentException("A row's limit is finite, got (" + limit + ")");
      }
    }
  }

  /**
   * Neighbouring columns with one coefficient.
   *
   * @param from first column
   * @param to behind the last column
   * @param coefficient of each of them, finite and not 0
   */
  public record Span(int from, int to, double coefficient) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if the columns descend or the coefficient is out of range
     */
    public Span {
      if (from < 0 || to < from || coefficient == 0 || !Double.isFinite(coefficient)) {
        throw new IllegalArgumentException(
            "A span's columns do not descend and its coefficient is finite and not 0, got ("
                + from
                + ", "
                + to
                + ", "
                + coefficient
                + ")");
      }
    }
  }

  /** The source of a row that is nobody's limit. */
  private static final int NO_LIMIT = Integer.MIN_VALUE;

  private final ShapingProblem problem;
  private final int[] blocks;
  private final double[] upper;
  private final double[] costs;
  private final double steepest;
  private final List<Row> rows = new ArrayList<>();

  /** Per block, whether it is one of tiers: what costs may pay there by what it makes room for. */
  private final boolean[] isTiered;

  /** Per row, the block whose capacity it is, or −1 − the budget whose limit it is. */
  private final List<Integer> sources = new ArrayList<>();

  /** Per row, what 1 in it is in its limit's own unit. */
  private final List<Double> units = new ArrayList<>();

  private LinearView(
      ShapingProblem problem, int[] blocks, boolean[] isTiered, int columns, double steepest) {
    this.problem = problem;
    this.blocks = blocks;
    this.isTiered = isTiered;
    this.steepest = steepest;
    upper = new double[columns];
    costs = new double[columns];
  }

  /**
   * The view of a whole problem.
   *
   * @param problem a problem without a black box
   * @return one linear program
   * @throws IllegalArgumentException if it has one
   */
  public static LinearView of(ShapingProblem problem) {
    int[] all = IntStream.range(0, problem.blocks().size()).toArray();
    int[] budgets = IntStream.range(0, problem.budgets().size()).toArray();
    return of(problem, all, budgets, new Span[all.length]);
  }

  /**
   * The views of a problem's independent parts: blocks that budgets or tiers join, directly or not,
   * are in one part.
   *
   * @param problem any problem
   * @return a linear program per part, by their first blocks
   */
  public static List<LinearView> partsOf(ShapingProblem problem) {
    int[] leaders = Parts.leaders(problem);
    Map<Integer, List<Integer>> budgets = new HashMap<>();
    for (int k = 0; k < problem.budgets().size(); k++) {
      int leader = leaders[problem.budgets().get(k).shares().get(0).block()];
      budgets.computeIfAbsent(leader, unknown -> new ArrayList<>()).add(k);
    }
    Map<Integer, List<Integer>> blocks = new LinkedHashMap<>();
    for (int block = 0; block < leaders.length; block++) {
      blocks.computeIfAbsent(leaders[block], unknown -> new ArrayList<>()).add(block);
    }
    Span[] spans = new Span[leaders.length];
    List<LinearView> parts = new ArrayList<>(blocks.size());
    blocks.forEach(
        (leader, members) ->
            parts.add(
                of(problem, ints(members), ints(budgets.getOrDefault(leader, List.of())), spans)));
    return parts;
  }

  private static int[] ints(List<Integer> values) {
    return values.stream().mapToInt(Integer::intValue).toArray();
  }

  private static LinearView of(ShapingProblem problem, int[] blocks, int[] budgets, Span[] spans) {
    if (problem.blackBox() != null) {
      throw new IllegalArgumentException(
          "No linear program has a black box, got (" + problem.blackBox() + "): see convexified()");
    }
    boolean[] isTiered = new boolean[problem.blocks().size()];
    for (Tiers tiers : problem.tiers()) {
      isTiered[tiers.whole()] = true;
      isTiered[tiers.fast()] = true;
    }
    int columns = 0;
    double steepest = 0;
    for (int block : blocks) {
      for (Claim claim : problem.blocks().get(block).claims()) {
        int count = isTiered[block] ? claim.cost().segments() : claim.cost().savings();
        columns += count;
        for (int i = 0; i < count; i += Math.max(1, count - 1)) {
          steepest = Math.max(steepest, Math.abs(claim.cost().slope(i)));
        }
      }
    }
    LinearView view =
        new LinearView(problem, blocks, isTiered, columns, steepest == 0 ? 1 : steepest);
    int column = 0;
    for (int block : blocks) {
      column = view.addColumns(block, column, spans);
    }
    for (int k = 0; k < problem.tiers().size(); k++) {
      if (spans[problem.tiers().get(k).whole()] != null && view.has(problem.tiers().get(k))) {
        view.addRows(k, spans);
      }
    }
    for (int budget : budgets) {
      view.addRow(budget, spans);
    }
    return view;
  }

  private int addColumns(int number, int first, Span[] spans) {
    Block block = problem.blocks().get(number);
    int column = first;
    for (Claim claim : block.claims()) {
      for (int i = 0; i < columnsOf(number, claim); i++) {
        upper[column] = claim.cost().length(i);
        costs[column++] = claim.cost().slope(i) / steepest;
      }
    }
    spans[number] = new Span(first, column, 1);
    if (block.capacity() < Double.POSITIVE_INFINITY && column > first) {
      rows.add(new Row(Math.max(0, block.capacity() - block.lower()), List.of(spans[number])));
      sources.add(number);
      units.add(1.0);
    }
    return column;
  }

  private int columnsOf(int block, Claim claim) {
    return isTiered[block] ? claim.cost().segments() : claim.cost().savings();
  }

  private boolean has(Tiers tiers) {
    return Arrays.stream(blocks).anyMatch(block -> block == tiers.whole());
  }

  /** Of each claim at most the whole is fast, and what is slow has room. */
  private void addRows(int number, Span[] blockSpans) {
    Tiers tiers = problem.tiers().get(number);
    List<Claim> wholes = problem.blocks().get(tiers.whole()).claims();
    List<Claim> fasts = problem.blocks().get(tiers.fast()).claims();
    int whole = blockSpans[tiers.whole()].from();
    int fast = blockSpans[tiers.fast()].from();
    double slow = tiers.slowCapacity();
    for (int i = 0; i < wholes.size(); i++) {
      int wholeEnd = whole + wholes.get(i).cost().segments();
      int fastEnd = fast + fasts.get(i).cost().segments();
      double slack = wholes.get(i).cost().lower() - fasts.get(i).cost().lower();
      if (fastEnd > fast) {
        rows.add(
            new Row(slack, List.of(new Span(fast, fastEnd, 1), new Span(whole, wholeEnd, -1))));
        sources.add(NO_LIMIT);
        units.add(1.0);
      }
      slow -= slack;
      whole = wholeEnd;
      fast = fastEnd;
    }
    Span slowLess = blockSpans[tiers.fast()];
    Span all = blockSpans[tiers.whole()];
    rows.add(new Row(slow, List.of(all, new Span(slowLess.from(), slowLess.to(), -1))));
    sources.add(problem.blocks().size() + number);
    units.add(1.0);
  }

  private void addRow(int number, Span[] blockSpans) {
    Budget budget = problem.budgets().get(number);
    double largest = 0;
    double room = budget.limit();
    for (Budget.Share share : budget.shares()) {
      largest = Math.max(largest, share.weight());
      room -= share.weight() * problem.blocks().get(share.block()).lower();
    }
    List<Span> spans = new ArrayList<>(budget.shares().size());
    for (Budget.Share share : budget.shares()) {
      Span span = blockSpans[share.block()];
      if (span.to() > span.from()) {
        spans.add(new Span(span.from(), span.to(), share.weight() / largest));
      }
    }
    if (!spans.isEmpty()) {
      rows.add(new Row(Math.max(0, room) / largest, spans));
      sources.add(-1 - number);
      units.add(largest);
    }
  }

  /**
   * How many columns there are.
   *
   * @return 0 where nothing saves anything
   */
  public int columns() {
    return upper.length;
  }

  /**
   * The upper bound of a column; its lower bound is 0.
   *
   * @param column from 0
   * @return not negative and finite
   */
  public double upper(int column) {
    return upper[column];
  }

  /**
   * The cost of a column, to be minimised.
   *
   * @param column from 0
   * @return from −1 to 0, of tiers up to 1
   */
  public double cost(int column) {
    return costs[column];
  }

  /**
   * The rows.
   *
   * @return an unmodifiable list
   */
  public List<Row> rows() {
    return Collections.unmodifiableList(rows);
  }

  /**
   * Writes what a solution means for the blocks of this view.
   *
   * @param solution a value per column
   * @param amounts per block of the problem; those of this view are set
   */
  public void write(double[] solution, double[][] amounts) {
    int column = 0;
    for (int block : blocks) {
      List<Claim> claims = problem.blocks().get(block).claims();
      amounts[block] = new double[claims.size()];
      for (int i = 0; i < amounts[block].length; i++) {
        SegmentedCost cost = claims.get(i).cost();
        amounts[block][i] = cost.lower();
        for (int segment = 0; segment < columnsOf(block, claims.get(i)); segment++) {
          amounts[block][i] += solution[column++];
        }
      }
    }
  }

  /**
   * Writes what the shadow prices of rows mean for the blocks and budgets of this view.
   *
   * @param rowPrices per row, what one more unit of its limit would save; negative counts as 0
   * @param prices of the problem; those of this view's rows are set
   */
  public void write(double[] rowPrices, DualPrices prices) {
    for (int row = 0; row < rowPrices.length; row++) {
      int source = sources.get(row);
      double price = Math.max(0, rowPrices[row]) * steepest / units.get(row);
      if (source >= problem.blocks().size()) {
        int tiers = source - problem.blocks().size();
        if (tiers < prices.tiers().length) {
          prices.tiers()[tiers] = price;
        }
      } else if (source >= 0) {
        prices.blocks()[source] = price;
      } else if (source != NO_LIMIT) {
        prices.budgets()[-1 - source] = price;
      }
    }
  }
}
