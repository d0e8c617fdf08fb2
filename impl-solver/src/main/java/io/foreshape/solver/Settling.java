package io.foreshape.solver;

import io.foreshape.solver.FloorRelief.Relieved;
import io.foreshape.solver.spi.Coupling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Groups on their way to being settled: as the last time where nothing has changed, at once where
 * that is plain, by a solver otherwise.
 */
final class Settling {

  /** What a solver is asked, and whereto its answers go. */
  private static final class Question {

    private final List<Relieved> groups = new ArrayList<>();
    private final List<Integer> places = new ArrayList<>();

    private void answer(List<GroupSettlement> answers, @Nullable GroupSettlement[] settlements) {
      for (int i = 0; i < answers.size(); i++) {
        settlements[places.get(i)] = answers.get(i);
      }
    }
  }

  private final List<Group> groups;
  private final boolean isStrict;
  private final Workers workers;
  private final @Nullable SettledGroup[] settled;

  private Settling(List<Group> groups, boolean isStrict, Workers workers) {
    this.groups = groups;
    this.isStrict = isStrict;
    this.workers = workers;
    settled = new SettledGroup[groups.size()];
  }

  /**
   * Settles groups, in their order.
   *
   * @param isStrict whether higher priorities go first entirely
   */
  static List<SettledGroup> settle(
      List<Group> groups, CheckedSolver solver, boolean isStrict, Memory memory, Workers workers) {
    Settling settling = new Settling(groups, isStrict, workers);
    int[] changed = settling.recall(memory);
    settling.settle(changed, solver);
    List<SettledGroup> all = Arrays.stream(settling.settled).map(Objects::requireNonNull).toList();
    all.forEach(memory::remember);
    return all;
  }

  /** Takes what is remembered; answers which groups are left. */
  private int[] recall(Memory memory) {
    int[] left = new int[settled.length];
    int count = 0;
    for (int i = 0; i < settled.length; i++) {
      settled[i] = memory.recall(groups.get(i));
      if (settled[i] == null) {
        left[count++] = i;
      }
    }
    return Arrays.copyOf(left, count);
  }

  private void settle(int[] places, CheckedSolver solver) {
    Relieved[] relieved = new Relieved[places.length];
    @Nullable GroupSettlement[] settlements = new GroupSettlement[places.length];
    workers.forEach(
        places.length,
        i -> {
          relieved[i] = FloorRelief.relieve(groups.get(places[i]));
          settlements[i] = presolve(relieved[i]);
        });
    // Apart, for a few limits that overlap must not cost all the others the best solver.
    Map<Coupling, Question> questions = new EnumMap<>(Coupling.class);
    Question tiers = new Question();
    for (int i = 0; i < places.length; i++) {
      if (settlements[i] == null && relieved[i].group().isTiered()) {
        tiers.groups.add(relieved[i]);
        tiers.places.add(i);
        continue;
      }
      if (settlements[i] == null && !relieved[i].group().boxes().isEmpty()) {
        settlements[i] = solver.divideBoxed(relieved[i]);
      }
      if (settlements[i] == null && isStrict && StrictPriority.matters(relieved[i].group())) {
        settlements[i] = StrictPriority.settle(relieved[i], solver);
      }
      if (settlements[i] == null) {
        Question question =
            questions.computeIfAbsent(coupling(relieved[i]), unknown -> new Question());
        question.groups.add(relieved[i]);
        question.places.add(i);
      }
    }
    for (Question question : questions.values()) {
      question.answer(solver.divide(question.groups), settlements);
    }
    if (!tiers.groups.isEmpty()) {
      tiers.answer(solver.divideTiers(tiers.groups), settlements);
    }
    workers.forEach(
        places.length,
        i ->
            settled[places[i]] =
                SettledGroup.of(
                    groups.get(places[i]),
                    WholeAmounts.of(Objects.requireNonNull(settlements[i], "settlement"))));
  }

  private static @Nullable GroupSettlement presolve(Relieved relieved) {
    Group group = relieved.group();
    if (group.isTiered()) {
      return TierDivision.presolve(relieved);
    }
    if (group.boxes().isEmpty()) {
      return Presolve.settle(relieved);
    }
    // What costs least by all that is known need not with black boxes; but there must be a choice.
    GroupSettlement pinned = group.isPinned() ? Presolve.settle(relieved) : null;
    return pinned == null ? null : pinned.with(group.boxes(), GroupSettlement.PRESOLVE);
  }

  private static Coupling coupling(Relieved relieved) {
    return relieved.group().limits().size() > 1
            && new GroupProblem(List.of(relieved)).problem().coupling() == Coupling.ANY
        ? Coupling.ANY
        : Coupling.NESTED;
  }
}
