package io.foreshape.forecast;

import io.foreshape.api.forecast.SampleCounts;
import io.foreshape.api.forecast.SnapshotException;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.Unit;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.api.workload.WorkloadKey;
import io.foreshape.forecast.spi.Forecaster;
import io.foreshape.forecast.spi.ForecasterContext;
import io.foreshape.forecast.spi.SnapshotReader;
import io.foreshape.forecast.spi.SnapshotWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Writes and reads what a {@link DefaultProfiler} has learnt.
 *
 * <p>Series are numbered, those of instances first and then legacies; each resource has a section
 * with the clocks of the series that have it and the state of its forecaster. Not thread-safe.
 */
final class ProfilerSnapshot {

  /** What a resource's section is called, with its number. */
  private static final String RESOURCE = "resource";

  private final ForecasterContext context;
  private final List<String> settings;
  private final LocalSteps steps;
  private final Function<Resource, Forecaster> making;

  /**
   * Of profilers of one configuration.
   *
   * @param settings what else two profilers have in common if one can take over from the other
   * @param making makes a forecaster without series
   */
  ProfilerSnapshot(
      ForecasterContext context,
      List<String> settings,
      LocalSteps steps,
      Function<Resource, Forecaster> making) {
    this.context = context;
    this.settings = settings;
    this.steps = steps;
    this.making = making;
  }

  void save(SnapshotWriter writer, ProfilerState state) {
    writer.texts("settings", settings);
    context.save(writer);
    SampleCounts samples = state.counts();
    writer.longs("samples", samples.taken(), samples.skipped(), samples.censored());
    List<InstanceSeries> series = new ArrayList<>(state.instances().values());
    series.addAll(state.legacies());
    Map<WorkloadKey, Integer> numbers = new LinkedHashMap<>();
    int[] workloadOf = new int[series.size()];
    Arrays.setAll(
        workloadOf, i -> numbers.computeIfAbsent(series.get(i).workload(), key -> numbers.size()));
    writer.ints("counts", series.size(), numbers.size());
    writer.ints("workloadOf", workloadOf);
    writer.section(
        "workloads", section -> WorkloadTable.save(section, List.copyOf(numbers.keySet())));
    writer.texts("ids", state.instances().keySet().stream().map(InstanceId::value).toList());
    saveResources(writer, state.forecasters().keySet());
    int number = 0;
    for (Map.Entry<Resource, Forecaster> each : state.forecasters().entrySet()) {
      writer.section(
          RESOURCE + number++,
          section -> saveSeries(section, each.getKey(), series, each.getValue()));
    }
  }

  private static void saveResources(SnapshotWriter writer, Set<Resource> resources) {
    writer.texts("resources", resources.stream().map(Resource::id).toList());
    writer.texts("units", resources.stream().map(each -> each.unit().symbol()).toList());
    writer.texts("shortages", resources.stream().map(each -> each.shortage().name()).toList());
  }

  private static void saveSeries(
      SnapshotWriter writer, Resource resource, List<InstanceSeries> all, Forecaster forecaster) {
    List<SeriesClock> clocks = new ArrayList<>();
    int[] seriesOf = new int[all.size()];
    for (int i = 0; i < all.size(); i++) {
      SeriesClock clock = all.get(i).clocks().get(resource);
      if (clock != null) {
        seriesOf[clocks.size()] = i;
        clocks.add(clock);
      }
    }
    writer.ints("count", clocks.size());
    writer.ints("seriesOf", seriesOf, clocks.size());
    SeriesClock.save(writer, clocks);
    writer.section("forecaster", forecaster::save);
  }

  /**
   * Reads what was saved.
   *
   * @throws SnapshotException if it does not fit here or together
   */
  ProfilerState load(SnapshotReader reader) {
    List<String> saved = reader.texts("settings");
    if (!saved.equals(settings)) {
      throw new SnapshotException("it was taken with " + saved + ", and here it is " + settings);
    }
    context.requireSaved(reader);
    SortedMap<Resource, Forecaster> forecasters = new TreeMap<>();
    try {
      List<InstanceSeries> series = loadSeries(reader);
      loadResources(reader, series, forecasters);
      long[] samples = reader.longs("samples", 3, 0, Long.MAX_VALUE);
      SampleCounts counts = new SampleCounts(samples[0], samples[1], samples[2]);
      return state(reader.texts("ids"), series, forecasters, counts);
    } catch (IllegalArgumentException e) {
      close(forecasters);
      throw new SnapshotException("it holds what can't be", e);
    } catch (RuntimeException e) {
      close(forecasters);
      throw e;
    }
  }

  private static void close(Map<Resource, Forecaster> forecasters) {
    forecasters.values().forEach(Forecaster::close);
  }

  private static List<InstanceSeries> loadSeries(SnapshotReader reader) {
    int[] counts = reader.ints("counts", 2, 0, Integer.MAX_VALUE);
    List<WorkloadKey> workloads = WorkloadTable.load(reader.section("workloads"), counts[1]);
    int[] workloadOf = reader.ints("workloadOf", counts[0], 0, workloads.size() - 1);
    List<InstanceSeries> series = new ArrayList<>();
    for (int workload : workloadOf) {
      series.add(new InstanceSeries(workloads.get(workload), new TreeMap<>()));
    }
    return series;
  }

  private void loadResources(
      SnapshotReader reader, List<InstanceSeries> series, Map<Resource, Forecaster> forecasters) {
    List<String> ids = reader.texts("resources");
    List<String> units = reader.texts("units");
    List<String> shortages = reader.texts("shortages");
    if (units.size() != ids.size() || shortages.size() != ids.size()) {
      throw new SnapshotException("its (" + ids.size() + ") resources are not told whole");
    }
    for (int i = 0; i < ids.size(); i++) {
      Resource resource =
          new Resource(
              ids.get(i), new Unit(units.get(i)), Resource.Shortage.valueOf(shortages.get(i)));
      Forecaster forecaster = making.apply(resource);
      forecasters.put(resource, forecaster);
      loadClocks(reader.section(RESOURCE + i), resource, series, forecaster);
    }
  }

  private void loadClocks(
      SnapshotReader reader,
      Resource resource,
      List<InstanceSeries> series,
      Forecaster forecaster) {
    int count = reader.ints("count", 1, 0, series.size())[0];
    int[] seriesOf = reader.ints("seriesOf", count, 0, series.size() - 1);
    forecaster.load(reader.section("forecaster"));
    List<WorkloadKey> workloads =
        Arrays.stream(seriesOf).mapToObj(at -> series.get(at).workload()).toList();
    List<SeriesClock> clocks = SeriesClock.load(reader, workloads, forecaster, resource, steps);
    for (int i = 0; i < count; i++) {
      series.get(seriesOf[i]).clocks().put(resource, clocks.get(i));
    }
  }

  private static ProfilerState state(
      List<String> ids,
      List<InstanceSeries> series,
      SortedMap<Resource, Forecaster> forecasters,
      SampleCounts counts) {
    if (ids.size() > series.size()) {
      throw new SnapshotException("it has more instances than series, (" + ids.size() + ")");
    }
    Map<InstanceId, InstanceSeries> instances = new LinkedHashMap<>();
    for (int i = 0; i < ids.size(); i++) {
      instances.put(new InstanceId(ids.get(i)), series.get(i));
    }
    return new ProfilerState(
        forecasters, instances, series.subList(ids.size(), series.size()), counts);
  }
}
