package io.foreshape.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foreshape.api.forecast.QuantileLevels;
import io.foreshape.forecast.spi.ForecastWindow;
import io.foreshape.forecast.spi.Forecaster;
import io.foreshape.forecast.spi.ForecasterContext;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a forecaster is asked for, in steps of half an hour. */
class LocalForecastTest {

  private static final Duration STEP = Duration.ofMinutes(30);
  private static final QuantileLevels LEVELS = QuantileLevels.of(0.5);
  private static final LocalSteps BERLIN =
      new LocalSteps(ZoneId.of("Europe/Berlin"), STEP.toSeconds());

  /** Writes down what it is asked for, and tells each window's lead. */
  private static final class Asked implements Forecaster {

    private final List<ForecastWindow> windows = new ArrayList<>();

    @Override
    public int open(long firstStep) {
      return 0;
    }

    @Override
    public void release(int slot) {}

    @Override
    public void observe(int slot, double value) {}

    @Override
    public boolean forecast(int slot, ForecastWindow window, double[] out) {
      windows.add(window);
      out[0] = window.leadSteps();
      return true;
    }

    @Override
    public void fit(int slot) {}
  }

  private static List<ForecastWindow> asked(
      ForecasterContext context, String next, String from, int cellSteps, int cells) {
    Asked asked = new Asked();
    GridSteps grid = new GridSteps(Instant.parse(from), step(from), cellSteps, cells);
    new LocalForecast(BERLIN, context)
        .tell(asked, 0, BERLIN.local(step(next)), grid, new double[cells]);
    return asked.windows;
  }

  private static List<ForecastWindow> asked(String next, String from, int cellSteps, int cells) {
    return asked(ForecasterContext.daily(STEP, LEVELS), next, from, cellSteps, cells);
  }

  private static long step(String at) {
    return BERLIN.stepOf(Instant.parse(at).getEpochSecond());
  }

  private static ForecastWindow window(int lead, int cellSteps, int cells) {
    return new ForecastWindow(lead, cellSteps, cells);
  }

  @Test
  void oneQuestionWhereTheClockRunsOn() {
    assertThat(asked("2025-06-01T00:00:00Z", "2025-06-01T01:00:00Z", 3, 12))
        .containsExactly(window(2, 3, 12));
  }

  @Test
  void leadLeavesOutTheHourThatNeverComes() {
    // The local night before has 23 hours, so that 24 hours later is 25 local ones.
    assertThat(asked("2025-03-30T00:00:00Z", "2025-03-31T00:00:00Z", 1, 2))
        .containsExactly(window(50, 1, 2));
  }

  @Test
  void hourThatNeverComesIsNotAskedFor() {
    assertThat(asked("2025-03-30T00:00:00Z", "2025-03-30T00:00:00Z", 1, 4))
        .containsExactly(window(0, 1, 1), window(1, 1, 1), window(4, 1, 1), window(5, 1, 1));
    assertThat(asked("2025-03-30T00:00:00Z", "2025-03-30T00:00:00Z", 4, 1))
        .containsExactly(window(0, 2, 1), window(4, 2, 1));
  }

  @Test
  void hourThatComesTwiceIsToldTwice() {
    assertThat(asked("2025-10-26T00:00:00Z", "2025-10-26T00:00:00Z", 1, 5))
        .containsExactly(
            window(0, 1, 1), window(1, 1, 1), window(0, 1, 1), window(1, 1, 1), window(2, 1, 1));
  }

  @Test
  void secondPassAloneIsToldAsTomorrows() {
    // It is the second 2:30; the forecaster knows all before 3:00.
    assertThat(asked("2025-10-26T02:00:00Z", "2025-10-26T01:30:00Z", 3, 1))
        .containsExactly(window(47, 1, 1), window(0, 2, 1));
    ForecasterContext dayless = new ForecasterContext(STEP, LEVELS, List.of());
    assertThat(asked(dayless, "2025-10-26T02:00:00Z", "2025-10-26T01:30:00Z", 3, 1))
        .containsExactly(window(0, 1, 1), window(0, 2, 1));
  }

  @Test
  void horizonsBeyondAnIntAreRefused() {
    assertThatThrownBy(
            () -> asked("2025-10-26T00:00:00Z", "2025-10-26T00:00:00Z", Integer.MAX_VALUE, 2))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
