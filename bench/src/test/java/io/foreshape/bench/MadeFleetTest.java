package io.foreshape.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MadeFleetTest {

  @Test
  void observeSteps_givesPositiveValuesOfADay() {
    List<Double> seen = new ArrayList<>();
    Candidate candidate =
        ArrayProvider.candidate(
            (past, ahead) -> {
              seen.addAll(ahead == 1 ? past : List.of());
              return 1;
            });
    try (MadeFleet fleet = new MadeFleet(candidate, 3)) {
      fleet.open();
      fleet.observeSteps(MadeFleet.DAY);
      fleet.forecast();
    }
    assertThat(seen).hasSize(3 * MadeFleet.DAY).allMatch(value -> value > 0 && value < 100);
    assertThat(seen).doesNotHaveDuplicates();
  }

  @Test
  void observeNext_givesEverySeriesInTurnWhatObserveDoes() {
    List<List<Double>> pasts = new ArrayList<>();
    Candidate candidate =
        ArrayProvider.candidate(
            (past, ahead) -> {
              if (ahead == 1) {
                pasts.add(past);
              }
              return 1;
            });
    try (MadeFleet one = new MadeFleet(candidate, 3);
        MadeFleet other = new MadeFleet(candidate, 3)) {
      one.open();
      one.observeSteps(3);
      one.forecast();
      other.open();
      other.observeSteps(1);
      for (int i = 0; i < 2 * 3; i++) {
        other.observeNext();
      }
      for (int i = 0; i < 3; i++) {
        other.forecastNext();
      }
    }
    assertThat(pasts.subList(3, 6)).isEqualTo(pasts.subList(0, 3));
  }

  @Test
  void forecast_doesNotPassOverOneThatCannot() {
    Candidate candidate = ArrayProvider.candidate((past, ahead) -> Double.NaN);
    try (MadeFleet fleet = new MadeFleet(candidate, 1)) {
      fleet.open();
      fleet.observeSteps(5);
      assertThatIllegalStateException().isThrownBy(fleet::forecast).withMessageContaining("(5)");
    }
  }

  @Test
  void spareSlots_areThoseUntilTheColumnsGrow() {
    // Doubling columns that hold 8, 18, 38, 78 series.
    Candidate candidate = Candidate.parse("histogram", CandidateTest.PROVIDERS);
    for (int series : new int[] {20, 38, 50}) {
      try (MadeFleet fleet = new MadeFleet(candidate, series)) {
        fleet.open();
        assertThat(FleetRun.spareSlots(fleet)).isEqualTo(series <= 38 ? 38 - series : 78 - series);
      }
    }
  }
}
