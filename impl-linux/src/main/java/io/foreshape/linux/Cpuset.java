package io.foreshape.linux;

import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.IdSet;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The CPUs that a group's threads run on, or the NUMA nodes that its memory comes from: cpuset.cpus
 * and cpuset.mems of v2 and v1. That nobody else has the same ones is up to the plan. A group whose
 * list is empty has those of the group above (v2), or can't have processes (v1).
 *
 * <p>v2 takes any list and quietly uses what the group above has of it; so what is in effect is
 * read back, and a list that is not all there is taken back. v1 refuses it by itself. Source:
 * cgroup-v2.rst, cgroup-v1/cpusets.rst.
 *
 * @param dimension what it sets
 * @param file its file
 * @param isV2 whether it is one of v2
 */
record Cpuset(Dimension<IdSet> dimension, String file, boolean isV2) implements Knob<IdSet> {

  @Override
  public String controller() {
    return "cpuset";
  }

  @Override
  public Optional<IdSet> read(Group group) throws IOException {
    return group.read(file).flatMap(IdList::set);
  }

  @Override
  public void write(Group group, @Nullable IdSet value) throws IOException {
    String before = group.read(file).orElse("");
    group.write(file, text(group, value));
    if (isV2 && value != null) {
      String effective = group.read(file + ".effective").orElse("");
      if (!IdList.parsed(effective).equals(value.ids())) {
        group.write(file, before);
        throw new IOException(
            "of (" + value + ") only (" + effective + ") may be used by the group above it");
      }
    }
  }

  @Override
  public String text(Group group, @Nullable IdSet value) {
    return value == null ? "" : value.toString();
  }

  @Override
  public IdSet held(Groups groups, IdSet value) {
    return value;
  }
}
