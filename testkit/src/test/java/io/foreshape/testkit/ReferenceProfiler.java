package io.foreshape.testkit;

import io.foreshape.api.forecast.DemandProfile;
import io.foreshape.api.forecast.Explanation;
import io.foreshape.api.forecast.Profiler;
import io.foreshape.api.forecast.QuantileLevels;
import io.foreshape.api.forecast.QuantileMatrix;
import io.foreshape.api.forecast.TimeGrid;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.api.workload.UsageSample;
import io.foreshape.api.workload.WorkloadKey;
import io.foreshape.forecast.spi.SnapshotReader;
import io.foreshape.forecast.spi.SnapshotWriter;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** The plainest profiler that keeps every rule: quantiles of all that was ever used. */
class ReferenceProfiler implements Profiler, ProfilerContract {

  static final Duration STEP = Duration.ofMinutes(5);

  final Map<InstanceId, SortedMap<Resource, List<Double>>> own = new HashMap<>();
  final Map<WorkloadKey, SortedMap<Resource, List<Double>>> shared = new HashMap<>();
  private final Map<InstanceId, Instant> last = new HashMap<>();

  @Override
  public Profiler subject() {
    return newProfiler();
  }

  /** A test may need two at a time. */
  ReferenceProfiler newProfiler() {
    try {
      return getClass().getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Duration step() {
    return STEP;
  }

  @Override
  public void observe(Instance instance, UsageSample sample) {
    if (isOld(sample.end(), last.getOrDefault(instance.id(), Instant.MIN))) {
      return;
    }
    last.put(instance.id(), sample.end());
    add(own.computeIfAbsent(instance.id(), id -> new TreeMap<>()), sample);
    add(shared.computeIfAbsent(instance.workload(), key -> new TreeMap<>()), sample);
  }

  boolean isOld(Instant end, Instant known) {
    return !end.isAfter(known);
  }

  private static void add(SortedMap<Resource, List<Double>> known, UsageSample sample) {
    for (Resource resource : sample.mean().resources()) {
      known.computeIfAbsent(resource, any -> new ArrayList<>()).add(sample.mean().get(resource));
    }
  }

  @Override
  public DemandProfile profile(Instance instance, TimeGrid grid) {
    requireStep(grid);
    SortedMap<Resource, QuantileMatrix> quantiles = new TreeMap<>();
    known(instance).forEach((resource, used) -> quantiles.put(resource, matrix(used, grid)));
    return new DemandProfile(instance.id(), grid, quantiles, "all that was ever used");
  }

  void requireStep(TimeGrid grid) {
    if (grid.step().toMillis() % STEP.toMillis() != 0) {
      throw new IllegalArgumentException("no multiple of " + STEP + ": (" + grid.step() + ")");
    }
  }

  SortedMap<Resource, List<Double>> known(Instance instance) {
    return own.getOrDefault(
        instance.id(), shared.getOrDefault(instance.workload(), new TreeMap<>()));
  }

  private QuantileMatrix matrix(List<Double> used, TimeGrid grid) {
    double[] sorted = used.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    QuantileLevels levels = QuantileLevels.standard();
    double[] values = new double[grid.count() * levels.count()];
    for (int i = 0; i < values.length; i++) {
      values[i] = bias() * sorted[(int) (levels.level(i % levels.count()) * sorted.length)];
    }
    return QuantileMatrix.of(levels, grid.count(), values);
  }

  double bias() {
    return 1;
  }

  @Override
  public Optional<Explanation> explain(Instance instance, Resource resource, TimeGrid grid) {
    requireStep(grid);
    return Optional.ofNullable(known(instance).get(resource))
        .map(used -> new Explanation(resource, "reference", "all", List.of()));
  }

  @Override
  public void save(OutputStream out) {
    SnapshotWriter.write(
        out,
        writer -> {
          writer.texts("instances", own.keySet().stream().map(InstanceId::value).toList());
          own.forEach((id, known) -> save(writer, "own " + id, known));
          writer.texts(
              "last",
              own.keySet().stream().map(id -> last.getOrDefault(id, START).toString()).toList());
          writer.texts(
              "applications", shared.keySet().stream().map(key -> "" + key.application()).toList());
          shared.forEach((key, known) -> save(writer, "shared " + key.application(), known));
        });
  }

  private static void save(
      SnapshotWriter writer, String name, SortedMap<Resource, List<Double>> known) {
    for (Resource resource : Resource.builtIn()) {
      double[] used =
          known.getOrDefault(resource, List.of()).stream().mapToDouble(each -> each).toArray();
      writer.ints(name + resource + " count", used.length);
      writer.doubles(name + resource, used);
    }
  }

  @Override
  public void load(InputStream in) {
    SnapshotReader reader = SnapshotReader.read(in);
    own.clear();
    last.clear();
    shared.clear();
    List<String> ids = reader.texts("instances");
    for (int i = 0; i < ids.size(); i++) {
      InstanceId id = new InstanceId(ids.get(i));
      own.put(id, load(reader, "own " + id));
      last.put(id, Instant.parse(reader.texts("last").get(i)));
    }
    for (String application : reader.texts("applications")) {
      shared.put(WorkloadKey.ofApplication(application), load(reader, "shared " + application));
    }
  }

  private static SortedMap<Resource, List<Double>> load(SnapshotReader reader, String name) {
    SortedMap<Resource, List<Double>> known = new TreeMap<>();
    for (Resource resource : Resource.builtIn()) {
      int count = reader.ints(name + resource + " count", 1, 0, Integer.MAX_VALUE)[0];
      if (count > 0) {
        double[] used = reader.doubles(name + resource, count);
        known.put(resource, DoubleStream.of(used).boxed().collect(Collectors.toList()));
      }
    }
    return known;
  }

  @Override
  public void forget(InstanceId instance) {
    own.remove(instance);
    last.remove(instance);
  }
}
