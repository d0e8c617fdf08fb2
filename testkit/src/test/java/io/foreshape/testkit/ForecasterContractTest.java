package io.foreshape.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.forecast.spi.ForecastWindow;
import io.foreshape.forecast.spi.ForecasterContext;
import io.foreshape.forecast.spi.ForecasterProvider;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A right forecaster breaks no rule, and each wrong one exactly its own. */
class ForecasterContractTest {

  static Stream<Arguments> forecasters() {
    return Stream.of(
        Arguments.of(Right.class, ""),
        Arguments.of(Crossing.class, "F101"),
        Arguments.of(Infinite.class, "F102"),
        Arguments.of(Untidy.class, "F103"),
        Arguments.of(SlotSharing.class, "F104"),
        Arguments.of(SlotLeaking.class, "F105"),
        Arguments.of(Disturbed.class, "F106"),
        Arguments.of(FitForgetting.class, "F107"),
        Arguments.of(Saturating.class, "F108"),
        Arguments.of(Clipping.class, "F109"),
        Arguments.of(ShortSighted.class, "F110"),
        Arguments.of(Allocating.class, "F111"),
        Arguments.of(LyingAboutSeasons.class, "F112"));
  }

  @ParameterizedTest
  @MethodSource("forecasters")
  void contract_findsExactlyTheBrokenRule(Class<?> conformanceTest, String broken) {
    assertThat(String.join(",", ContractRun.brokenRules(conformanceTest))).isEqualTo(broken);
  }

  static class Right implements ForecasterContract {
    @Override
    public ForecasterProvider provider() {
      return new ReferenceForecasterProvider(ReferenceForecaster::new);
    }
  }

  /** Its lowest quantile lies above the next one. */
  private static class CrossingForecaster extends ReferenceForecaster {
    CrossingForecaster(ForecasterContext context) {
      super(context);
    }

    @Override
    public boolean forecast(int slot, ForecastWindow window, double[] out) {
      boolean told = super.forecast(slot, window, out);
      out[0] = told ? out[1] * 1.05 : out[0];
      return told;
    }
  }

  static class Crossing implements ForecasterContract {
    @Override
    public ForecasterProvider provider() {
      return new ReferenceForecasterProvider(CrossingForecaster::new);
    }
  }

  /** It overflows on large values. */
  private static class InfiniteForecaster extends ReferenceForecaster {
    InfiniteForecaster(ForecasterContext context) {
      super(context);
    }

    @Override
    public boolean forecast(int slot, ForecastWindow window, double[] out) {
      boolean told = super.forecast(slot, window, out);
      int last = out.length - 1;
      out[last] = out[last] > 0x1p59 ? Double.POSITIVE_INFINITY : out[last];
      return told;
    }
  }

  static class Infinite implements ForecasterContract {
    @Override
    public ForecasterProvider provider() {
      return new ReferenceForecasterProvider(InfiniteForecaster::new);
    }
  }

  /** It writes zeros where it knows nothing. */
  private static class UntidyForecaster extends ReferenceForecaster {
    UntidyForecaster(ForecasterContext context) {
      super(context);
    }

    @Override
    public boolean forecast(int slot, ForecastWindow window, double[] out) {
      Arrays.fill(out, 0);
      return super.forecast(slot, window, out);
    }
  }

  static class Untidy implements ForecasterContract {
    @Override
    public ForecasterProvider provider() {
      return new ReferenceForecasterProvider(UntidyForecaster::new);
    }
  }

  /** Beyond 50 series it mixes them up. */
  private static class SlotSharingForecaster extends ReferenceForecaster {
    SlotSharingForecaster(ForecasterContext context) {
      super(context);
    }

    @Override
    public void observe(int slot, double value) {
      super.observe(slot % 50, value);
    }
  }

  static class SlotSharing implements ForecasterContract {
    @Override
    public ForecasterProvider provider() {
      return new ReferenceForecasterProvider(SlotSharingForecaster::new);
    }
  }

  /** It does not clean up after a series. */
  private static class SlotLeakingForecaster extends ReferenceForecaster {
    SlotLeakingForecaster(ForecasterContext context) {
      super(context);
    }

    @Override
    public void release(int slot) {
      releaseUncleared(slot);
    }
  }

