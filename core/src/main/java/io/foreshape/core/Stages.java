package io.foreshape.core;

import io.foreshape.api.forecast.Profiler;
import io.foreshape.api.forecast.ProfilerProvider;
import io.foreshape.api.plan.Allocator;
import io.foreshape.api.plan.AllocatorProvider;
import io.foreshape.api.provider.Providers;
import io.foreshape.api.provider.Settings;
import io.foreshape.api.shaping.Shaper;
import io.foreshape.api.shaping.ShaperProvider;
import io.foreshape.api.workload.UsageSource;
import io.foreshape.api.workload.UsageSourceProvider;
import java.util.ServiceLoader;

/** Makes the stages that a host did not hand over, each from the preferred provider found. */
final class Stages {

  /** Where the library comes from; the context of a host's thread need not know it. */
  private static final ClassLoader LIBRARY = Stages.class.getClassLoader();

  private Stages() {}

  static UsageSource source() {
    return Providers.of("usage source", ServiceLoader.load(UsageSourceProvider.class, LIBRARY))
        .preferred()
        .create(Settings.none());
  }

  static Profiler profiler() {
    return Providers.of("profiler", ServiceLoader.load(ProfilerProvider.class, LIBRARY))
        .preferred()
        .create(Settings.none());
  }

  static Allocator allocator() {
    return Providers.of("allocator", ServiceLoader.load(AllocatorProvider.class, LIBRARY))
        .preferred()
        .create(Settings.none());
  }

  static Shaper shaper() {
    return Providers.of("shaper", ServiceLoader.load(ShaperProvider.class, LIBRARY))
        .preferred()
        .create(Settings.none());
  }
}
