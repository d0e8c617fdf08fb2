package io.foreshape.replay.foreshape;

import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.UsageSample;
import io.foreshape.api.workload.UsageSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A usage source that is fed by a simulation. Not thread-safe. */
final class TraceSource implements UsageSource {

  private final List<Instance> instances;
  private List<UsageSample> fresh = new ArrayList<>();

  TraceSource(List<Instance> instances) {
    this.instances = List.copyOf(instances);
  }

  void add(UsageSample sample) {
    fresh.add(sample);
  }

  @Override
  public List<Instance> instances(Instant now) {
    return instances;
  }

  @Override
  public List<UsageSample> samples(Instant now) {
    List<UsageSample> samples = fresh;
    fresh = new ArrayList<>();
    return samples;
  }
}
