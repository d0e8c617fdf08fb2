package io.foreshape.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a forecaster costs: fleets of made series at five minutes, from a thousand to a million.
 *
 * <p>A cycle is one value and one forecast of the next twelve steps at five levels, for every
 * series; its time is the thread's CPU time, averaged over the twelve cycles of an hour. Fleets
 * have a history of two weeks, but of three days where feeding two weeks would take too long; what
 * the largest costs is compared with what a thousand cost after a history of the same length.
 *
 * <p>Live state is what the heap holds more after the history than before the first series was
 * opened, divided by the slots that there is room for; with the room that growth by doubling has
 * left, it is told apart. The time to copy as many bytes, at the speed at which one thread copies
 * memory, is the least that a cycle could take if it had to touch all of its state.
 *
 * <p>Read a few per cent as nothing.
 */
final class SpeedBoard implements Board {

  private static final int SMALL = 1_000;
  private static final int TWO_WEEKS = 14 * MadeFleet.DAY;
  private static final int THREE_DAYS = 3 * MadeFleet.DAY;

  /** The longest that a fleet may be fed, or fitted. */
  private static final double PATIENCE_NANOS = 120e9;

  /** When a column grows, it stands in the heap twice, and there is room for as much again. */
  private static final double HEAP_PER_STATE = 2.2;

  private final int largest;

  /** A board whose largest fleet has so many series. */
  SpeedBoard(int largest) {
    this.largest = largest;
  }

  @Override
  public Map<String, Object> measure(Candidate candidate) {
    int few = Math.min(SMALL, largest);
    FleetRun young = FleetRun.of(candidate, few, THREE_DAYS);
    FleetRun first = FleetRun.of(candidate, few, TWO_WEEKS);
    Map<String, Object> fleets = new LinkedHashMap<>();
    fleets.put(String.valueOf(few), first.figures());
    FleetRun last = first;
    for (int series : sizes()) {
      String reason = reasonAgainst(series, last);
      if (!reason.isEmpty()) {
        fleets.put(String.valueOf(series), Map.of("notRun", reason));
        break;
      }
      last = FleetRun.of(candidate, series, historySteps(series, last));
      fleets.put(String.valueOf(series), last.figures());
    }
    FleetRun base = last.historySteps() == TWO_WEEKS ? first : young;
    return figures(candidate, first, last, last.cycleNanos() / base.cycleNanos(), fleets);
  }

  @Override
  public String markdown(Map<String, Map<String, Object>> figures) {
    return new SpeedTables(figures).markdown();
  }

  private static Map<String, Object> figures(
      Candidate candidate,
      FleetRun first,
      FleetRun last,
      double linearity,
      Map<String, Object> fleets) {
    double copied = Costs.copiedBytesPerSecond();
    double leastNanos = last.bytesPerSlot() / copied * 1e9;
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("series", last.series());
    figures.put("microsPerSeries", last.cycleNanos() / 1e3);
    figures.put("bytesPerSeries", last.bytesPerSlot());
    figures.put("bytesPerSeriesWithSlack", (double) last.heapBytes() / last.series());
    figures.put("allocBytesPerSample", first.allocatedPerSample());
    figures.put("fitMillis", first.fitNanos() / 1e6);
    TwoThreads two = TwoThreads.measure(candidate, first);
    figures.put("speedup2", two.speedup());
    figures.put("speedup2OfCpuTime", two.speedupOfCpuTime());
    figures.put("timesThatOfAThousand", linearity);
    figures.put("copiedGigabytesPerSecond", copied / 1e9);
    figures.put("copyMicros", leastNanos / 1e3);
    figures.put("timesCopy", last.cycleNanos() / leastNanos);
    figures.put("fleets", fleets);
    return figures;
  }

  List<Integer> sizes() {
    List<Integer> sizes = new ArrayList<>();
    for (int series = 10 * SMALL; series < largest; series *= 10) {
      sizes.add(series);
    }
    if (largest > SMALL) {
      sizes.add(largest);
    }
    return sizes;
  }

  private static int historySteps(int series, FleetRun smaller) {
    double nanos = smaller.observeNanos() * series * TWO_WEEKS;
    return nanos <= PATIENCE_NANOS ? TWO_WEEKS : THREE_DAYS;
  }

  /** Why a fleet is not run, by what a smaller one has taken; empty if it is. */
  static String reasonAgainst(int series, FleetRun smaller) {
    double heap = HEAP_PER_STATE * smaller.bytesPerSlot() * series;
    if (heap > Runtime.getRuntime().maxMemory()) {
      return String.format(
          Locale.ROOT,
          "needs a heap of %.0f GiB, as by JAVA_OPTS=-Xmx; there are %.1f GiB",
          Math.ceil(heap / (1 << 30)),
          Runtime.getRuntime().maxMemory() / (double) (1 << 30));
    }
    double nanos = smaller.fitNanos() * series;
    return nanos <= PATIENCE_NANOS
        ? ""
        : String.format(Locale.ROOT, "fitting every series once takes %.0f s", nanos / 1e9);
  }
}
