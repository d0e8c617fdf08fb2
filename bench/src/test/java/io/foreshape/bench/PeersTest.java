package io.foreshape.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PeersTest {

  private static final int KNOWN = 72;

  /** Rises by 1 a day until it stays at 3 in the two days to forecast: a daily difference of 1. */
  private static Series series(String id) {
    double[] values = new double[KNOWN + PeerSet.HORIZON];
    Arrays.setAll(values, t -> Math.min(3, 1 + t / 24));
    return new Series(id, "value", 3_600, 100, values);
  }

  private static PeerSet set() {
    return new PeerSet("made", List.of(series("a"), series("b")), true);
  }

  private static double[] flat(double value) {
    double[] forecast = new double[PeerSet.HORIZON];
    Arrays.fill(forecast, value);
    return forecast;
  }

  private static PeerRun run(double first, double second, double... micros) {
    return new PeerRun(set(), List.of(flat(first), flat(second)), micros, 0);
  }

  @Test
  void every_takesTheFirstAndThenAtADistance() {
    List<Series> all = new ArrayList<>();
    for (String id : List.of("a", "b", "c", "d", "e", "f", "g")) {
      all.add(series(id));
    }
    assertThat(PeerSet.every(3, all).stream().map(Series::id)).containsExactly("a", "d", "g");
  }

  @Test
  void figures_areMeansAndMedians() {
    PeerRun base = run(4, 4);
    Map<String, Object> figures = run(3.5, 5, 10, 20).figures(base);
    assertThat(figures.get("mase")).isEqualTo(1.25);
    assertThat(figures.get("medianMASE")).isEqualTo(1.25);
    double smape = (200 * 0.5 / 6.5 + 200 * 2.0 / 8) / 2;
    assertThat((double) figures.get("smape")).isCloseTo(smape, within(1e-9));
    assertThat((double) figures.get("owa"))
        .isCloseTo((1.25 + smape / (200.0 / 7)) / 2, within(1e-9));
    assertThat(figures.get("microsPerSeries")).isEqualTo(15.0);
  }

  @Test
  void beside_comparesErrorsAndTimes() {
    PeerRun ours = run(3.5, 3.5, 10, 30);
    PeerRun theirs = run(5, 2, 1_000, 5_000);
    Map<String, Object> beside = ours.beside(theirs, run(4, 4));
    assertThat((double) beside.get("mase")).isCloseTo(0.5 / 1.5, within(1e-9));
    assertThat((double) beside.get("times")).isCloseTo(150, within(1e-9));
    assertThat((double) beside.get("distance")).isCloseTo(1.5, within(1e-9));
  }

  @Test
  void line_isIdStartHorizonAndKnownValues() {
    String line = RForecasts.line(series("a"));
    assertThat(line).startsWith("a,360000,48,1.0;1.0;");
    assertThat(line.split(";", -1)).hasSize(KNOWN);
  }

  private static String row(String id, String method, double value, String outcome) {
    String values = String.join(";", Collections.nCopies(PeerSet.HORIZON, "" + value));
    return id + "," + method + ",0.25," + outcome + "," + values;
  }

  @Test
  void parsed_readsForecastsAndTimes() throws IOException {
    RForecasts read =
        RForecasts.parsed(
            List.of(
                "version,R,4.2.2",
                row("a", "ets", 2, "ok"),
                row("b", "ets", 2, "ok"),
                row("a", "tbats", -1, "ok"),
                row("b", "tbats", 3, "failed")),
            set());
    assertThat(read.versions()).containsExactly(Map.entry("R", "4.2.2"));
    assertThat(read.runs().keySet()).containsExactly("ets", "tbats");
    PeerRun tbats = read.runs().get("tbats");
    assertThat(tbats.figures(run(4, 4)).get("failed")).isEqualTo(1);
    assertThat(tbats.micros(1)).isEqualTo(250_000);
    assertThat(tbats.forecast(0)).containsOnly(0);
    assertThat(tbats.forecast(1)).containsOnly(3);
  }

  @Test
  void parsed_refusesWhatIsNotWhole() {
    assertThatThrownBy(() -> RForecasts.parsed(List.of(row("a", "ets", 2, "ok")), set()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("(ets)");
    assertThatThrownBy(() -> RForecasts.parsed(List.of("Error: what"), set()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("(Error: what)");
  }

  @Test
  void scriptIsThere() {
    assertThat(PeersBoard.class.getResource("peers.R")).isNotNull();
  }
}
