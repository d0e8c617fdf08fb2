package io.foreshape.forecast;

import io.foreshape.forecast.spi.ForecasterProvider;
import io.foreshape.testkit.ForecasterContract;

class EnsembleConformanceTest implements ForecasterContract {

  @Override
  public ForecasterProvider provider() {
    return new EnsembleProvider();
  }
}
