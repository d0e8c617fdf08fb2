package io.foreshape.testkit;

import static io.foreshape.testkit.ForecasterUnderTest.CONTEXT;
import static io.foreshape.testkit.ForecasterUnderTest.LEVELS;
import static io.foreshape.testkit.ForecasterUnderTest.NEXT_DAY;
import static io.foreshape.testkit.ForecasterUnderTest.UNTOUCHED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.foreshape.api.provider.Settings;
import io.foreshape.forecast.spi.ForecastWindow;
import io.foreshape.forecast.spi.ForecasterCapabilities.Trait;
import io.foreshape.forecast.spi.ForecasterProvider;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The rules of a forecaster, on hourly series with the seasons of a day and a week. */
@ExtendWith(SkipReason.class)
public interface ForecasterContract extends ForecasterStateRules, ForecasterWorkloadRules {

  /**
   * The subject.
   *
   * @return the provider of the forecasters to test
   */
  @Override
  ForecasterProvider provider();

  /**
   * With what to create forecasters.
   *
   * @return no settings, unless the provider needs some
   */
  @Override
  default Settings settings() {
    return Settings.none();
  }

  private ForecasterUnderTest fresh() {
    return ForecasterUnderTest.of(provider(), settings());
  }

  /** Quantiles of one cell do not fall from level to level. */
  @Test
  default void required_F101_quantilesDoNotCross() {
    for (double[] history : Histories.hostile(400)) {
      try (ForecasterUnderTest subject = fresh()) {
        int slot = subject.open();
        for (int i = 0; i < history.length; i++) {
          subject.forecaster.observe(slot, history[i]);
          if (i % 37 == 0) {
            assertDoNotCross(subject.forecast(slot));
          }
        }
      }
    }
  }

  private static void assertDoNotCross(double[] forecast) {
    for (int i = 0; i < forecast.length; i++) {
      if (i % LEVELS > 0 && forecast[i] < forecast[i - 1]) {
        assertThat(forecast[i])
            .as("quantile %d of cell %d", i % LEVELS, i / LEVELS)
            .isGreaterThanOrEqualTo(forecast[i - 1]);
      }
    }
  }

  /** Whatever finite history with whatever gaps: quantiles are finite and not negative. */
  @Test
  default void required_F102_quantilesAreFiniteAndNotNegative() {
    ForecastWindow coarse = new ForecastWindow(5, 6, 8);
    for (double[] history : Histories.hostile(400)) {
      try (ForecasterUnderTest subject = fresh()) {
        int slot = subject.open();
        for (int i = 0; i < history.length; i++) {
          subject.forecaster.observe(slot, history[i]);
          if (i % 37 == 0) {
            assertFinite(subject.forecast(slot, i % 2 == 0 ? NEXT_DAY : coarse));
          }
        }
        subject.forecaster.fit(slot);
        assertFinite(subject.forecast(slot));
      }
    }
  }

  private static void assertFinite(double[] forecast) {
    boolean told = forecast[0] != UNTOUCHED;
    if (told) {
      assertThat(Arrays.stream(forecast).filter(each -> !(each >= 0 && Double.isFinite(each))))
          .as("quantiles that are not finite or negative")
          .isEmpty();
    }
  }

  /** Where too little is known, the caller's buffer stays as it was. */
  @Test
  default void required_F103_bufferIsUntouchedWithoutForecast() {
    for (double[] history : Histories.hostile(100)) {
      try (ForecasterUnderTest subject = fresh()) {
        int slot = subject.open();
        double[] out = new double[NEXT_DAY.cells() * LEVELS];
        for (double value : history) {
          Arrays.fill(out, UNTOUCHED);
          if (!subject.forecaster.forecast(slot, NEXT_DAY, out)) {
            assertThat(out).containsOnly(UNTOUCHED);
          }
          subject.forecaster.observe(slot, value);
        }
      }
    }
  }

  private boolean isPooled() {
    return provider().capabilities().traits().contains(Trait.POOLED);
  }

