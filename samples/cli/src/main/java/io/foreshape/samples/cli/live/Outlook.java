package io.foreshape.samples.cli.live;

import io.foreshape.api.forecast.DemandProfile;
import io.foreshape.api.forecast.QuantileMatrix;
import io.foreshape.api.plan.PlannedShape;
import io.foreshape.api.resource.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is expected of one workload in the next steps, and what is intended for it.
 *
 * @param expected the median of its use, step by step
 * @param intended its shape, step by step
 */
record Outlook(List<Double> expected, List<Double> intended) {

  private static final Outlook NONE = new Outlook(List.of(), List.of());
  private static final double MEDIAN = 0.5;

  Outlook {
    expected = List.copyOf(expected);
    intended = List.copyOf(intended);
  }

  /** Nothing is known yet. */
  static Outlook none() {
    return NONE;
  }

  /**
   * What is to come of what a workload mainly uses.
   *
   * @param profile what it will need, step by step
   * @param planned what it is to get, if there is a plan
   */
  static Outlook of(Workload workload, DemandProfile profile, Optional<PlannedShape> planned) {
    Resource resource = workload.resource();
    QuantileMatrix told = profile.quantiles().get(resource);
    if (told == null) {
      return NONE;
    }
    List<Double> expected = new ArrayList<>();
    for (int step = 0; step < told.steps(); step++) {
      expected.add(told.quantile(step, MEDIAN));
    }
    List<Double> intended = new ArrayList<>();
    planned.ifPresent(
        plan -> {
          intended.add(LiveSource.limit(plan.shape(), resource));
          plan.intent().forEach(shape -> intended.add(LiveSource.limit(shape, resource)));
        });
    return new Outlook(expected, intended);
  }
}
