package io.foreshape.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.forecast.Explanation;
import io.foreshape.api.forecast.SnapshotException;
import io.foreshape.forecast.spi.ForecastWindow;
import io.foreshape.forecast.spi.ForecasterContext;
import io.foreshape.forecast.spi.ForecasterProvider;
import io.foreshape.forecast.spi.SnapshotReader;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each forecaster that is wrong about its state breaks exactly its own rule. */
class ForecasterStateRulesTest {

  static Stream<Arguments> forecasters() {
    return Stream.of(
        Arguments.of(Restarting.class, "F113"),
        Arguments.of(Improvising.class, "F114"),
        Arguments.of(Observed.class, "F115"));
  }

  @ParameterizedTest
  @MethodSource("forecasters")
  void contract_findsExactlyTheBrokenRule(Class<?> conformanceTest, String broken) {
    assertThat(String.join(",", ContractRun.brokenRules(conformanceTest))).isEqualTo(broken);
  }

  /** It begins counting anew when it is loaded, so that it takes the hours for others. */
  private static class RestartingForecaster extends ReferenceForecaster {
    RestartingForecaster(ForecasterContext context) {
      super(context);
    }

    @Override
    public void load(SnapshotReader reader) {
      super.load(reader);
      for (int slot = 1; slot < 5; slot++) {
        super.observe(slot, Double.NaN);
      }
    }
  }

  static class Restarting implements ForecasterContract {
    @Override
    public ForecasterProvider provider() {
      return new ReferenceForecasterProvider(RestartingForecaster::new);
    }
  }

  /** It fails in its own way where a snapshot lacks something. */
  private static class ImprovisingForecaster extends ReferenceForecaster {
    ImprovisingForecaster(ForecasterContext context) {
      super(context);
    }

    @Override
    public void load(SnapshotReader reader) {
      try {
        super.load(reader);
      } catch (SnapshotException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  static class Improvising implements ForecasterContract {
    @Override
    public ForecasterProvider provider() {
      return new ReferenceForecasterProvider(ImprovisingForecaster::new);
    }
  }

  /** It forgets a value whenever it has explained itself. */
  private static class ObservedForecaster extends ReferenceForecaster {
    ObservedForecaster(ForecasterContext context) {
      super(context);
    }

    @Override
    public List<Explanation.Part> explain(int slot, ForecastWindow window) {
      List<Explanation.Part> parts = super.explain(slot, window);
      observe(slot, Double.NaN);
      return parts;
    }
  }

  static class Observed implements ForecasterContract {
    @Override
    public ForecasterProvider provider() {
      return new ReferenceForecasterProvider(ObservedForecaster::new);
    }
  }
}
