package io.foreshape.replay.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SampleGridTest {

  private static final FaultPlace PLACE = what -> new TraceException(Path.of("f"), 1, what);
  private static final TraceResource REQUESTS = TraceResource.of("requests", "count");

  private final MemoryBudget budget = new MemoryBudget(1 << 20);
  private final SampleGrid grid = new SampleGrid(budget);

  @Test
  void jitter_neitherDoublesNorEmptiesBins() {
    Random random = new Random(3);
    long[] times = new long[2000];
    float[] expected = new float[times.length];
    for (int i = 0; i < times.length; i++) {
      times[i] = 1_372_629_600L + 300L * i + random.nextInt(-4, 5);
      expected[i] = i;
    }
    times[0] = 1_372_629_598L;

    Series series = onGrid(times, expected);

    assertThat(series.stepSeconds()).isEqualTo(300);
    assertThat(series.startEpochSecond()).isEqualTo(1_372_629_600L);
    assertThat(TraceFiles.values(series)).isEqualTo(expected);
  }

  @Test
  void stepNextToADivisorOfTheDay_becomesIt() {
    assertThat(onGrid(new long[] {0, 299, 599, 898}, 1, 1, 1, 1).stepSeconds()).isEqualTo(300);
    assertThat(onGrid(new long[] {0, 3601, 7200, 10_801}, 1, 1, 1, 1).stepSeconds())
        .isEqualTo(3600);
  }

  @Test
  void exactStep_staysAsItIs() {
    assertThat(onGrid(new long[] {0, 301, 602, 1204}, 1, 1, 1, 1).stepSeconds()).isEqualTo(301);
  }

  @Test
  void irregularTimes_takeTheMedianDistance() {
    Series series = onGrid(new long[] {0, 90, 310, 400, 690, 1005, 1300, 1600}, new float[8]);

    // Distances 90 90 220 290 295 300 315: no fifth of them agrees but the two 90.
    assertThat(series.stepSeconds()).isEqualTo(90);
  }

  @Test
  void noTwoDistancesAlike_takeTheMedian() {
    Series series = onGrid(new long[] {0, 70, 150, 240, 350, 470}, new float[6]);

    assertThat(series.stepSeconds()).isEqualTo(70);
  }

  @Test
  void samplesOfOneBin_areAveragedWithoutMissingOnes() {
    Series series = onGrid(new long[] {0, 300, 300, 300, 600}, 1, 2, Float.NaN, 4, Float.NaN);

    assertThat(TraceFiles.values(series)).containsExactly(1, 3, Float.NaN);
  }

  @Test
  void gap_isNaN() {
    assertThat(TraceFiles.values(onGrid(new long[] {0, 60, 120, 300}, 1, 2, 3, 4)))
        .containsExactly(1, 2, 3, Float.NaN, Float.NaN, 4);
  }

  @Test
  void singleSample_takesTheStepOfTheSeriesBefore() {
    assertThat(onGrid(new long[] {600}, 1).stepSeconds()).isEqualTo(300);
    onGrid(new long[] {0, 60}, 1, 1);
    assertThat(onGrid(new long[] {600}, 1).stepSeconds()).isEqualTo(60);
  }

  @Test
  void start_isAtAMultipleOfTheStepBeforeTheFirstSample() {
    long[] midway = {1_372_629_804L, 1_372_630_104L, 1_372_630_404L};

    assertThat(onGrid(midway, 1, 1, 1).startEpochSecond()).isEqualTo(1_372_629_600L);
  }

  private Series onGrid(long[] times, float... values) {
    Samples samples = new Samples(budget, PLACE);
    for (int i = 0; i < times.length; i++) {
      samples.add(times[i], values[i], PLACE);
    }
    return grid.series("a", REQUESTS, samples, PLACE);
  }
}
