package io.foreshape.replay.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.resource.Resource;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class KoordinatorPolicyTest {

  @Test
  void anInstanceCountsAsItsRequestForADayAndAsItsPeakAndATenthAfterIt() {
    Fleet fleet = Fleets.of(Resource.CPU, 300, 12, 4);
    double[][] use = new double[288 + 12][];
    Arrays.fill(use, new double[] {1});

    List<double[]> plans = Fleets.run(KoordinatorPolicy.rule(), fleet, 1.1, use);

    assertThat(plans.subList(0, 24)).allMatch(plan -> plan[0] == 4);
    BucketGrid grid = KoordinatorPolicy.grid(fleet);
    assertThat(plans.get(24)[0]).isCloseTo(1.1 * grid.upper(grid.indexOf(1)), within(1e-12));
  }
}
