package io.foreshape.bench;

import java.util.Arrays;

/**
 * Solves a {@link TitusProblem} exactly, but for the order, of which all entries together are worth
 * a tenth of one change: it is minimised among the answers that have these counts per socket.
 *
 * <p>What is costly depends on how many threads n of each container are on the first socket. Of a
 * socket's m threads, 16 are first threads of cores and m - 16 are second ones. A container that
 * had a first and b second threads there, and gets n now, keeps x = min(a, n) of the first ones and
 * at most y = min(b, n - x) of the second ones, and all of them together keep sum of x + min(sum of
 * y, m - 16): any other choice gives up as many as it gains. So with the state (threads, sum of y
 * on one socket, sum of y on the other), the sums cut at m - 16, a dynamic program over containers
 * finds the best n for each m. Who gets which thread is then an assignment problem per socket.
 */
final class TitusDivision {

  private static final int CORES = TitusProblem.PER_SOCKET / 2;
  private static final double INFINITE = Double.POSITIVE_INFINITY;

  private final TitusProblem problem;
  private final int containers;
  private final int total;

  /** Per socket and container, how many first and second threads it had. */
  private final int[][] hadFirst;

  private final int[][] hadSecond;
  private final double constant;
  private int[] best = new int[0];
  private double bound = INFINITE;

  TitusDivision(TitusProblem problem) {
    this.problem = problem;
    containers = problem.containers();
    hadFirst = new int[2][containers];
    hadSecond = new int[2][containers];
    int had = 0;
    for (int thread = 0; thread < TitusProblem.THREADS; thread++) {
      if (problem.previous(thread) != TitusProblem.FREE) {
        int[][] part = thread % 2 == 0 ? hadFirst : hadSecond;
        part[thread / TitusProblem.PER_SOCKET][problem.previous(thread)]++;
        had++;
      }
    }
    int sum = 0;
    for (int i = 0; i < containers; i++) {
      sum += problem.request(i);
    }
    total = sum;
    // All on one socket, and nothing kept; with all first threads in use and more, a core is full.
    constant =
        (total > 2 * CORES ? TitusProblem.FULL / (2.0 * CORES) : 0)
            - TitusProblem.SPREAD / 2
            + problem.entry() * (had + total);
  }

  /** Solves; the container of each thread, or {@link TitusProblem#FREE}. */
  int[] solve() {
    int least = Math.max(CORES, total - TitusProblem.PER_SOCKET);
    int most = Math.min(TitusProblem.PER_SOCKET, total - CORES);
    if (least > most) {
      throw new IllegalArgumentException("Threads are one to two per core, got (" + total + ")");
    }
    for (int apart = total % 2; apart <= TitusProblem.PER_SOCKET; apart += 2) {
      tryFirst((total - apart) / 2, least, most);
      if (apart > 0) {
        tryFirst((total + apart) / 2, least, most);
      }
    }
    int[] owner = new int[TitusProblem.THREADS];
    for (int socket = 0; socket < 2; socket++) {
      assign(socket, owner);
    }
    return owner;
  }

  /** What no assignment costs less than: what the answer costs without its order. */
  double bound() {
    return bound;
  }

  private void tryFirst(int first, int least, int most) {
    double balance = TitusProblem.BALANCE / 2 * Math.abs(2 * first - total);
    double atLeast = constant + balance - 2 * problem.entry() * total;
    if (first >= least && first <= most && atLeast < bound) {
      new Program(first).run(constant + balance);
    }
  }

  /** The dynamic program for a number of threads on the first socket. */
  private final class Program {

    private final int first;
    private final int[] cut;
    private final int states;
    private final byte[][] choice;
    private final int[][] from;

    Program(int first) {
      this.first = first;
      cut = new int[] {first - CORES, total - first - CORES};
      states = (first + 1) * (cut[0] + 1) * (cut[1] + 1);
      choice = new byte[containers][states];
      from = new int[containers][states];
    }

    void run(double fixed) {
      double[] cost = new double[states];
      Arrays.fill(cost, INFINITE);
      cost[0] = 0;
      for (int i = 0; i < containers; i++) {
        double[] next = new double[states];
        Arrays.fill(next, INFINITE);
        for (int n = 0; n <= Math.min(first, problem.request(i)); n++) {
          extend(i, n, cost, next);
        }
        cost = next;
      }
      int end = -1;
      double lowest = bound;
      for (int state = state(first, 0, 0); state < states; state++) {
        int kept = state / (cut[1] + 1) % (cut[0] + 1) + state % (cut[1] + 1);
        double whole = fixed + cost[state] - 2 * problem.entry() * kept;
        if (whole < lowest) {
          lowest = whole;
          end = state;
        }
      }
      if (end >= 0) {
        bound = lowest;
        best = readBack(end);
      }
    }

    private int state(int threads, int kept, int keptOther) {
      return (threads * (cut[0] + 1) + kept) * (cut[1] + 1) + keptOther;
    }

    /** Gives a container n threads of the first socket, from every state. */
    private void extend(int i, int n, double[] cost, double[] next) {
      int other = problem.request(i) - n;
      int x = Math.min(hadFirst[0][i], n);
      int otherX = Math.min(hadFirst[1][i], other);
      int y = Math.min(hadSecond[0][i], n - x);
      int otherY = Math.min(hadSecond[1][i], other - otherX);
      double split = n > 0 && other > 0 ? TitusProblem.SPREAD / (2 * containers) : 0;
      double added = split - 2 * problem.entry() * (x + otherX);
      int state = 0;
      for (int threads = 0; threads <= first - n; threads++) {
        for (int kept = 0; kept <= cut[0]; kept++) {
          for (int keptOther = 0; keptOther <= cut[1]; keptOther++, state++) {
            if (cost[state] == INFINITE) {
              continue;
            }
            int to =
                state(
                    threads + n, Math.min(cut[0], kept + y), Math.min(cut[1], keptOther + otherY));
            if (cost[state] + added < next[to]) {
              next[to] = cost[state] + added;
              choice[i][to] = (byte) n;
              from[i][to] = state;
            }
          }
        }
      }
    }

    private int[] readBack(int end) {
      int[] counts = new int[containers];
      int state = end;
      for (int i = containers - 1; i >= 0; i--) {
        counts[i] = choice[i][state];
        state = from[i][state];
      }
      return counts;
    }
  }

  /** Gives a socket's threads to whom they cost least. */
  private void assign(int socket, int[] owner) {
    int size = TitusProblem.PER_SOCKET;
    int[] slots = new int[size];
    Arrays.fill(slots, TitusProblem.FREE);
    int slot = 0;
    for (int i = 0; i < containers; i++) {
      int count = socket == 0 ? best[i] : problem.request(i) - best[i];
      Arrays.fill(slots, slot, slot + count, i);
      slot += count;
    }
    double[][] costs = new double[size][size];
    for (int thread = 0; thread < size; thread++) {
      for (int j = 0; j < size; j++) {
        costs[thread][j] = cost(socket * size + thread, slots[j]);
      }
    }
    int[] assigned = HungarianMethod.columns(costs);
    for (int thread = 0; thread < size; thread++) {
      owner[socket * size + thread] = slots[assigned[thread]];
    }
  }

  private double cost(int thread, int container) {
    int previous = problem.previous(thread);
    double changed = previous == container || previous == TitusProblem.FREE ? 0 : problem.entry();
    if (container == TitusProblem.FREE) {
      return thread % 2 == 0 ? TitusProblem.SPREAD : changed;
    }
    return changed
        + (previous == container ? 0 : problem.entry())
        + problem.order(thread, container);
  }
}
