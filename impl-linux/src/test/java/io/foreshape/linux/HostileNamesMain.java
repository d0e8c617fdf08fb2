package io.foreshape.linux;

import io.foreshape.api.provider.Settings;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.IdSet;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.shape.Weight;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.api.workload.UsageSource;
import io.foreshape.shaper.spi.Actuator;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Has the actuator and the usage source do all they can with hostile names, to be traced. */
final class HostileNamesMain {

  /** None of them is a group, whatever lies in a {@link HostileTree}. */
  static final List<String> NAMES =
      List.of(
          "..",
          ".",
          "../outside",
          "a/..",
          "a/../../outside",
          "./a",
          "//etc",
          "/etc/hostname",
          "../../../../../../../../etc/hostname",
          "link",
          "link/cpu.max",
          "relative",
          "self",
          "self/outside",
          "dangling",
          "cpu.max",
          "$(id)",
          "`id`;id",
          "%2e%2e",
          "\uD800");

  /** Names that no instance can have: the values refuse them. */
  private static final List<String> NO_NAMES = List.of("a\u0000", "a\nb", "..\u0000/a", "\n");

  private static final List<ShapeChange<?>> CHANGES =
      List.of(
          new ShapeChange<>(Dimension.CPU_QUOTA, null, Limit.of(1)),
          new ShapeChange<>(Dimension.CPU_PINNED, null, IdSet.of(List.of(0))),
          new ShapeChange<>(Dimension.CPU_WEIGHT, null, new Weight(2)),
          new ShapeChange<>(Dimension.MEMORY_HARD, null, Limit.of(4_096)),
          new ShapeChange<>(Dimension.DISK_READ_IOPS, null, Limit.of(9)));

  private HostileNamesMain() {}

  public static void main(String[] arguments) {
    Path mount = Path.of(arguments[0]);
    Settings settings = Tree.settings(mount, "device", "254:0");
    try (Actuator actuator = new CgroupActuatorProvider().create(settings)) {
      Set<String> names = new TreeSet<>(NAMES);
      names.add("a");
      names.add("trap");
      names.forEach(name -> use(actuator, new InstanceId(name)));
    }
    try (UsageSource source = new CgroupUsageSourceProvider().create(Tree.settings(mount))) {
      source.instances(Instant.EPOCH);
      source.samples(Instant.EPOCH);
      source.samples(Instant.EPOCH.plusSeconds(1));
    }
    NO_NAMES.forEach(HostileNamesMain::refuse);
  }

  private static void use(Actuator actuator, InstanceId name) {
    CHANGES.forEach(change -> actuator.apply(name, change));
    actuator.incarnation(name);
    try {
      actuator.held(name, Dimension.CPU_QUOTA, Limit.of(1));
      actuator.read(name);
      actuator.inUse(name, Resource.MEMORY);
    } catch (UncheckedIOException e) {
      // A group whose files are links is no group that can be read.
      if (!name.value().equals("trap")) {
        throw e;
      }
    }
  }

  private static void refuse(String name) {
    try {
      throw new IllegalStateException("(" + new InstanceId(name) + ") was taken for a name");
    } catch (IllegalArgumentException e) {
      GuestChecks.OUT.println("refused " + name.length());
    }
  }
}
