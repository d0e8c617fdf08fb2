package io.foreshape.bench;

import io.foreshape.api.provider.Providers;
import io.foreshape.forecast.spi.ForecasterProvider;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One value, or one forecast of the next twelve steps at five levels, of one series after another
 * of a made fleet with two weeks of history.
 *
 * <p>{@code bench/run jmh ForecastBenchmark -prof gc -p forecaster=theta,histogram -p
 * series=100000}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ForecastBenchmark {

  /** {@code ID[:SETTING=VALUE...]}. */
  @Param("seasonal-peak")
  public String forecaster = "";

  /** How many series there are. */
  @Param({"1000", "10000"})
  public int series;

  @SuppressWarnings("NullAway.Init") // JMH calls open() before any other
  private MadeFleet fleet;

  /** Made by JMH. */
  public ForecastBenchmark() {}

  /** Makes the fleet and its history. */
  @Setup
  public void open() {
    Providers<ForecasterProvider> providers =
        Providers.of("forecaster", ServiceLoader.load(ForecasterProvider.class));
    fleet = new MadeFleet(Candidate.parse(forecaster, providers), series);
    fleet.open();
    fleet.observeSteps(14 * MadeFleet.DAY);
    fleet.fit();
  }

  /** Gives the fleet up. */
  @TearDown
  public void close() {
    fleet.close();
  }

  /** Hands the next series its next value. */
  @Benchmark
  public void observe() {
    fleet.observeNext();
  }

  /**
   * Forecasts the next series.
   *
   * @return the quantiles
   */
  @Benchmark
  public double[] forecast() {
    return fleet.forecastNext();
  }
}
