package io.foreshape.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.forecast.Explanation.Part;
import io.foreshape.api.forecast.QuantileLevels;
import io.foreshape.forecast.spi.ForecastWindow;
import io.foreshape.forecast.spi.Forecaster;
import io.foreshape.forecast.spi.ForecasterContext;
import io.foreshape.forecast.spi.SnapshotReader;
import io.foreshape.forecast.spi.SnapshotWriter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResidualForecasterTest {

  private static final int POINT = 1_000;

  /** Always expects the same; a fit knows of errors from 501 to 600. */
  private static class Fixed implements PointModel {
    @Override
    public void open(int slot, long firstStep) {}

    @Override
    public void update(int slot, double value) {}

    @Override
    public boolean isReady(int slot) {
      return true;
    }

    @Override
    public double point(int slot, int ahead) {
      return POINT;
    }

    @Override
    public double spread(int slot, int ahead) {
      return ahead;
    }

    @Override
    public List<Part> explain(int slot, int ahead) {
      return List.of();
    }

    @Override
    public void save(SnapshotWriter writer, int slots) {}

    @Override
    public void load(SnapshotReader reader, int slots) {}

    @Override
    public int errorsOfFit(float[] into) {
      for (int i = 0; i < 100; i++) {
        into[i] = 600 - i;
      }
      return 100;
    }
  }

  private static double[] told(boolean isFitted, int ahead) {
    QuantileLevels levels = QuantileLevels.of(0.001, 0.05, 0.5, 0.95, 0.999);
    double[] out = new double[levels.count()];
    ForecasterContext context = new ForecasterContext(Duration.ofHours(1), levels, List.of());
    try (Forecaster forecaster = new ResidualForecaster(new Fixed(), context)) {
      int slot = forecaster.open(0);
      for (int error = 1; error <= 100; error++) {
        forecaster.observe(slot, POINT + error);
      }
      if (isFitted) {
        forecaster.fit(slot);
      }
      assertThat(forecaster.forecast(slot, new ForecastWindow(ahead - 1, 1, 1), out)).isTrue();
    }
    return out;
  }

  /** As many errors lie below a level as it says, and as many above as it leaves. */
  @Test
  void quantilesAreThoseOfTheErrors() {
    assertThat(told(false, 1))
        .containsExactly(
            new double[] {POINT + 1, POINT + 5.5, POINT + 50.5, POINT + 95.5, POINT + 100},
            within(1e-9));
  }

  @Test
  void errorsGrowWithTheSpread() {
    assertThat(told(false, 3)[3]).isCloseTo(POINT + 3 * 95.5, within(1e-9));
  }

  @Test
  void errorsOfAFitTakeThePlaceOfThoseMet() {
    assertThat(told(true, 1)[2]).isCloseTo(POINT + 550.5, within(1e-9));
  }
}
