package io.foreshape.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one fleet of a forecaster costs, after a history.
 *
 * @param series how many series
 * @param historySteps how many values each had been given
 * @param observeNanos CPU time of giving one series one value while the history was fed
 * @param fitNanos CPU time of fitting one series to its history
 * @param cycleNanos CPU time of one value and one forecast of one series
 * @param heapBytes what the forecaster holds, room to grow counted in
 * @param slots for how many series it has room before it grows
 * @param allocatedPerSample bytes per value
 * @param allocatedPerForecast bytes per forecast
 */
record FleetRun(
    int series,
    int historySteps,
    double observeNanos,
    double fitNanos,
    double cycleNanos,
    long heapBytes,
    int slots,
    double allocatedPerSample,
    double allocatedPerForecast) {

  /** An hour: what a forecaster does once in an hour is in, by its share. */
  private static final int CYCLES = 12;

  private static final double LEAST_NANOS = 2e9;

  /** Runs a fleet. */
  static FleetRun of(Candidate candidate, int series, int historySteps) {
    try (MadeFleet fleet = new MadeFleet(candidate, series)) {
      long heapBefore = Costs.usedHeap();
      fleet.open();
      double observeNanos = observeNanos(fleet, historySteps);
      double fitNanos = Costs.cpuNanos(fleet::fit);
      fleet.forecast();
      long heap = Costs.usedHeap() - heapBefore;
      double cycleNanos = cycleNanos(fleet);
      long observed = Costs.allocatedBytes(() -> fleet.observeSteps(MadeFleet.DAY / 12));
      long forecast = Costs.allocatedBytes(fleet::forecast);
      return new FleetRun(
          series,
          historySteps,
          observeNanos / series / historySteps,
          fitNanos / series,
          cycleNanos / series / CYCLES,
          heap,
          series + spareSlots(fleet),
          (double) observed / series / (MadeFleet.DAY / 12.0),
          (double) forecast / series);
    }
  }

  private static double observeNanos(MadeFleet fleet, int steps) {
    double nanos = 0;
    for (int i = 0; i < steps; i++) {
      fleet.nextValues();
      nanos += Costs.cpuNanos(fleet::observe);
    }
    return nanos;
  }

  /** The median over hours of an hour's cycles. */
  private static double cycleNanos(MadeFleet fleet) {
    List<Double> hours = new ArrayList<>();
    for (double all = 0; all < LEAST_NANOS; all += hours.get(hours.size() - 1)) {
      double hour = 0;
      for (int i = 0; i < CYCLES; i++) {
        fleet.nextValues();
        hour += Costs.cpuNanos(fleet::cycle);
      }
      hours.add(hour);
    }
    return hours.stream().sorted().toList().get(hours.size() / 2);
  }

  /**
   * How many more series can be opened until the columns grow: until opening one takes more than a
   * byte for each that there is. None if that does not happen before there are twice as many.
   */
  static int spareSlots(MadeFleet fleet) {
    for (int spare = 0; spare < fleet.series(); spare++) {
      if (Costs.allocatedBytes(fleet::openSpare) > fleet.series()) {
        return spare;
      }
    }
    return 0;
  }

  /** Live state per series: without the room to grow. */
  double bytesPerSlot() {
    return (double) heapBytes / slots;
  }

  Map<String, Object> figures() {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("historySteps", historySteps);
    figures.put("microsPerSeries", cycleNanos / 1e3);
    figures.put("observeNanos", observeNanos);
    figures.put("bytesPerSeries", bytesPerSlot());
    figures.put("bytesPerSeriesWithSlack", (double) heapBytes / series);
    figures.put("allocBytesPerSample", allocatedPerSample);
    figures.put("allocBytesPerForecast", allocatedPerForecast);
    figures.put("fitMillis", fitNanos / 1e6);
    return figures;
  }
}
