package io.foreshape.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.forecast.QuantileLevels;
import io.foreshape.forecast.spi.ForecasterContext;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

class ProphetTermsProperties {

  private static final int DAY = 24;
  private static final int WEEK = 168;
  private static final Duration HOUR = Duration.ofHours(1);

  private static ProphetTerms terms(Duration step, String holidays, Integer... periods) {
    ForecasterContext context =
        new ForecasterContext(step, QuantileLevels.standard(), List.of(periods));
    return new ProphetTerms(context, new Holidays(holidays, ZoneOffset.UTC, step));
  }

  /** Holidays, then the day's four harmonics and the week's three, whenever it is. */
  @Property(tries = 200)
  void columnsAreHolidaysAndHarmonics(
      @ForAll long step, @ForAll @DoubleRange(min = 0, max = 0.9) double within) {
    ProphetTerms terms = terms(HOUR, "a=1970-01-01/1970-01-03", DAY, WEEK);
    double[] row = new double[terms.count()];
    terms.write(step, within, row.length, row, 0);
    assertThat(row).hasSize(1 + 8 + 6);
    assertThat(row[0]).isEqualTo(step >= 0 && step < 3 * DAY ? 1 : 0);
    for (int i = 0; i < 7; i++) {
      int period = i < 4 ? DAY : WEEK;
      int harmonic = i < 4 ? i + 1 : i - 3;
      double angle =
          2 * Math.PI * harmonic * (Math.floorMod(step, (long) period) + within) / period;
      assertThat(row[1 + 2 * i]).isCloseTo(Math.sin(angle), within(1e-12));
      assertThat(row[2 + 2 * i]).isCloseTo(Math.cos(angle), within(1e-12));
    }
  }

  /** A season longer than a week has ten harmonics, a short one no more than half its steps. */
  @Example
  void ordersFollowFromTheSeasonsLength() {
    assertThat(terms(HOUR, "", 3, WEEK, 8_760).count()).isEqualTo(2 + 6 + 20);
    assertThat(terms(Duration.ofDays(1), "", 7, 365).count()).isEqualTo(6 + 20);
    assertThat(terms(HOUR, "").count()).isZero();
  }

  /** What can be learnt are the first columns. */
  @Example
  void seasonsAreLearntOnceSeenTwice() {
    ProphetTerms terms = terms(HOUR, "a=2025-01-01", DAY, WEEK);
    assertThat(terms.learnable(47)).isEqualTo(1);
    assertThat(terms.learnable(48)).isEqualTo(1 + 8);
    assertThat(terms.learnable(335)).isEqualTo(1 + 8);
    assertThat(terms.learnable(336)).isEqualTo(1 + 8 + 6);
  }
}
