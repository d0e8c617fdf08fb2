package io.foreshape.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeriesTest {

  @Test
  void meanOver_takesTheMeanOfWhatIsKnown() {
    double nan = Double.NaN;
    Series fine = new Series("a", "cpu", 300, 6, new double[] {1, 2, nan, 5, nan, nan, 7, 8, 9});
    Series coarse = fine.meanOver(2);
    assertThat(coarse.until(4)).containsExactly(1.5, 5, nan, 7.5);
    assertThat(coarse.firstStep()).isEqualTo(3);
    assertThat(coarse.stepSeconds()).isEqualTo(600);
  }

  @Test
  void meanOver_leavesOutABegunStep() {
    Series fine = new Series("a", "cpu", 300, 5, new double[] {99, 1, 2, 3, 4});
    assertThat(fine.meanOver(2).until(2)).containsExactly(1.5, 3.5);
    assertThat(fine.meanOver(2).firstStep()).isEqualTo(3);
  }
}
