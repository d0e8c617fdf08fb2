package io.foreshape.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.provider.Settings;
import io.foreshape.api.workload.WorkloadKey;
import io.foreshape.forecast.spi.Forecaster;
import io.foreshape.forecast.spi.ForecasterCapabilities;
import io.foreshape.forecast.spi.ForecasterCapabilities.Trait;
import io.foreshape.forecast.spi.ForecasterContext;
import io.foreshape.forecast.spi.ForecasterProvider;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each forecaster that is wrong about workloads breaks exactly its own rule. */
class ForecasterWorkloadRulesTest {

  static Stream<Arguments> forecasters() {
    return Stream.of(
        Arguments.of(Starting.class, "F116"), Arguments.of(LyingAboutWorkloads.class, "F117"));
  }

  @ParameterizedTest
  @MethodSource("forecasters")
  void contract_findsExactlyTheBrokenRule(Class<?> conformanceTest, String broken) {
    assertThat(String.join(",", ContractRun.brokenRules(conformanceTest))).isEqualTo(broken);
  }

  /** It begins anew when the workload changes, and does not say that it learns of them. */
  private static class StartingForecaster extends ReferenceForecaster {
    StartingForecaster(ForecasterContext context) {
      super(context);
    }

    @Override
    public void assign(int slot, WorkloadKey workload) {
      clear(slot);
    }
  }

  static class Starting implements ForecasterContract {
    @Override
    public ForecasterProvider provider() {
      return new ReferenceForecasterProvider(StartingForecaster::new);
    }
  }

  /** It says that it learns of workloads, and does not. */
  private static class LyingAboutWorkloadsProvider implements ForecasterProvider {

    @Override
    public String id() {
      return "reference";
    }

    @Override
    public ForecasterCapabilities capabilities() {
      return new ForecasterCapabilities(Set.of(Trait.SEASONAL, Trait.SNAPSHOT, Trait.WORKLOADS));
    }

    @Override
    public Forecaster create(ForecasterContext context, Settings settings) {
      return new ReferenceForecaster(context);
    }
  }

  static class LyingAboutWorkloads implements ForecasterContract {
    @Override
    public ForecasterProvider provider() {
      return new LyingAboutWorkloadsProvider();
    }
  }
}
