package io.foreshape.bench;

/**
 * How many times as fast two forecasters go on two threads as on one, each with half of a fleet.
 *
 * <p>Of several trials the best times count.
 */
final class TwoThreads {

  private static final int SERIES_EACH = 10_000;

  /** So long that the start of a thread does not count. */
  private static final double TRIAL_NANOS = 50e6;

  private static final int LEAST_TRIALS = 5;
  private static final double TRIALS_NANOS = 5e9;

  private double apartNanos = Double.POSITIVE_INFINITY;
  private double apartCpuNanos = Double.POSITIVE_INFINITY;
  private double togetherNanos = Double.POSITIVE_INFINITY;
  private double togetherCpuNanos = Double.POSITIVE_INFINITY;

  private TwoThreads() {}

  /** One half at work. */
  private static final class Side implements Runnable {

    private final MadeFleet fleet;
    private final int cycles;
    private double cpuNanos;

    Side(MadeFleet fleet, int cycles) {
      this.fleet = fleet;
      this.cycles = cycles;
    }

    @Override
    public void run() {
      cpuNanos = Costs.cpuNanos(this::goOn);
    }

    private void goOn() {
      for (int i = 0; i < cycles; i++) {
        fleet.nextValues();
        fleet.cycle();
      }
    }
  }

  /** Measures after as long a history as another run had, and with no more series each. */
  static TwoThreads measure(Candidate candidate, FleetRun like) {
    int series = like.series() < SERIES_EACH / 10 ? like.series() : SERIES_EACH;
    int cycles = (int) (1 + TRIAL_NANOS / like.cycleNanos() / series);
    try (MadeFleet one = fed(candidate, series, like.historySteps());
        MadeFleet other = fed(candidate, series, like.historySteps())) {
      Side first = new Side(one, cycles);
      Side second = new Side(other, cycles);
      TwoThreads best = new TwoThreads();
      long start = System.nanoTime();
      for (int t = 0; t < LEAST_TRIALS || System.nanoTime() - start < TRIALS_NANOS; t++) {
        best.add(first, second);
      }
      return best;
    }
  }

  private void add(Side first, Side second) {
    apartNanos = Math.min(apartNanos, Costs.wallNanos(first) + Costs.wallNanos(second));
    apartCpuNanos = Math.min(apartCpuNanos, first.cpuNanos + second.cpuNanos);
    togetherNanos = Math.min(togetherNanos, Costs.wallNanos(() -> together(first, second)));
    togetherCpuNanos = Math.min(togetherCpuNanos, Math.max(first.cpuNanos, second.cpuNanos));
  }

  /** In wall-clock time: it needs two cores that nobody else uses. */
  double speedup() {
    return apartNanos / togetherNanos;
  }

  /** In the threads' CPU time: what it would be if nobody else used the two cores. */
  double speedupOfCpuTime() {
    return apartCpuNanos / togetherCpuNanos;
  }

  private static MadeFleet fed(Candidate candidate, int series, int steps) {
    MadeFleet fleet = new MadeFleet(candidate, series);
    fleet.open();
    fleet.observeSteps(steps);
    fleet.fit();
    return fleet;
  }

  private static void together(Side here, Side there) {
    Thread thread = new Thread(there);
    thread.start();
    here.run();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The board was interrupted", e);
    }
  }
}
