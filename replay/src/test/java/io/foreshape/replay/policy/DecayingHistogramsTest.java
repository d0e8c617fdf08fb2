package io.foreshape.replay.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class DecayingHistogramsTest {

  private static final BucketGrid GRID = BucketGrid.exponential(0.01, 1.05, 1_000);

  @Example
  void anEmptyHistogramHasPercentileZero() {
    DecayingHistograms histograms = new DecayingHistograms(1, GRID, 3_600, 1e-4);

    assertThat(histograms.isEmpty(0)).isTrue();
    assertThat(histograms.percentile(0, 0.9)).isZero();
  }

  @Example
  void aPercentileIsTheEndOfItsBucketAndOfTheLastOneTheStart() {
    DecayingHistograms histograms = new DecayingHistograms(2, GRID, 3_600, 1e-4);
    histograms.add(0, 1, 1, 0);
    histograms.add(1, 5_000, 1, 0);

    assertThat(histograms.percentile(0, 0.5)).isEqualTo(GRID.upper(GRID.indexOf(1)));
    assertThat(histograms.percentile(1, 0.5)).isEqualTo(GRID.start(GRID.count() - 1));
  }

  @Example
  void theLandmarkMovesToAMultipleOfTheHalfLifeWhenTheExponentExceeds100() {
    DecayingHistograms histograms = new DecayingHistograms(1, GRID, 10, 1e-4);

    histograms.add(0, 1, 1, 1_000);
    assertThat(histograms.landmarkSeconds()).isZero();
    histograms.add(0, 1, 1, 1_006);
    assertThat(histograms.landmarkSeconds()).isEqualTo(1_010);
  }

  @Example
  void whatIsSubtractedNeverWas() {
    DecayingHistograms histograms = new DecayingHistograms(1, GRID, 3_600, 1e-4);
    histograms.add(0, 1, 1, 0);
    histograms.add(0, 9, 1, 60);
    histograms.subtract(0, 9, 1, 60);

    assertThat(histograms.percentile(0, 1)).isEqualTo(GRID.upper(GRID.indexOf(1)));
    histograms.subtract(0, 1, 1, 0);
    assertThat(histograms.isEmpty(0)).isTrue();
  }

  @Property
  void weightsAreThoseOfTheDirectSum(
      @ForAll @Size(min = 1, max = 60) List<@DoubleRange(max = 10) Double> amounts,
      @ForAll @IntRange(min = 1, max = 900) int spacingSeconds) {
    int halfLife = 300;
    DecayingHistograms histograms = new DecayingHistograms(1, GRID, halfLife, 1e-300);
    double[] expected = new double[GRID.count()];
    long now = (long) (amounts.size() - 1) * spacingSeconds;
    for (int n = 0; n < amounts.size(); n++) {
      long at = (long) n * spacingSeconds;
      histograms.add(0, amounts.get(n), 1, at);
      expected[GRID.indexOf(amounts.get(n))] += Math.pow(2, (double) (at - now) / halfLife);
    }
    double[] actual = new double[GRID.count()];
    histograms.weightsAt(0, now, actual);

    assertThat(actual).containsExactly(expected, within(1e-12));
  }
}
