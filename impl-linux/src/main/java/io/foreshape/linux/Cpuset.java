package io.foreshape.linux;

import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.IdSet;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The CPUs that a group's threads run on, or the NUMA nodes that its memory comes from: cpuset.cpus
 * and cpuset.mems of v2 and v1. That nobody else has the same ones is up to the plan, or to {@link
 * CpuPartition}. A group whose list is empty has those of the group above (v2), or can't have
 * processes (v1).
 *
 * <p>In v2 a list that was empty can't be made empty again as long as the group has processes
 * (ENOSPC, kernel/cgroup/cpuset.c, validate_change). So what is read is what is in effect, whether
 * it is the group's own or the scope's; and who is to have all that the scope has gets an empty
 * list where the kernel takes it, and else all of them.
 *
 * <p>v2 takes any list and quietly uses what the group above has of it; so what is in effect is
 * read back, and a list that is not all there is taken back. v1 refuses it by itself. Source:
 * cgroup-v2.rst, cgroup-v1/cpusets.rst.
 *
 * @param dimension what it sets
 * @param file its file
 * @param layout the scope, and whether it is one of v2
 */
record Cpuset(Dimension<IdSet> dimension, String file, CgroupLayout layout) implements Knob<IdSet> {

  private static final String EFFECTIVE = ".effective";

  @Override
  public String controller() {
    return "cpuset";
  }

  @Override
  public Optional<String> obstacle(Group scope) throws IOException {
    return !layout.isV2() && scope.read(file).orElse("").isEmpty()
        ? Optional.of("is empty, and v1 inherits nothing; set it")
        : Optional.empty();
  }

  @Override
  public Optional<IdSet> read(Group group) throws IOException {
    return group.read(layout.isV2() ? file + EFFECTIVE : file).flatMap(IdList::set);
  }

  @Override
  public void write(Group group, @Nullable IdSet value) throws IOException {
    if (!layout.isV2()) {
      group.write(file, value == null ? "" : value.toString());
      return;
    }
    Optional<IdSet> all = ofScope();
    if (value == null || all.filter(value::equals).isPresent()) {
      inherit(group, all);
      return;
    }
    String before = group.read(file).orElse("");
    group.write(file, value.toString());
    String effective = group.read(file + EFFECTIVE).orElse("");
    if (!IdList.parsed(effective).equals(value.ids())) {
      if (before.isEmpty()) {
        inherit(group, all);
      } else {
        group.write(file, before);
      }
      throw new IOException(
          "of (" + value + ") only (" + effective + ") may be used by the group above it");
    }
  }

  private Optional<IdSet> ofScope() throws IOException {
    Scope scope = layout.scope(CgroupLayout.UNIFIED);
    return scope == null ? Optional.empty() : read(scope.own());
  }

  private void inherit(Group group, Optional<IdSet> all) throws IOException {
    if (group.read(file).orElse("").isEmpty()) {
      return;
    }
    try {
      group.write(file, "");
    } catch (FileSystemException e) {
      throw e; // it may not be opened at all
    } catch (IOException e) {
      group.write(file, all.orElseThrow(() -> e).toString());
    }
  }

  /** Null where the list is empty or is to be: the module could not undo, or not do, that. */
  @Override
  public @Nullable String text(Group group, @Nullable IdSet value) throws IOException {
    if (value == null || ofScope().filter(value::equals).isPresent()) {
      return null;
    }
    return group.read(file).orElse("").isEmpty() ? null : value.toString();
  }

  @Override
  public IdSet held(Groups groups, IdSet value) {
    return value;
  }
}
