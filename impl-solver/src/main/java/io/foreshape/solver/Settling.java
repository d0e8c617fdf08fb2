package io.foreshape.solver;

import io.foreshape.solver.CheckedSolver.Outcome;
import io.foreshape.solver.FloorRelief.Relieved;
import io.foreshape.solver.spi.Coupling;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Groups on their way to being settled: at once where that is plain, by a solver otherwise. */
final class Settling {

  private static final String PRESOLVE = "presolve";

  /** What a solver is asked, and whereto its answers go. */
  private static final class Question {

    private final List<Relieved> groups = new ArrayList<>();
    private final List<Integer> places = new ArrayList<>();
  }

  private final @Nullable GroupSettlement[] settled;

  /** Apart, for a few limits that overlap must not cost all the others the best solver. */
  private final Map<Coupling, Question> questions = new EnumMap<>(Coupling.class);

  private Settling(int groups) {
    settled = new GroupSettlement[groups];
  }

  /** Settles groups: one settlement per group, in their order. */
  static Outcome settle(List<Group> groups, CheckedSolver solver) {
    Settling settling = new Settling(groups.size());
    for (int i = 0; i < groups.size(); i++) {
      settling.add(i, FloorRelief.relieve(groups.get(i)));
    }
    return settling.ask(solver);
  }

  private void add(int place, Relieved relieved) {
    settled[place] = Presolve.settle(relieved);
    if (settled[place] == null) {
      Question question = questions.computeIfAbsent(coupling(relieved), unknown -> new Question());
      question.groups.add(relieved);
      question.places.add(place);
    }
  }

  private static Coupling coupling(Relieved relieved) {
    return relieved.group().limits().size() > 1
            && new GroupProblem(List.of(relieved)).problem().coupling() == Coupling.ANY
        ? Coupling.ANY
        : Coupling.NESTED;
  }

  private Outcome ask(CheckedSolver solver) {
    boolean degraded = false;
    List<String> solvers = new ArrayList<>();
    for (Question question : questions.values()) {
      Outcome outcome = solver.divide(question.groups);
      degraded |= outcome.degraded();
      solvers.add(outcome.solver());
      for (int i = 0; i < question.places.size(); i++) {
        settled[question.places.get(i)] = outcome.settlements().get(i);
      }
    }
    List<GroupSettlement> all = new ArrayList<>(settled.length);
    for (GroupSettlement each : settled) {
      if (each != null) {
        all.add(each);
      }
    }
    String names = solvers.stream().distinct().collect(Collectors.joining("+"));
    return new Outcome(all, solvers.isEmpty() ? PRESOLVE : names, degraded);
  }
}
