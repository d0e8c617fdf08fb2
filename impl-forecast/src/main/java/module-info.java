/** The default profiler and the bundled forecasters. */
module io.foreshape.forecast {
  requires commons.math3;
  requires transitive io.foreshape.api;
  requires transitive io.foreshape.forecast.spi;
  requires static org.jspecify;
  requires org.slf4j;

  uses io.foreshape.forecast.spi.ForecasterProvider;

  provides io.foreshape.api.forecast.ProfilerProvider with
      io.foreshape.forecast.DefaultProfilerProvider;
  provides io.foreshape.forecast.spi.ForecasterProvider with
      io.foreshape.forecast.AutoregressionProvider,
      io.foreshape.forecast.EnsembleProvider,
      io.foreshape.forecast.HistogramProvider,
      io.foreshape.forecast.HoltWintersProvider,
      io.foreshape.forecast.ProphetProvider,
      io.foreshape.forecast.QuantileRegressionProvider,
      io.foreshape.forecast.SeasonalNaiveProvider,
      io.foreshape.forecast.SeasonalPeakProvider,
      io.foreshape.forecast.ThetaProvider,
      io.foreshape.forecast.WindowMaxProvider;
}
