package io.foreshape.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The tables that docs/boards.md is made of; the cloud board's are in its own test. */
class TablesTest {

  @Test
  void number_followsThePath() {
    Map<String, Object> figures = Map.of("a", Map.of("b", 3), "c", 0.5);
    assertThat(Figures.number(figures, "a", "b")).isEqualTo(3);
    assertThat(Figures.number(figures, "c")).isEqualTo(0.5);
    assertThat(Figures.number(figures, "a")).isNaN();
    assertThat(Figures.number(figures, "c", "b")).isNaN();
  }

  @Test
  void text_isEmptyForWhatIsNoNumber() {
    assertThat(Figures.text(1234.567, 1)).isEqualTo("1,234.6");
    assertThat(Figures.percent(0.9512, 1)).isEqualTo("95.1");
    assertThat(Figures.text(Double.NaN, 1)).isEmpty();
  }

  @Test
  void m4_hasARowPerForecasterAndItsReferences() {
    Map<String, Object> one =
        Map.of(
            "smape", 7.0,
            "mase", 0.7,
            "owa", 0.4,
            "msis", 5.0,
            "coverage95", 0.935,
            "seasonalNaive", Map.of("smape", 12.0, "mase", 1.1, "owa", 0.6),
            "naive2", Map.of("smape", 16.0, "mase", 2.2));
    assertThat(new M4Tables(Map.of("one", one)).markdown().lines())
        .containsExactly(
            "|  | sMAPE | MASE | OWA | MSIS | within the 95 % interval |",
            "|---|--:|--:|--:|--:|--:|",
            "| `one` | 7.000 | 0.700 | 0.400 | 5.00 | 93.5 % |",
            "| the competition's sNaive, same series | 12.000 | 1.100 | 0.600 |  |  |",
            "| the competition's Naive2, same series | 16.000 | 2.200 | 1.000 |  |  |");
  }

  @Test
  void gift_hasAColumnPerTask() {
    Map<String, Object> task =
        Map.of(
            "meanWQL", 0.4,
            "nd", 0.5,
            "meanWQLRatio", 0.6,
            "ratio", 0.7,
            "medianMASE", 0.9,
            "seasonalNaiveND", 0.8,
            "seasonalNaiveMedianMASE", 1.0);
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("bitbrains_rnd/5T/short", task);
    one.put("bitbrains_rnd/H/short", task);
    String markdown = new GiftTables(Map.of("one", one)).markdown();
    assertThat(markdown.lines())
        .contains(
            "|  | 5T/short | H/short |",
            "| `one` | 0.400 / 0.500 (0.60 / 0.70) | 0.400 / 0.500 (0.60 / 0.70) |",
            "| the board's seasonal naive, a point | 0.800 | 0.800 |",
            "| `one` | 0.900 | 0.900 |");
    assertThat(markdown).doesNotContain("Fast storage");
  }

  @Test
  void speed_saysWhichFleetsWereNotRun() {
    Map<String, Object> fleets = new LinkedHashMap<>();
    fleets.put("1000", Map.of("microsPerSeries", 3.25, "historySteps", 4_032));
    fleets.put("10000", Map.of("notRun", "a reason"));
    Map<String, Object> one =
        Map.of("series", 1_000, "microsPerSeries", 3.25, "speedup2", 1.9, "fleets", fleets);
    assertThat(new SpeedTables(Map.of("one", one)).markdown().lines())
        .contains(
            "|  | 1,000 | 10,000 |",
            "| `one` | 3.25 (14) | not run |",
            "| `one` | 1,000 | 3.25 |  |  |  |  | 1.90 |  |  |  |");
  }

  @Test
  void speed_runsFleetsInStepsOfTen() {
    assertThat(new SpeedBoard(1_000_000).sizes()).isEqualTo(List.of(10_000, 100_000, 1_000_000));
    assertThat(new SpeedBoard(50_000).sizes()).isEqualTo(List.of(10_000, 50_000));
    assertThat(new SpeedBoard(500).sizes()).isEmpty();
  }

  @Test
  void speed_leavesOutFleetsThatDoNotFitOrTakeTooLong() {
    assertThat(SpeedBoard.reasonAgainst(10_000, run(1 << 10, 1e3))).isEmpty();
    assertThat(SpeedBoard.reasonAgainst(10_000, run(1 << 30, 1e3))).contains("-Xmx");
    assertThat(SpeedBoard.reasonAgainst(10_000, run(1 << 10, 1e9))).contains("10000 s");
  }

  private static FleetRun run(long bytesPerSeries, double fitNanos) {
    return new FleetRun(1_000, 4_032, 50, fitNanos, 3_000, 1_000 * bytesPerSeries, 1_000, 0, 0);
  }
}
