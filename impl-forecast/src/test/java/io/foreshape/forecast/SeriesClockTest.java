package io.foreshape.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.resource.Resource;
import io.foreshape.api.workload.WorkloadKey;
import io.foreshape.forecast.spi.ForecastWindow;
import io.foreshape.forecast.spi.Forecaster;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.util.DoubleComparator;
import org.junit.jupiter.api.Test;

/** How samples come onto a grid of five minutes. */
class SeriesClockTest {

  private static final long STEP = 300;
  private static final double MISSING = Double.NaN;

  /** Writes down what it is told. */
  private static final class Recorder implements Forecaster {

    private final List<Long> opened = new ArrayList<>();
    private final List<Double> observed = new ArrayList<>();
    private int released;

    @Override
    public int open(long firstStep) {
      opened.add(firstStep);
      return opened.size() - 1;
    }

    @Override
    public void release(int slot) {
      released++;
    }

    @Override
    public void observe(int slot, double value) {
      observed.add(value);
    }

    @Override
    public boolean forecast(int slot, ForecastWindow window, double[] out) {
      return false;
    }

    @Override
    public void fit(int slot) {
      observed.add(-1.0);
    }
  }

  private final Recorder recorder = new Recorder();
  private ZoneId zone = ZoneOffset.UTC;

  private SeriesClock clock(Resource resource, long start) {
    return new SeriesClock(
        recorder, resource, new LocalSteps(zone, STEP), WorkloadKey.all(), start);
  }

  @Test
  void compressibleResourcesAreLearntByTheirMean() {
    SeriesClock clock = clock(Resource.CPU, 0);
    for (int minute = 0; minute < 10; minute++) {
      assertThat(clock.add(minute, false, 60L * minute, 60L * minute + 60)).isTrue();
    }
    assertThat(recorder.observed).containsExactly(2.0, 7.0);
    assertThat(clock.nextStep()).isEqualTo(2);
  }

  @Test
  void othersAreLearntByTheirPeak() {
    SeriesClock clock = clock(Resource.MEMORY, 0);
    for (int minute = 0; minute < 10; minute++) {
      clock.add(minute % 5 == 2 ? 100 + minute : 1, false, 60L * minute, 60L * minute + 60);
    }
    assertThat(recorder.observed).containsExactly(102.0, 107.0);
  }

  @Test
  void longerSamplesAreSpread() {
    SeriesClock clock = clock(Resource.CPU, 150);
    clock.add(4, false, 150, 150 + 3 * STEP);
    assertThat(recorder.opened).containsExactly(0L);
    assertThat(recorder.observed).containsExactly(4.0, 4.0, 4.0);
    clock.add(8, false, 150 + 3 * STEP, 4 * STEP);
    assertThat(recorder.observed).containsExactly(4.0, 4.0, 4.0, 6.0);
  }

  /** It is not known in which of its steps the peak was, and a moment kills. */
  @Test
  void peaksOfLongerSamplesCountForEachOfTheirSteps() {
    SeriesClock clock = clock(Resource.MEMORY, 0);
    clock.add(7, false, 0, 3 * STEP);
    assertThat(recorder.observed).containsExactly(7.0, 7.0, 7.0);
  }

  @Test
  void doubledLateAndOverlappingSamplesCountOnce() {
    SeriesClock clock = clock(Resource.CPU, 0);
    assertThat(clock.add(1, false, 0, 60)).isTrue();
    for (int i = 0; i < 10; i++) {
      assertThat(clock.add(99, false, 0, 60)).as("doubled").isFalse();
      assertThat(clock.add(99, false, -120, 30)).as("late").isFalse();
    }
    assertThat(clock.nextStep()).isZero();
    // Of the four minutes from the first half on, three and a half are new.
    assertThat(clock.add(1, false, 30, 270)).isTrue();
    clock.add(11, false, 270, 300);
    assertThat(recorder.observed).containsExactly(2.0);
  }

  @Test
  void lateSamplesCountUntilTheirStepIsOver() {
    SeriesClock clock = clock(Resource.CPU, 0);
    assertThat(clock.add(1, false, 60, 120)).isTrue();
    assertThat(clock.add(3, false, 180, 240)).isTrue();
    assertThat(clock.add(8, false, 0, 60)).as("before the first").isTrue();
    assertThat(clock.add(2, false, 120, 180)).as("between").isTrue();
    assertThat(clock.add(2, false, 120, 180)).as("doubled").isFalse();
    assertThat(clock.add(6, false, 240, 300)).isTrue();
    assertThat(clock.add(9, false, 0, 300)).as("over").isFalse();
    assertThat(recorder.observed).containsExactly(4.0);
  }

