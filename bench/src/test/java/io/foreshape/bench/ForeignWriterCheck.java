package io.foreshape.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.plan.PlannedShape;
import io.foreshape.api.provider.Settings;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.Weight;
import io.foreshape.api.shaping.ShapingOutcome;
import io.foreshape.api.shaping.ShapingReport;
import io.foreshape.api.shaping.ShapingResult;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.linux.CgroupActuatorProvider;
import io.foreshape.shaper.ForeignChanges;
import io.foreshape.shaper.TransactionalShaper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A {@link Rival} writes to the files of groups of this machine while plans are carried out. */
final class ForeignWriterCheck {

  private static final int GROUPS = 20;
  private static final int ROUNDS = 6;

  /** What no plan has. */
  private static final Shape RIVAL =
      Shape.untouched()
          .with(Dimension.CPU_QUOTA, Limit.of(9))
          .with(Dimension.CPU_WEIGHT, new Weight(5_000))
          .with(Dimension.MEMORY_HARD, Limit.of(0x1p33));

  /** How it is told that somebody else was at it, or at whoever's room was to be used. */
  private static final Pattern CONFLICT =
      Pattern.compile("somebody else|after that was written|went back|no room");

  private final ForeignChanges policy;
  private final MadeCgroups made;
  private final KnobFiles files;
  private final Map<ShapingOutcome, Integer> fought = new EnumMap<>(ShapingOutcome.class);
  private int told;

  private ForeignWriterCheck(ForeignChanges policy, MadeCgroups made) {
    this.policy = policy;
    this.made = made;
    this.files = new KnobFiles(made.scope(), GROUPS);
  }

  /** Checks with both policies. */
  public static void main(String[] arguments) throws IOException {
    for (ForeignChanges policy : ForeignChanges.values()) {
      System.out.println(run(policy));
    }
  }

  /** Checks with one policy, and says what the outcomes were. */
  static String run(ForeignChanges policy) throws IOException {
    try (MadeCgroups made = MadeCgroups.make(GROUPS)) {
      ForeignWriterCheck check = new ForeignWriterCheck(policy, made);
      for (int i = 0; i < ROUNDS; i++) {
        check.round(i);
      }
      assertThat(check.told).as("%s", check.fought).isPositive();
      return policy + " while it writes: " + check.fought + "; later told of " + check.told;
    }
  }

  private void round(int seed) throws IOException {
    int knob = seed % KillPlans.SET.size();
    String rivals = files.texts(RIVAL).get(knob);
    try (TransactionalShaper shaper = shaper()) {
      Map<InstanceId, List<String>> first = files.read();
      apply(shaper, seed, 0);
      Map<InstanceId, List<String>> before = files.read();
      assertThat(before).isEqualTo(planned(first, seed, 0));

      ShapingReport report;
      Rival rival = new Rival(files, knob, rivals);
      try {
        report = apply(shaper, seed, 1);
      } finally {
        rival.stop();
      }
      report.results().forEach(each -> fought.merge(each.outcome(), 1, Integer::sum));
      noneIsMixed(report, before, planned(before, seed, 1), rivals);

      shaper.recover(KillPlans.NOW);
      afterwards(shaper, seed, knob, rivals);
      restored(shaper, first, instances(seed, 0), knob, rivals);
    }
  }

  private TransactionalShaper shaper() {
    return TransactionalShaper.builder(
            new CgroupActuatorProvider().create(Settings.of(Map.of("scope", made.scope()))))
        .foreignChanges(policy)
        .build();
  }

  private static ShapingReport apply(TransactionalShaper shaper, int seed, int index) {
    return shaper.apply(KillPlans.plan(seed, index, GROUPS), KillPlans.NOW);
  }

  private Map<InstanceId, List<String>> planned(
      Map<InstanceId, List<String>> before, int seed, int index) {
    return files.after(before, KillPlans.plan(seed, index, GROUPS).shapes());
  }

  /** But for the rival's, a group has old values or new ones, or the report says what is left. */
  private void noneIsMixed(
      ShapingReport report,
      Map<InstanceId, List<String>> before,
      Map<InstanceId, List<String>> planned,
      String rivals)
      throws IOException {
    Map<InstanceId, List<String>> now = files.read();
    for (ShapingResult result : report.results()) {
      List<String> old = before.get(result.instance());
      List<String> next = planned.get(result.instance());
      List<String> held = now.get(result.instance());
      boolean isOld = true;
      boolean isNew = true;
      for (int i = 0; i < held.size(); i++) {
        isOld &= held.get(i).equals(old.get(i)) || held.get(i).equals(rivals);
        isNew &= held.get(i).equals(next.get(i)) || held.get(i).equals(rivals);
      }
      assertThat(isOld || isNew || result.cause().contains("undoing failed"))
          .as("%s of %s and %s: %s", held, old, next, result)
          .isTrue();
      if (result.outcome() != ShapingOutcome.APPLIED) {
        assertThat(result.cause()).containsPattern(CONFLICT);
      }
    }
  }

  /** The rival is gone. Whoever has the say, each group is one's or the other's, and it is told. */
  private void afterwards(TransactionalShaper shaper, int seed, int knob, String rivals)
      throws IOException {
    Map<InstanceId, List<String>> before = files.read();
    Map<InstanceId, List<String>> planned = planned(before, seed, 2);
    Set<InstanceId> ours = instances(seed, 0);
    for (ShapingResult result : apply(shaper, seed, 2).results()) {
      InstanceId instance = result.instance();
      boolean isRivals = before.get(instance).get(knob).equals(rivals);
      boolean isSeen = result.cause().contains("somebody else has changed it");
      if (isRivals && ours.contains(instance)) {
        assertThat(isSeen).as("%s", result).isTrue();
      }
      // Where the rival has the say others may wait for the room that it takes.
      ShapingOutcome outcome =
          policy == ForeignChanges.ENFORCE
              ? ShapingOutcome.APPLIED
              : isSeen
                  ? ShapingOutcome.REJECTED
                  : result.cause().contains("no room")
                      ? ShapingOutcome.DEFERRED
                      : ShapingOutcome.APPLIED;
      assertThat(result.outcome()).as("%s", result).isEqualTo(outcome);
      boolean isLeft = outcome != ShapingOutcome.APPLIED;
      assertThat(files.read().get(instance)).isEqualTo((isLeft ? before : planned).get(instance));
      told += isSeen ? 1 : 0;
    }
  }

  /** What groups had that were ours before the rival came; of others it may be the original. */
  private void restored(
      TransactionalShaper shaper,
      Map<InstanceId, List<String>> first,
      Set<InstanceId> ours,
      int knob,
      String rivals)
      throws IOException {
    shaper.restore(KillPlans.NOW);
    Map<InstanceId, List<String>> now = files.read();
    for (InstanceId instance : first.keySet()) {
      boolean mayBeRivals = policy == ForeignChanges.RESPECT || !ours.contains(instance);
      List<String> expected = new ArrayList<>(first.get(instance));
      if (mayBeRivals && now.get(instance).get(knob).equals(rivals)) {
        expected.set(knob, rivals);
      }
      assertThat(now.get(instance)).as("%s", instance).isEqualTo(expected);
    }
  }

  private static Set<InstanceId> instances(int seed, int index) {
    return KillPlans.plan(seed, index, GROUPS).shapes().stream()
        .map(PlannedShape::instance)
        .collect(Collectors.toSet());
  }
}
