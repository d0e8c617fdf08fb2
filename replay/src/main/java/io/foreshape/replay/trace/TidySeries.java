package io.foreshape.replay.trace;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The series of a tidy trace that are still open: one where rows of a series stand together, else
 * all.
 *
 * <p>Not thread-safe.
 */
final class TidySeries {

  private final TraceLines lines;
  private final boolean grouped;
  private final Consumer<Series> sink;
  private final MemoryBudget budget = MemoryBudget.ofHeap();
  private final SeriesNames names = new SeriesNames(budget);
  private final SampleGrid grid = new SampleGrid(budget);
  private final KnownResources resources = new KnownResources();
  private final Map<String, OpenSeries> open = new LinkedHashMap<>();
  private @Nullable OpenSeries current;

  TidySeries(TraceLines lines, boolean grouped, Consumer<Series> sink) {
    this.lines = lines;
    this.grouped = grouped;
    this.sink = sink;
  }

  /** Makes the series of a row the one that {@link #add} adds to. */
  void goTo(TidyRow row) {
    if (grouped) {
      closeAll();
    }
    String id = row.instanceId();
    String resource = row.resource();
    OpenSeries series = open.get(SeriesNames.key(id, resource));
    if (series == null) {
      series = create(id, resources.of(resource, row.unit()));
    } else if (!series.resource().unit().equals(row.unit())) {
      throw lines.fault(
          "the unit of "
              + FaultPlace.excerpt(id + "/" + resource)
              + " changes from "
              + FaultPlace.excerpt(series.resource().unit())
              + " to "
              + FaultPlace.excerpt(row.unit()));
    }
    current = series;
  }

  private OpenSeries create(String id, TraceResource resource) {
    if (!grouped) {
      names.add(id, resource.name(), lines);
    }
    OpenSeries series = new OpenSeries(id, resource, budget, lines);
    open.put(SeriesNames.key(id, resource.name()), series);
    return series;
  }

  /** Adds a sample to the current series. */
  void add(long epochSecond, double value) {
    if (current != null) {
      current.add(epochSecond, value, lines);
    }
  }

  /** Hands on what is open, in the order of the first rows. */
  void closeAll() {
    for (OpenSeries series : open.values()) {
      series.close(grid, sink, lines);
    }
    open.clear();
  }
}
