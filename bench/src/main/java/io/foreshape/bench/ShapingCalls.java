package io.foreshape.bench;

import io.foreshape.api.shape.Dimension;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is asked of the kernel to set all knobs of made groups, as lines for {@code cgroups.c}.
 *
 * @param made the groups
 * @param groups how many
 * @param knobs the knobs
 */
record ShapingCalls(MadeCgroups made, int groups, List<MadeKnob<?>> knobs) {

  /** What ends the line of a call that is made in every other pass. */
  private static final String WHERE_LIMITS_FALL = "\t0";

  /** Each knob's file is written, and nothing is looked at. */
  List<String> writes() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < groups; i++) {
      for (MadeKnob<?> knob : knobs) {
        lines.add(write(i, knob));
      }
    }
    return lines;
  }

  /**
   * What the shaper does, and its actuator where it writes files, for a plan that changes all: each
   * group is read for the plan, right before its first write and after its last; where limits fall,
   * in every other pass from the first on, after they fell and after the weight has changed. Each
   * look begins with the inodes of what it looks at, and so does what the journal keeps.
   */
  List<String> all() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < groups; i++) {
      addInodes(lines, i);
      addReading(lines, i);
      addPeriod(lines, i); // to which the quota is rounded
    }
    for (int i = 0; i < groups; i++) {
      lines.add(inode(i, directories().get(0))); // which the journal keeps
    }
    for (int i = 0; i < groups; i++) {
      addMemoryInUse(lines, i);
      addInodes(lines, i);
      addReading(lines, i);
      for (MadeKnob<?> knob : knobs) {
        addWrite(lines, i, knob);
      }
      addInodes(lines, i);
      addReading(lines, i);
    }
    for (int i = 0; i < groups; i++) {
      List<String> again = new ArrayList<>();
      addInodes(again, i);
      addReading(again, i);
      again.forEach(line -> lines.add(line + WHERE_LIMITS_FALL));
    }
    return lines;
  }

  private void addInodes(List<String> lines, int group) {
    directories().forEach(controller -> lines.add(inode(group, controller)));
  }

  private void addReading(List<String> lines, int group) {
    for (MadeKnob<?> knob : knobs) {
      lines.add(file(group, knob.controller(), knob.file()));
      if (isQuota(knob) && !made.areV2()) {
        lines.add(period(group));
      }
    }
  }

  private void addPeriod(List<String> lines, int group) {
    lines.add(inode(group, "cpu"));
    lines.add(period(group));
  }

  private void addMemoryInUse(List<String> lines, int group) {
    String use = made.areV2() ? "memory.current" : "memory.usage_in_bytes";
    Stream.of(
            inode(group, directories().get(0)),
            inode(group, made.areV2() ? "cpu" : "memory"),
            file(group, "memory", use),
            file(group, "memory", "memory.stat"))
        .distinct()
        .forEach(line -> lines.add(line + WHERE_LIMITS_FALL));
  }

  private void addWrite(List<String> lines, int group, MadeKnob<?> knob) {
    lines.add(inode(group, knob.controller()));
    if (isQuota(knob)) {
      lines.add(period(group));
    }
    if (made.areV2() && knob.dimension().equals(Dimension.MEMORY_HARD)) {
      lines.add(file(group, "memory", "memory.current"));
    }
    lines.add(write(group, knob));
  }

  /** The controllers in whose hierarchies groups are looked at; of v2 all have one. */
  private List<String> directories() {
    Stream<String> controllers = knobs.stream().map(MadeKnob::controller).distinct().sorted();
    return made.areV2() ? List.of("cpu") : controllers.toList();
  }

  private static boolean isQuota(MadeKnob<?> knob) {
    return knob.dimension().equals(Dimension.CPU_QUOTA);
  }

  private String period(int group) {
    return file(group, "cpu", made.areV2() ? "cpu.max" : "cpu.cfs_period_us");
  }

  private String write(int group, MadeKnob<?> knob) {
    return file(group, knob.controller(), knob.file()) + "\t" + String.join("\t", knob.texts());
  }

  private String inode(int group, String controller) {
    return file(group, controller, "") + "/";
  }

  private String file(int group, String controller, String file) {
    return made.file(group, controller, file).toString();
  }
}
