package io.foreshape.forecast;

import io.foreshape.forecast.spi.ForecasterProvider;
import io.foreshape.testkit.ForecasterContract;

class QuantileRegressionConformanceTest implements ForecasterContract {

  @Override
  public ForecasterProvider provider() {
    return new QuantileRegressionProvider();
  }
}
