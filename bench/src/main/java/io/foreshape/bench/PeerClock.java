package io.foreshape.bench;

import com.sun.management.ThreadMXBean;
import io.foreshape.forecast.spi.ForecastWindow;
import io.foreshape.forecast.spi.Forecaster;
import io.foreshape.forecast.spi.ForecasterContext;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * What a forecaster takes for a series from nothing to its forecast: all known values, a fit, and a
 * horizon. It is the thread's CPU time, the median over rounds after some that do not count.
 */
final class PeerClock {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final int ROUNDS = 15;
  private static final int LEAST_WARM_UP_ROUNDS = 5;
  private static final double WARM_UP_NANOS = 2e9;

  private PeerClock() {}

  /** Microseconds per series. */
  static double[] micros(Candidate candidate, ForecasterContext context, PeerSet set) {
    double warm = 0;
    for (int i = 0; i < LEAST_WARM_UP_ROUNDS || warm < WARM_UP_NANOS; i++) {
      warm += Arrays.stream(round(candidate, context, set)).sum();
    }
    double[][] rounds = new double[ROUNDS][];
    Arrays.setAll(rounds, i -> round(candidate, context, set));
    double[] micros = new double[set.series().size()];
    for (int s = 0; s < micros.length; s++) {
      int series = s;
      double[] sorted =
          Arrays.stream(rounds).mapToDouble(round -> round[series]).sorted().toArray();
      micros[s] = sorted[ROUNDS / 2] / 1e3;
    }
    return micros;
  }

  private static double[] round(Candidate candidate, ForecasterContext context, PeerSet set) {
    double[] nanos = new double[set.series().size()];
    double[] out = new double[PeerSet.HORIZON * context.levels().count()];
    try (Forecaster forecaster = candidate.create(context)) {
      for (int s = 0; s < nanos.length; s++) {
        long start = THREADS.getCurrentThreadCpuTime();
        forecast(forecaster, set.series().get(s), out);
        nanos[s] = THREADS.getCurrentThreadCpuTime() - start;
      }
    }
    return nanos;
  }

  private static void forecast(Forecaster forecaster, Series series, double[] out) {
    int slot = forecaster.open(series.firstStep());
    for (int t = 0; t < PeerSet.known(series); t++) {
      forecaster.observe(slot, series.value(t));
    }
    forecaster.fit(slot);
    forecaster.forecast(slot, new ForecastWindow(0, 1, PeerSet.HORIZON), out);
    forecaster.release(slot);
  }
}
