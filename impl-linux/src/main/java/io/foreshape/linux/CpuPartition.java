package io.foreshape.linux;

import io.foreshape.api.shape.Dimension;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether the CPUs that a group is pinned to are its own: cpuset.cpus.partition of v2. In a
 * partition ("root"; or "isolated", without load balancing, Linux 6.1) they are: whoever beside it
 * has none pinned runs on what is left of the scope's. Pinning one of them for somebody else makes
 * the partition invalid. The scope must be a partition itself (up to Linux 6.6 there is no other
 * way).
 *
 * <p>The kernel takes any word that it knows and says afterwards whether the partition is valid.
 * One that isn't is taken back. Later changes may make it invalid, which is read as "root invalid".
 * Source: cgroup-v2.rst.
 */
record CpuPartition() implements Knob<String> {

  private static final String INVALID = " invalid";
  private static final String NONE = "member";

  @Override
  public Dimension<String> dimension() {
    return LinuxDimension.CPU_PARTITION;
  }

  @Override
  public String controller() {
    return "cpuset";
  }

  @Override
  public String file() {
    return "cpuset.cpus.partition";
  }

  @Override
  public Optional<String> obstacle(Group scope) throws IOException {
    String kind = scope.read(file()).orElse("");
    return kind.equals(NONE) || kind.contains(INVALID)
        ? Optional.of("is (" + kind + "), and partitions are made within one only; set it to root")
        : Optional.empty();
  }

  @Override
  public Optional<String> read(Group group) throws IOException {
    return group.read(file()).filter(text -> !text.isEmpty()).map(CpuPartition::withoutReason);
  }

  /** The kernel adds in brackets why a partition is invalid. */
  private static String withoutReason(String text) {
    int end = text.indexOf(INVALID);
    return end < 0 ? text : text.substring(0, end + INVALID.length());
  }

  @Override
  public void write(Group group, @Nullable String value) throws IOException {
    String wanted = value == null ? NONE : value;
    String before = read(group).orElse(NONE);
    if (before.contains(INVALID) && !wanted.contains(INVALID)) {
      set(group, NONE); // what is invalid stays so, whatever it is told to be
    }
    set(group, wanted);
    String after = group.read(file()).orElse("");
    if (!withoutReason(after).equals(wanted)) {
      set(group, before);
      throw new IOException("it would be (" + after + ")");
    }
  }

  private void set(Group group, String kind) throws IOException {
    group.write(file(), kind.replace(INVALID, ""));
  }

  @Override
  public String held(Groups groups, String value) {
    return value;
  }
}
