package io.foreshape.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** A bin against the same told second by second. */
class StepBinProperties {

  private static final int STEP = 300;

  /** A sample within a step of five minutes. */
  record Piece(double use, boolean isBound, int from, int to) {}

  private static Arbitrary<Piece> pieces(int unit) {
    Arbitrary<Integer> times = Arbitraries.integers().between(0, STEP / unit);
    Arbitrary<Double> uses = Arbitraries.of(0.0, 1.0, 2.5, 7.0, 1e9);
    return Combinators.combine(uses, Arbitraries.of(true, false), times, times)
        .filter((use, isBound, a, b) -> !a.equals(b))
        .as(
            (use, isBound, a, b) ->
                new Piece(use, isBound, unit * Math.min(a, b), unit * Math.max(a, b)));
  }

  @Provide
  Arbitrary<Piece> evenPieces() {
    return pieces(5);
  }

  @Provide
  Arbitrary<Piece> anyPieces() {
    return pieces(1);
  }

  /** Five seconds are a sixtieth of the step: a part. */
  @Property
  void wholePartsAreExactInAnyOrder(
      @ForAll @Size(min = 1, max = 12) List<@From("evenPieces") Piece> pieces) {
    StepBin bin = new StepBin(STEP);
    Piece[] taker = new Piece[STEP];
    for (Piece piece : pieces) {
      boolean isNew = false;
      for (int second = piece.from(); second < piece.to(); second++) {
        if (taker[second] == null) {
          taker[second] = piece;
          isNew = true;
        }
      }
      assertThat(bin.add(piece.use(), piece.isBound(), piece.from(), piece.to())).isEqualTo(isNew);
    }
    double sum = 0;
    int seconds = 0;
    int bound = 0;
    double peak = 0;
    for (Piece piece : taker) {
      if (piece != null) {
        sum += piece.use();
        seconds++;
        bound += piece.isBound() ? 1 : 0;
        peak = Math.max(peak, piece.use());
      }
    }
    assertThat(bin.mean()).isCloseTo(sum / seconds, within(1e-9 * peak));
    assertThat(bin.boundShare()).isCloseTo((double) bound / seconds, within(1e-12));
    assertThat(bin.peak()).isEqualTo(peak);
  }

  @Property
  void anySamplesCountAtMostOnce(
      @ForAll @Size(min = 1, max = 12) List<@From("anyPieces") Piece> pieces) {
    StepBin bin = new StepBin(STEP);
    double least = Double.MAX_VALUE;
    double most = 0;
    for (Piece piece : pieces) {
      if (bin.add(piece.use(), piece.isBound(), piece.from(), piece.to())) {
        least = Math.min(least, piece.use());
        most = Math.max(most, piece.use());
      }
      assertThat(bin.add(piece.use(), piece.isBound(), piece.from(), piece.to()))
          .as("doubled")
          .isFalse();
    }
    assertThat(bin.mean()).isBetween(least * (1 - 1e-9), most * (1 + 1e-9));
    assertThat(bin.peak()).isEqualTo(most);
    assertThat(bin.boundShare()).isBetween(0.0, 1.0);
  }

  /** Samples in order never lose a second, whatever their ends. */
  @Property
  void samplesInOrderCountWhole(
      @ForAll @Size(min = 1, max = 12) List<@From("anyPieces") Piece> pieces) {
    StepBin bin = new StepBin(STEP);
    double sum = 0;
    int last = 0;
    int seconds = 0;
    for (Piece piece : pieces) {
      if (piece.to() > last) {
        int from = Math.max(last, piece.from());
        bin.add(piece.use(), false, from, piece.to());
        sum += piece.use() * (piece.to() - from);
        seconds += piece.to() - from;
        last = piece.to();
      }
    }
    assertThat(bin.mean()).isCloseTo(sum / seconds, within(1e-9 * (1 + bin.peak())));
  }

  @Property
  void stepsOfAnyLengthKeepInOrderSamples(@ForAll("stepLengths") long stepSeconds) {
    StepBin bin = new StepBin(stepSeconds);
    assertThat(bin.isEmpty()).isTrue();
    long half = stepSeconds / 2;
    assertThat(half == 0 || bin.add(1, false, 0, half)).isTrue();
    assertThat(bin.add(3, true, half, stepSeconds)).isTrue();
    assertThat(bin.add(9, false, 0, stepSeconds)).isFalse();
    double boundShare = (double) (stepSeconds - half) / stepSeconds;
    assertThat(bin.boundShare()).isCloseTo(boundShare, within(1e-12));
    assertThat(bin.mean()).isCloseTo(1 + 2 * boundShare, within(1e-9));
    bin.clear();
    assertThat(bin.isEmpty()).isTrue();
    assertThat(bin.add(1, false, 0, stepSeconds)).isTrue();
  }

  @Provide
  Arbitrary<Long> stepLengths() {
    return Arbitraries.oneOf(
        Arbitraries.of(1L, 2L, 60L, 67L, 3_600L, 86_400L),
        Arbitraries.longs().between(1, 1L << 40));
  }
}
