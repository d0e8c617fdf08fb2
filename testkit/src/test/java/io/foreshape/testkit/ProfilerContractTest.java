package io.foreshape.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.forecast.DemandProfile;
import io.foreshape.api.forecast.Explanation;
import io.foreshape.api.forecast.SnapshotException;
import io.foreshape.api.forecast.TimeGrid;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.api.workload.UsageSample;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A right profiler breaks no rule, and each wrong one exactly its own. */
class ProfilerContractTest {

  static Stream<Arguments> profilers() {
    return Stream.of(
        Arguments.of(ReferenceProfiler.class, ""),
        Arguments.of(OwnGrid.class, "P101"),
        Arguments.of(AnyStep.class, "P102"),
        Arguments.of(AfraidOfStrangers.class, "P103"),
        Arguments.of(Credulous.class, "P104"),
        Arguments.of(ForgettingAll.class, "P105"),
        Arguments.of(Disturbed.class, "P106"),
        Arguments.of(Biased.class, "P107"),
        Arguments.of(Childless.class, "P108"),
        Arguments.of(Fragile.class, "P109"),
        Arguments.of(Amnesiac.class, "P110"),
        Arguments.of(Presumptuous.class, "P110"),
        Arguments.of(Chatty.class, "P111"));
  }

  @ParameterizedTest
  @MethodSource("profilers")
  void contract_findsExactlyTheBrokenRule(Class<?> conformanceTest, String broken) {
    assertThat(String.join(",", ContractRun.brokenRules(conformanceTest))).isEqualTo(broken);
  }

  /** It answers in its own step, whatever is asked for. */
  static class OwnGrid extends ReferenceProfiler {
    @Override
    public DemandProfile profile(Instance instance, TimeGrid grid) {
      requireStep(grid);
      return super.profile(instance, new TimeGrid(grid.start(), STEP, grid.count()));
    }
  }

  /** It takes any step. */
  static class AnyStep extends ReferenceProfiler {
    @Override
    void requireStep(TimeGrid grid) {
      // Takes it.
    }
  }

  /** It fails where it knows nothing. */
  static class AfraidOfStrangers extends ReferenceProfiler {
    @Override
    public DemandProfile profile(Instance instance, TimeGrid grid) {
      DemandProfile profile = super.profile(instance, grid);
      if (profile.quantiles().isEmpty()) {
        throw new IllegalStateException("nothing known of (" + instance.id() + ")");
      }
      return profile;
    }
  }

  /** It believes every sample. */
  static class Credulous extends ReferenceProfiler {
    @Override
    boolean isOld(Instant end, Instant known) {
      return false;
    }
  }

  /** It forgets the workload with the instance. */
  static class ForgettingAll extends ReferenceProfiler {
    @Override
    public void forget(InstanceId instance) {
      own.clear();
      shared.clear();
    }
  }

  /** It misses a sample whenever it has been asked for a profile. */
  static class Disturbed extends ReferenceProfiler {
    private boolean asked;

    @Override
    public DemandProfile profile(Instance instance, TimeGrid grid) {
      asked = true;
      return super.profile(instance, grid);
    }

    @Override
    public void observe(Instance instance, UsageSample sample) {
      if (!asked) {
        super.observe(instance, sample);
      }
      asked = false;
    }
  }

  /** It is on the safe side. */
  static class Biased extends ReferenceProfiler {
    @Override
    double bias() {
      return 1.2;
    }
  }

  /** It learns nothing for the workload. */
  static class Childless extends ReferenceProfiler {
    @Override
    SortedMap<Resource, List<Double>> known(Instance instance) {
      return own.getOrDefault(instance.id(), new TreeMap<>());
    }
  }

  /** It can't do with intervals of more than a step. */
  static class Fragile extends ReferenceProfiler {
    @Override
    public void observe(Instance instance, UsageSample sample) {
      if (!sample.length().equals(STEP)) {
        throw new IllegalStateException("not my step (" + sample.length() + ")");
      }
      super.observe(instance, sample);
    }
  }

  /** It does not know any more of whom it has been told when it is loaded. */
  static class Amnesiac extends ReferenceProfiler {
    @Override
    public void load(InputStream in) {
      super.load(in);
      shared.clear();
    }
  }

  /** It guesses what a damaged snapshot meant. */
  static class Presumptuous extends ReferenceProfiler {
    @Override
    public void load(InputStream in) {
      try {
        super.load(in);
      } catch (SnapshotException e) {
        own.clear();
      }
    }
  }

  /** It counts whoever asks for an explanation as a user. */
  static class Chatty extends ReferenceProfiler {
    @Override
    public Optional<Explanation> explain(Instance instance, Resource resource, TimeGrid grid) {
      known(instance).values().forEach(used -> used.add(1e9));
      return super.explain(instance, resource, grid);
    }
  }
}
