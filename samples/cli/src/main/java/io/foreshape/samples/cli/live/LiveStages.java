package io.foreshape.samples.cli.live;

import io.foreshape.api.forecast.Profiler;
import io.foreshape.api.forecast.ProfilerProvider;
import io.foreshape.api.host.Host;
import io.foreshape.api.host.HostId;
import io.foreshape.api.plan.CostModel;
import io.foreshape.api.provider.Providers;
import io.foreshape.api.provider.Settings;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.workload.UsageSource;
import io.foreshape.core.ShapingLoop;
import io.foreshape.core.ShapingMode;
import io.foreshape.linux.CgroupActuatorProvider;
import io.foreshape.linux.CgroupUsageSourceProvider;
import io.foreshape.linux.LinuxHost;
import io.foreshape.shaper.TransactionalShaper;
import io.foreshape.shaper.spi.Actuator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;

/** Makes the stages: as any host application would, but for the fast clock's step. */
final class LiveStages {

  private static final HostId HOST = new HostId("localhost");

  private LiveStages() {}

  /**
   * An actuator of the groups of a scope.
   *
   * @param disk the disk that is written to, if it is one
   * @param device the network device of the workload that sends, if it has one of its own
   */
  static Actuator actuator(String scope, Optional<String> disk, Optional<String> device) {
    Map<String, String> settings = settings(scope, device);
    disk.ifPresent(numbers -> settings.put("device", numbers));
    return new CgroupActuatorProvider().create(Settings.of(settings));
  }

  static UsageSource cgroups(String scope, Optional<String> device) {
    Map<String, String> settings = settings(scope, device);
    settings.put("host", HOST.value());
    return new CgroupUsageSourceProvider().create(Settings.of(settings));
  }

  private static Map<String, String> settings(String scope, Optional<String> device) {
    Map<String, String> settings = new TreeMap<>(Map.of("scope", scope));
    device.ifPresent(name -> settings.put("network.devices", Workload.FEED.id() + "=" + name));
    return settings;
  }

  static Profiler profiler() {
    return Providers.of("profiler", ServiceLoader.load(ProfilerProvider.class))
        .byId("default")
        .create(Settings.of(Map.of("step", FastClock.STEP.toString())));
  }

  static ShapingLoop loop(
      UsageSource source, Profiler profiler, TransactionalShaper shaper, Set<Resource> notShaped)
      throws IOException {
    Host host = LinuxHost.read(HOST);
    return ShapingLoop.builder()
        .source(source)
        .profiler(profiler)
        .hosts(List.of(host))
        .costs(costs(notShaped))
        .shaper(shaper)
        .mode(ShapingMode.APPLY)
        .replanEvery(FastClock.STEP)
        .lead(FastClock.STEP)
        .lookAhead(Chart.AHEAD)
        .build();
  }

  /** A shortage of CPU or disk costs 50 times what having them does, one of memory 1,000 times. */
  private static CostModel costs(Set<Resource> notShaped) {
    Map<Resource, Double> prices =
        Map.of(
            Resource.CPU, 0.03,
            Resource.MEMORY, 0.004 / (1 << 30),
            Resource.DISK_WRITE_THROUGHPUT, 1e-9,
            Resource.NETWORK_EGRESS, 1e-9);
    CostModel.Builder costs = CostModel.builder();
    prices.forEach(
        (resource, price) -> {
          if (!notShaped.contains(resource)) {
            costs.resource(resource, price, price * (resource.isCompressible() ? 50 : 1_000));
          }
        });
    return costs.build();
  }
}
