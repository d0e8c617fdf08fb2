package io.foreshape.replay.simulate;

import io.foreshape.replay.trace.Series;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * An instance worth a closer look.
 *
 * @param fleet the index of its fleet
 * @param column its column there
 * @param why why it was chosen, for a reader
 */
record TellingInstance(int fleet, int column, String why) {

  private static final int DAY_SECONDS = 86_400;

  private record Candidate(int fleet, int column, double mean, double max, double rhythm) {

    double burstiness() {
      return max / mean;
    }
  }

  /** The most regular, the largest, the median and the burstiest one; none that is nearly idle. */
  static List<TellingInstance> choose(List<Simulation> fleets) {
    List<Candidate> bySize = new ArrayList<>();
    for (int f = 0; f < fleets.size(); f++) {
      addCandidates(fleets.get(f), f, bySize);
    }
    bySize.sort(Comparator.comparingDouble(Candidate::mean).reversed());
    List<TellingInstance> chosen = new ArrayList<>();
    if (bySize.isEmpty()) {
      return chosen;
    }
    List<Candidate> larger = bySize.subList(0, (bySize.size() + 1) / 2);
    larger.stream()
        .max(Comparator.comparingDouble(Candidate::rhythm))
        .ifPresent(regular -> add(chosen, regular, "the clearest daily rhythm"));
    add(chosen, bySize.get(0), "the largest use");
    add(chosen, bySize.get(bySize.size() / 2), "the median use");
    larger.stream()
        .max(Comparator.comparingDouble(Candidate::burstiness))
        .ifPresent(burstiest -> add(chosen, burstiest, "the highest peak over its mean"));
    return chosen;
  }

  private static void add(List<TellingInstance> chosen, Candidate candidate, String why) {
    boolean isNew =
        chosen.stream()
            .noneMatch(
                other ->
                    other.fleet() == candidate.fleet() && other.column() == candidate.column());
    if (isNew) {
      chosen.add(new TellingInstance(candidate.fleet(), candidate.column(), why));
    }
  }

  private static void addCandidates(Simulation fleet, int index, List<Candidate> candidates) {
    for (int column = 0; column < fleet.trace().series().size(); column++) {
      Series series = fleet.trace().series().get(column);
      double sum = 0;
      double max = 0;
      int count = 0;
      for (int step = fleet.scoredFrom(); step < series.length(); step++) {
        float value = series.value(step);
        if (!Float.isNaN(value)) {
          sum += value;
          max = Math.max(max, value);
          count++;
        }
      }
      if (sum > 0) {
        double mean = sum / count;
        double rhythm = rhythm(series, fleet, mean);
        candidates.add(new Candidate(index, column, mean, max, rhythm));
      }
    }
  }

  /** The autocorrelation at a day; 0 where it is not defined. */
  private static double rhythm(Series series, Simulation fleet, double mean) {
    int day = Math.max(1, DAY_SECONDS / series.stepSeconds());
    double together = 0;
    double own = 0;
    for (int step = fleet.scoredFrom(); step + day < series.length(); step++) {
      double now = series.value(step) - mean;
      double later = series.value(step + day) - mean;
      if (!Double.isNaN(now) && !Double.isNaN(later)) {
        together += now * later;
        own += now * now;
      }
    }
    return own == 0 ? 0 : together / own;
  }
}