  static class SlotLeaking implements ForecasterContract {
    @Override
    public ForecasterProvider provider() {
      return new ReferenceForecasterProvider(SlotLeakingForecaster::new);
    }
  }

  /** It misses a value whenever it has been asked for a forecast. */
  private static class DisturbedForecaster extends ReferenceForecaster {
    DisturbedForecaster(ForecasterContext context) {
      super(context);
    }

    private boolean asked;

    @Override
    public boolean forecast(int slot, ForecastWindow window, double[] out) {
      asked = true;
      return super.forecast(slot, window, out);
    }

    @Override
    public void observe(int slot, double value) {
      super.observe(slot, asked ? Double.NaN : value);
      asked = false;
    }
  }

  static class Disturbed implements ForecasterContract {
    @Override
    public ForecasterProvider provider() {
      return new ReferenceForecasterProvider(DisturbedForecaster::new);
    }
  }

  /** Fitting one series clears the next one. */
  private static class FitForgettingForecaster extends ReferenceForecaster {
    FitForgettingForecaster(ForecasterContext context) {
      super(context);
    }

    @Override
    public void fit(int slot) {
      clear(slot + 1);
    }
  }

  static class FitForgetting implements ForecasterContract {
    @Override
    public ForecasterProvider provider() {
      return new ReferenceForecasterProvider(FitForgettingForecaster::new);
    }
  }

  /** It can count up to 2^32. */
  private static class SaturatingForecaster extends ReferenceForecaster {
    SaturatingForecaster(ForecasterContext context) {
      super(context);
    }

    @Override
    public boolean forecast(int slot, ForecastWindow window, double[] out) {
      boolean told = super.forecast(slot, window, out);
      for (int i = 0; i < out.length; i++) {
        out[i] = Math.min(out[i], 0x1p32);
      }
      return told;
    }
  }

  static class Saturating implements ForecasterContract {
    @Override
    public ForecasterProvider provider() {
      return new ReferenceForecasterProvider(SaturatingForecaster::new);
    }
  }

  /** It never forecasts less than 1. */
  private static class ClippingForecaster extends ReferenceForecaster {
    ClippingForecaster(ForecasterContext context) {
      super(context);
    }

    @Override
    public boolean forecast(int slot, ForecastWindow window, double[] out) {
      boolean told = super.forecast(slot, window, out);
      for (int i = 0; told && i < out.length; i++) {
        out[i] = Math.max(out[i], 1);
      }
      return told;
    }
  }

  static class Clipping implements ForecasterContract {
    @Override
    public ForecasterProvider provider() {
      return new ReferenceForecasterProvider(ClippingForecaster::new);
    }
  }

  /** It has a table of a thousand steps. */
  private static class ShortSightedForecaster extends ReferenceForecaster {
    ShortSightedForecaster(ForecasterContext context) {
      super(context);
    }

    @Override
    public boolean forecast(int slot, ForecastWindow window, double[] out) {
      Objects.checkIndex(window.horizonSteps(), 1_000);
      return super.forecast(slot, window, out);
    }
  }

  static class ShortSighted implements ForecasterContract {
    @Override
    public ForecasterProvider provider() {
      return new ReferenceForecasterProvider(ShortSightedForecaster::new);
    }
  }

  /** It makes an object per value. */
  private static class AllocatingForecaster extends ReferenceForecaster {
    AllocatingForecaster(ForecasterContext context) {
      super(context);
    }

    private double[] last = {};

    @Override
    public void observe(int slot, double value) {
      last = new double[] {value};
      super.observe(slot, last[0]);
    }
  }

  static class Allocating implements ForecasterContract {
    @Override
    public ForecasterProvider provider() {
      return new ReferenceForecasterProvider(AllocatingForecaster::new);
    }
  }

  /** It says that it learns seasons, and does not. */
  private static class LyingAboutSeasonsForecaster extends ReferenceForecaster {
    LyingAboutSeasonsForecaster(ForecasterContext context) {
      super(context);
    }

    @Override
    int phases(ForecastWindow window) {
      return DAY;
    }
  }

  static class LyingAboutSeasons implements ForecasterContract {
    @Override
    public ForecasterProvider provider() {
      return new ReferenceForecasterProvider(LyingAboutSeasonsForecaster::new);
    }
  }
}