  /** Unless declared POOLED: series fed in turns forecast what each forecasts alone. */
  @Test
  default void required_F104_slotsAreIndependent() {
    assumeFalse(isPooled(), "its series inform one another (POOLED)");
    int series = 70;
    int length = 200;
    try (ForecasterUnderTest together = fresh()) {
      int[] slots = new int[series];
      for (int i = 0; i < series; i++) {
        slots[i] = together.open();
      }
      double[][] histories = new double[series][];
      Arrays.setAll(histories, i -> Histories.lively(i, length));
      for (int step = 0; step < length; step++) {
        for (int i = 0; i < series; i++) {
          together.forecaster.observe(slots[i], histories[i][step]);
        }
      }
      for (int i = 0; i < series; i += 23) {
        try (ForecasterUnderTest alone = fresh()) {
          double[] expected = alone.forecast(alone.open(histories[i]));
          assertSame(together.forecast(slots[i]), expected, 1e-9);
        }
      }
    }
  }

  private static void assertSame(double[] actual, double[] expected, double relativeTolerance) {
    for (int i = 0; i < expected.length; i++) {
      if (Math.abs(actual[i] - expected[i]) > relativeTolerance * Math.abs(expected[i])) {
        assertThat(actual[i])
            .as("quantile %d of cell %d", i % LEVELS, i / LEVELS)
            .isEqualTo(expected[i]);
      }
    }
  }

  /** A released slot comes back, and, unless declared POOLED, nothing of the old series with it. */
  @Test
  default void required_F105_releasedSlotsComeBackClean() {
    double[] history = Histories.lively(5, 200);
    try (ForecasterUnderTest used = fresh();
        ForecasterUnderTest clean = fresh()) {
      int neighbour = used.open(Histories.lively(6, 200));
      double[] neighbours = used.forecast(neighbour);
      Set<Integer> slots = new HashSet<>();
      for (int i = 0; i < 200; i++) {
        int slot = used.open(Histories.constant(50, 1e6 + i));
        assertThat(slot).as("the slot is not in use").isNotEqualTo(neighbour);
        slots.add(slot);
        used.forecaster.release(slot);
      }
      assertThat(slots).as("released slots are used again").hasSizeLessThan(200);
      if (isPooled()) {
        return;
      }
      double[] expected = clean.forecast(clean.open(history));
      assertSame(used.forecast(used.open(history)), expected, 1e-9);
      assertSame(used.forecast(neighbour), neighbours, 0);
    }
  }

  /** The same history gives the same forecast, however often it was asked for on the way. */
  @Test
  default void required_F106_forecastsAreReproducible() {
    double[] history = Histories.lively(7, 400);
    try (ForecasterUnderTest one = fresh();
        ForecasterUnderTest other = fresh()) {
      int quiet = one.open(history);
      int asked = other.open();
      for (double value : history) {
        other.forecaster.observe(asked, value);
        other.forecast(asked);
      }
      assertSame(other.forecast(asked), one.forecast(quiet), 0);
    }
  }

  /**
   * Fitting changes parameters, not what was observed: a constant is still forecast as that
   * constant, other series do not notice, and without the trait FITTED nothing changes at all.
   */
  @Test
  default void required_F107_fitKeepsWhatWasObserved() {
    try (ForecasterUnderTest subject = fresh()) {
      int constant = subject.open(Histories.constant(400, 40));
      subject.forecaster.fit(constant);
      assertNear(subject.forecast(constant), 40);
      int lively = subject.open(Histories.lively(8, 400));
      double[] before = subject.forecast(lively);
      subject.forecaster.fit(constant);
      assertSame(subject.forecast(lively), before, 0);
      if (!provider().capabilities().traits().contains(Trait.FITTED)) {
        subject.forecaster.fit(lively);
        assertSame(subject.forecast(lively), before, 0);
      }
    }
  }