  @Test
  void whatIsOnlyABoundIsTakenForMoreWhileItLasts() {
    SeriesClock clock = clock(Resource.MEMORY, 0);
    for (int step = 0; step < 7; step++) {
      clock.add(1, false, step * STEP, step * STEP + 60);
      clock.add(100, step != 5, step * STEP + 60, (step + 1) * STEP);
    }
    assertThat(recorder.observed)
        .usingComparatorForType(new DoubleComparator(1e-9), Double.class)
        .containsExactly(115.0, 132.25, 152.0875, 174.900625, 200.0, 100.0, 115.0);
  }

  @Test
  void meanIsTakenForMoreByTheShareOfTimeThatItIsABound() {
    SeriesClock clock = clock(Resource.DISK_READ_IOPS, 0);
    clock.add(50, false, 0, 240);
    clock.add(100, true, 240, 300);
    assertThat(recorder.observed.get(0)).isCloseTo(60 * (1 + 0.15 / 5), within(1e-9));
  }

  @Test
  void stepsWithoutSamplesAreMissing() {
    SeriesClock clock = clock(Resource.CPU, 0);
    clock.add(3, false, 0, 60);
    clock.add(5, false, 3 * STEP + 240, 4 * STEP);
    assertThat(recorder.observed).containsExactly(3.0, MISSING, MISSING, 5.0);
  }

  @Test
  void stepsBeforeTheEpochCountOnToo() {
    SeriesClock clock = clock(Resource.CPU, -450);
    clock.add(3, false, -450, -300);
    clock.add(5, false, -300, 0);
    assertThat(recorder.opened).containsExactly(-2L);
    assertThat(recorder.observed).containsExactly(3.0, 5.0);
    assertThat(clock.nextStep()).isZero();
  }

  @Test
  void weeksOfSilenceBeginANewSeries() {
    SeriesClock clock = clock(Resource.CPU, 0);
    clock.add(3, false, 0, STEP);
    clock.add(5, false, 4_000 * STEP, 4_001 * STEP);
    assertThat(recorder.opened).as("within two weeks").containsExactly(0L);
    clock.add(7, false, 9_000 * STEP, 9_001 * STEP);
    assertThat(recorder.opened).containsExactly(0L, 9_000L);
    assertThat(recorder.released).isEqualTo(1);
    assertThat(recorder.observed).hasSize(4_002).endsWith(5.0, 7.0);
  }

  @Test
  void sampleOfYearsIsItsLastWeeks() {
    SeriesClock clock = clock(Resource.CPU, 0);
    clock.add(3, false, 0, 1_000_000 * STEP);
    assertThat(recorder.observed).hasSizeBetween(4_032, 4_034).containsOnly(3.0);
    assertThat(clock.nextStep()).isEqualTo(1_000_000);
  }

  @Test
  void fitsWhenGrownEnough() {
    SeriesClock clock = clock(Resource.CPU, 0);
    clock.fitEvery(2);
    clock.add(3, false, 0, 2 * STEP);
    clock.fitEvery(2);
    clock.fitEvery(2);
    assertThat(recorder.observed).containsExactly(3.0, 3.0, -1.0);
  }

  /** In New York, the clock was put forward at 07:00 UTC and back at 06:00 UTC. */
  @Test
  void hourThatNeverComesIsMissingAndTheOneThatComesTwiceCountsOnce() {
    zone = ZoneId.of("America/New_York");
    long spring = Instant.parse("2025-03-09T07:00:00Z").getEpochSecond();
    SeriesClock clock = clock(Resource.CPU, spring - STEP);
    clock.add(3, false, spring - STEP, spring);
    clock.add(5, false, spring, spring + STEP);
    assertThat(recorder.opened).containsExactly((spring - 5 * 3_600) / STEP - 1);
    assertThat(recorder.observed).hasSize(14).startsWith(3.0, MISSING).endsWith(MISSING, 5.0);
    recorder.observed.clear();
    long autumn = Instant.parse("2025-11-02T06:00:00Z").getEpochSecond();
    clock = clock(Resource.CPU, autumn - STEP);
    clock.add(3, false, autumn - STEP, autumn);
    clock.add(4, false, autumn, autumn + 3_600);
    clock.add(5, false, autumn + 3_600, autumn + 3_600 + STEP);
    assertThat(recorder.observed).containsExactly(3.0, 5.0);
  }
}
