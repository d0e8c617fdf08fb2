package io.foreshape.core;

import io.foreshape.api.forecast.Deviation;
import io.foreshape.api.forecast.Profiler;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.api.workload.UsageSample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is there and what they use: learnt, and compared with what had been predicted.
 *
 * <p>Not thread-safe.
 */
final class Watch {

  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

  private final Profiler profiler;
  private final Predictions predictions;

  private Map<InstanceId, Instance> known = Map.of();

  Watch(Profiler profiler, Predictions predictions) {
    this.profiler = profiler;
    this.predictions = predictions;
  }

  Set<InstanceId> known() {
    return known.keySet();
  }

  /** Takes over who is there, and forgets who has gone. */
  void follow(List<Instance> instances) {
    Map<InstanceId, Instance> present = new LinkedHashMap<>();
    for (Instance instance : instances) {
      present.put(instance.id(), instance);
    }
    Set<InstanceId> gone = new HashSet<>(known.keySet());
    gone.removeAll(present.keySet());
    gone.forEach(profiler::forget);
    predictions.retain(present.keySet());
    known = present;
  }

  /** What came of the samples that were not skipped. */
  Taken takeIn(List<UsageSample> samples, Instant now) {
    List<Deviation> deviations = new ArrayList<>();
    int taken = 0;
    for (UsageSample sample : samples) {
      Instance instance = known.get(sample.instance());
      if (instance == null) {
        LOG.debug("Skipped a sample of {}, which is not among the instances", sample.instance());
      } else if (sample.end().isAfter(now)) {
        // A clock that runs ahead must not teach the profiler a future that it then can't tell.
        LOG.warn(
            "Skipped a sample of {} that ends at {}, after {}", instance.id(), sample.end(), now);
      } else {
        predictions.compare(instance, sample, deviations);
        profiler.observe(instance, sample);
        taken++;
      }
    }
    return new Taken(taken, deviations);
  }

  /**
   * What was taken in.
   *
   * @param samples how many
   * @param deviations what was used against what had been predicted
   */
  record Taken(int samples, List<Deviation> deviations) {}
}
