package io.foreshape.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.foreshape.api.forecast.QuantileLevels;
import io.foreshape.api.provider.Settings;
import io.foreshape.forecast.spi.ForecastWindow;
import io.foreshape.forecast.spi.Forecaster;
import io.foreshape.forecast.spi.ForecasterContext;
import io.foreshape.forecast.spi.ForecasterProvider;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is called per sample leaves nothing for the garbage collector. */
class ForecasterAllocationTest {

  private static final int CALLS = 20_000;
  private static final ForecastWindow WINDOW = new ForecastWindow(3, 12, 2);

  static Stream<ForecasterProvider> providers() {
    return Stream.of(
        new AutoregressionProvider(),
        new EnsembleProvider(),
        new HistogramProvider(),
        new HoltWintersProvider(),
        new ProphetProvider(),
        new QuantileRegressionProvider(),
        new SeasonalNaiveProvider(),
        new SeasonalPeakProvider(),
        new ThetaProvider(),
        new WindowMaxProvider());
  }

  @ParameterizedTest
  @MethodSource("providers")
  void observeAndForecastAllocateNothing(ForecasterProvider provider) {
    QuantileLevels levels = QuantileLevels.standard();
    double[] out = new double[WINDOW.cells() * levels.count()];
    ForecasterContext context = ForecasterContext.daily(Duration.ofMinutes(5), levels);
    // What it decorates does the same calls on its way.
    try (Forecaster forecaster =
        new CalibratedForecaster(provider.create(context, Settings.none()), context)) {
      int slot = forecaster.open(0);
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      run(forecaster, slot, out);
      forecaster.fit(slot);
      long least = Long.MAX_VALUE;
      // The first rounds warm up; what the compiler does meanwhile is not ours.
      for (int round = 0; round < 5; round++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        run(forecaster, slot, out);
        least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
      }
      assertThat(least).as("bytes in %d calls", CALLS).isZero();
    }
  }

  private static void run(Forecaster forecaster, int slot, double[] out) {
    for (int i = 0; i < CALLS; i++) {
      forecaster.observe(slot, i % 100 == 0 ? Double.NaN : 1 + i % 7);
      if (i % 50 == 0) {
        forecaster.forecast(slot, WINDOW, out);
      }
    }
  }
}
