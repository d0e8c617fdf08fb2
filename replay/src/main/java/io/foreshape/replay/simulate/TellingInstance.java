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

  private record Candidate(int fleet, int column, double mean, double max) {

    double burstiness() {
      return max / mean;
    }
  }

  /** The largest, the median and the burstiest instance that is not nearly idle. */
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
    add(chosen, bySize.get(0), "the largest use");
    add(chosen, bySize.get(bySize.size() / 2), "the median use");
    bySize.subList(0, (bySize.size() + 1) / 2).stream()
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
        candidates.add(new Candidate(index, column, sum / count, max));
      }
    }
  }
}
