package io.foreshape.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.forecast.QuantileLevels;
import io.foreshape.forecast.spi.ForecasterContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BacktestTest {

  private static final QuantileLevels LEVELS = QuantileLevels.of(0.1, 0.5);
  private static final ForecasterContext CONTEXT =
      new ForecasterContext(Duration.ofHours(1), LEVELS, List.of());

  @Test
  void run_tellsEachSeriesAsOfItsOrigin() {
    Series early = new Series("early", "cpu", 3_600, 10, new double[] {1, 2, 3, 4});
    Series late = new Series("late", "cpu", 3_600, 12, new double[] {7, 8, 9});
    List<String> told = new ArrayList<>();
    new Backtest(ArrayProvider.candidate(ArrayProvider::lastValue), CONTEXT, 1)
        .run(
            List.of(early, late),
            List.of(Backtest.origins(early, 2, 1), Backtest.origins(late, 1, 1)),
            (series, origin, forecasts) ->
                told.add(series.id() + " " + origin + ": " + forecasts.get(0).median()[0]));
    assertThat(told).containsExactly("early 2: 2.0", "early 3: 3.0", "late 2: 8.0");
  }

  @Test
  void run_answersWithTheLastKnownValueForOneWhoCannot() {
    Series series = new Series("a", "cpu", 3_600, 0, new double[] {5, Double.NaN, 1});
    Backtest backtest =
        new Backtest(ArrayProvider.candidate((past, ahead) -> Double.NaN), CONTEXT, 1);
    backtest.run(
        List.of(series),
        List.of(new int[] {0, 2}),
        (each, origin, forecasts) ->
            assertThat(forecasts.get(0).at(0.1)).containsExactly(origin == 0 ? 0 : 5));
    assertThat(backtest.unanswered()).isEqualTo(2);
  }

  @Test
  void origins_areTheLastStretchesOfAHorizon() {
    Series series = new Series("a", "cpu", 3_600, 0, new double[100]);
    assertThat(Backtest.origins(series, 3, 10)).containsExactly(70, 80, 90);
  }

  @Test
  void windows_areThoseOfTheLeaderboard() {
    // GIFT-Eval's bitbrains_rnd: 8,640 steps of five minutes, or 720 hours.
    assertThat(windows(8_640, 48)).isEqualTo(18);
    assertThat(windows(8_640, 480)).isEqualTo(2);
    assertThat(windows(8_640, 720)).isEqualTo(2);
    assertThat(windows(720, 48)).isEqualTo(2);
    assertThat(windows(100_000, 48)).isEqualTo(20);
  }

  @Test
  void gift_ofTheSeasonalNaiveAgainstItselfIsOne() {
    double[] values = new double[96];
    Arrays.setAll(values, t -> 1 + t % 24 + t / 24);
    Series series = new Series("a", "cpu", 3_600, 0, values);
    Map<String, Object> figures =
        new GiftTask("made", List.of(series), 24, 8)
            .measure(ArrayProvider.candidate(ArrayProvider::dayBefore));
    assertThat((double) figures.get("ratio")).isCloseTo(1, within(1e-12));
    // Every value is 1 more than a day before, and so is every error.
    assertThat((double) figures.get("medianMASE")).isCloseTo(1, within(1e-12));
    // Hours 8 to 23 of the fourth day: the sum of 1 + hour + 3.
    assertThat((double) figures.get("nd")).isCloseTo(16.0 / 312, within(1e-12));
  }

  @Test
  void m4_ofTheSeasonalNaiveIsItsReference() {
    double[] values = new double[120];
    Arrays.setAll(values, t -> 10 + t % 24 + (t * t) % 7);
    Series series = new Series("a", "value", 3_600, 0, values);
    Map<String, Object> figures =
        new M4Board(List.of(series)).measure(ArrayProvider.candidate(ArrayProvider::dayBefore));
    @SuppressWarnings("unchecked") // as M4Board makes it
    Map<String, Object> reference = (Map<String, Object>) figures.get("seasonalNaive");
    assertThat(figures).containsAllEntriesOf(reference);
  }

  private static int windows(int length, int horizon) {
    Series series = new Series("a", "cpu", 300, 0, new double[length]);
    return new GiftTask("made", List.of(series), 288, horizon).windows(series);
  }
}