  /** After three weeks of a constant, every quantile is within a tenth of it. */
  @Test
  default void required_F108_constantIsForecastAsConstant() {
    for (double constant : new double[] {40, 0x1p33}) {
      try (ForecasterUnderTest subject = fresh()) {
        assertNear(subject.forecast(subject.open(Histories.constant(504, constant))), constant);
      }
    }
  }

  private static void assertNear(double[] forecast, double constant) {
    for (double quantile : forecast) {
      assertThat(quantile).isCloseTo(constant, within(0.1 * constant));
    }
  }

  /** Declared SCALE_EQUIVARIANT: values times a factor give forecasts times that factor. */
  @Test
  default void optional_F109_scaleEquivariance() {
    assumeTrue(
        provider().capabilities().traits().contains(Trait.SCALE_EQUIVARIANT),
        "it does not declare SCALE_EQUIVARIANT");
    double[] history = Histories.lively(9, 400);
    // Powers of two scale without rounding, so that no decision inside may fall otherwise.
    for (double factor : new double[] {0x1p20, 0x1p-10}) {
      try (ForecasterUnderTest plain = fresh();
          ForecasterUnderTest scaled = fresh()) {
        double[] expected = Histories.times(plain.forecast(plain.open(history)), factor);
        double[] actual = scaled.forecast(scaled.open(Histories.times(history, factor)));
        assertSame(actual, expected, 1e-6);
      }
    }
  }

  /** A history of any length, and a horizon far beyond it, is survived. */
  @Test
  default void required_F110_longHistoriesAndHorizonsAreSurvived() {
    ForecastWindow far = new ForecastWindow(1_000, 24, 30);
    double[] history = Histories.lively(10, 10_000);
    Arrays.fill(history, 4_000, 6_000, Double.NaN);
    try (ForecasterUnderTest subject = fresh()) {
      int slot = subject.open();
      for (int i = 0; i < history.length; i++) {
        subject.forecaster.observe(slot, history[i]);
        if (i % 2_500 == 1) {
          subject.forecaster.fit(slot);
          subject.forecast(slot, far);
        }
      }
      assertThat(subject.forecast(slot)).as("all is known by now").doesNotContain(UNTOUCHED);
    }
  }

  /** Once warm, observing and forecasting allocate nothing: less than a byte per call. */
  @Test
  default void required_F111_hotPathAllocatesNothing() {
    double[] history = Histories.lively(11, 1_000);
    double[] out = new double[NEXT_DAY.cells() * LEVELS];
    try (ForecasterUnderTest subject = fresh()) {
      int slot = subject.open(history);
      Runnable calls =
          () -> {
            for (int i = 0; i < history.length; i++) {
              subject.forecaster.observe(slot, history[i]);
              if (i % 10 == 0) {
                subject.forecaster.forecast(slot, NEXT_DAY, out);
              }
            }
          };
      calls.run();
      assertThat(Allocation.bytesOf(calls))
          .as("bytes allocated by %d calls", history.length + history.length / 10)
          .isLessThan(history.length);
    }
  }

  /**
   * Declared SEASONAL: three weeks of a clean day's pattern are enough to forecast the next day.
   */
  @Test
  default void optional_F112_daysPatternIsLearnt() {
    assumeTrue(
        provider().capabilities().traits().contains(Trait.SEASONAL),
        "it does not declare SEASONAL");
    int known = 21 * Histories.DAY;
    double[] truth = Histories.daily(known + Histories.DAY);
    try (ForecasterUnderTest subject = fresh()) {
      int slot = subject.open(Arrays.copyOf(truth, known));
      subject.forecaster.fit(slot);
      double[] forecast = subject.forecast(slot);
      int median = Arrays.binarySearch(CONTEXT.levels().toArray(), 0.5);
      for (int cell = 0; cell < Histories.DAY; cell++) {
        // A quarter of the amplitude of 50.
        assertThat(forecast[cell * LEVELS + median])
            .as("median of hour %d", cell)
            .isCloseTo(truth[known + cell], within(12.5));
      }
    }
  }
}
