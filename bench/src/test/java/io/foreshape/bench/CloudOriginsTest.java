package io.foreshape.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CloudOriginsTest {

  private static final CloudOrigins FIVE_MINUTES = new CloudOrigins(288, 12);

  @Test
  void warmUp_isHalfOfTheSeriesButAtMostTwoWeeks() {
    assertThat(FIVE_MINUTES.warmUp(series(288))).isEqualTo(144);
    assertThat(FIVE_MINUTES.warmUp(series(26_208))).isEqualTo(14 * 288);
  }

  @Test
  void of_leavesTheHourAfterTheLastOriginInTheSeries() {
    List<Series> all = List.of(series(288), series(1_000), series(10));
    List<int[]> origins = FIVE_MINUTES.of(all);
    for (int i = 0; i < all.size(); i++) {
      int length = all.get(i).length();
      assertThat(Arrays.stream(origins.get(i)))
          .isSorted()
          .allMatch(at -> at >= length / 2 && at + 12 <= length);
    }
    assertThat(origins.get(1)).isNotEmpty();
    assertThat(origins.get(2)).isEmpty();
  }

  @Test
  void of_givesEveryTimeOfTheDayItsTurn() {
    int[] origins = FIVE_MINUTES.of(List.of(series(26_208))).get(0);
    long times = Arrays.stream(origins).map(at -> at % 288).distinct().count();
    assertThat(times).isEqualTo(288);
  }

  @Test
  void of_boundsTheOriginsOfAFleet_andStartsEachSeriesElsewhere() {
    List<int[]> origins = FIVE_MINUTES.of(Collections.nCopies(80, series(26_208)));
    assertThat(origins.stream().mapToInt(of -> of.length).sum()).isBetween(5_000, 6_000);
    IntStream firsts = origins.stream().mapToInt(of -> of[0]);
    assertThat(firsts.distinct().count()).isGreaterThan(60);
    assertThat(FIVE_MINUTES.of(Collections.nCopies(80, series(26_208))).get(7))
        .containsExactly(origins.get(7));
  }

  private static Series series(int length) {
    return new Series("a", "cpu", 300, 0, new double[length]);
  }
}
