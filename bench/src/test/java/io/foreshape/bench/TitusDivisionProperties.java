package io.foreshape.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class TitusDivisionProperties {

  private static final double ROUNDING = 1e-9;

  @Property(tries = 100)
  void answers_keepTheConstraintsAndCostTheBoundAndTheirOrder(
      @ForAll @IntRange(min = 1, max = 24) int containers,
      @ForAll @IntRange(min = 32, max = 64) int total,
      @ForAll long seed) {
    TitusProblem problem = new TitusProblem(containers, total, seed);
    TitusDivision division = new TitusDivision(problem);
    int[] owner = division.solve();

    double order = 0;
    int[] given = new int[containers];
    for (int thread = 0; thread < owner.length; thread++) {
      assertThat(thread % 2 == 0 && owner[thread] == TitusProblem.FREE).isFalse();
      if (owner[thread] != TitusProblem.FREE) {
        given[owner[thread]]++;
        order += problem.order(thread, owner[thread]);
      }
    }
    for (int i = 0; i < containers; i++) {
      assertThat(given[i]).isEqualTo(problem.request(i));
    }
    assertThat(problem.cost(owner) - order).isCloseTo(division.bound(), within(ROUNDING));
    // All entries of the order sum to this.
    double most = TitusProblem.ORDER / (TitusProblem.THREADS * containers);
    assertThat(order).isLessThanOrEqualTo(most + ROUNDING);
  }

  /** From anywhere, exchanges of two threads, as long as that pays. */
  @Property(tries = 25)
  void bound_isBelowWhateverASearchFinds(
      @ForAll @IntRange(min = 1, max = 12) int containers,
      @ForAll @IntRange(min = 32, max = 64) int total,
      @ForAll long seed) {
    TitusProblem problem = new TitusProblem(containers, total, seed);
    TitusDivision division = new TitusDivision(problem);
    int[] solved = division.solve();
    Random random = new Random(seed);
    for (int start = 0; start < 4; start++) {
      int[] owner = start == 0 ? solved.clone() : anywhere(problem, random);
      for (int move = 0; move < 3_000; move++) {
        exchange(problem, owner, random);
      }
      assertThat(problem.cost(owner)).isGreaterThanOrEqualTo(division.bound() - ROUNDING);
    }
  }

  @Property(tries = 100)
  void assignment_isTheCheapestOfAll(
      @ForAll @IntRange(min = 1, max = 6) int size, @ForAll long seed) {
    Random random = new Random(seed);
    double[][] costs = new double[size][];
    Arrays.setAll(costs, row -> random.ints(size, -3, 8).asDoubleStream().toArray());

    int[] columns = HungarianMethod.columns(costs);
    double cost = 0;
    for (int row = 0; row < size; row++) {
      cost += costs[row][columns[row]];
    }
    assertThat(columns).doesNotHaveDuplicates();
    assertThat(cost).isCloseTo(cheapest(costs, 0, 0), within(ROUNDING));
  }

  private static double cheapest(double[][] costs, int row, int taken) {
    double least = row == costs.length ? 0 : Double.POSITIVE_INFINITY;
    for (int column = 0; row < costs.length && column < costs.length; column++) {
      if ((taken >> column & 1) == 0) {
        least = Math.min(least, costs[row][column] + cheapest(costs, row + 1, taken | 1 << column));
      }
    }
    return least;
  }

  private static int[] anywhere(TitusProblem problem, Random random) {
    int[] owner = new int[TitusProblem.THREADS];
    Arrays.fill(owner, TitusProblem.FREE);
    int next = 0;
    for (int i = 0; i < problem.containers(); i++) {
      for (int j = 0; j < problem.request(i); j++, next++) {
        // All first threads, then second ones.
        owner[next < 32 ? 2 * next : 2 * (next - 32) + 1] = i;
      }
    }
    for (int thread = 0; thread < owner.length; thread++) {
      swap(owner, thread, 2 * random.nextInt(owner.length / 2) + thread % 2);
    }
    return owner;
  }

  private static void exchange(TitusProblem problem, int[] owner, Random random) {
    int one = random.nextInt(owner.length);
    int other = random.nextInt(owner.length);
    double before = problem.cost(owner);
    swap(owner, one, other);
    boolean isFree = isFreeFirst(owner, one) || isFreeFirst(owner, other);
    if (isFree || problem.cost(owner) > before) {
      swap(owner, one, other);
    }
  }

  private static boolean isFreeFirst(int[] owner, int thread) {
    return thread % 2 == 0 && owner[thread] == TitusProblem.FREE;
  }

  private static void swap(int[] owner, int one, int other) {
    int kept = owner[one];
    owner[one] = owner[other];
    owner[other] = kept;
  }
}
