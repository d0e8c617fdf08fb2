package io.foreshape.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.provider.Settings;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.shaper.spi.Actuation;
import io.foreshape.shaper.spi.Actuation.Status;
import io.foreshape.shaper.spi.Actuator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** Every knob of v2 where writing it can't go well, in a guest. */
final class FaultChecks {

  private static final InstanceId A = new InstanceId("a");
  private static final InstanceId V = new InstanceId("v");
  private static final String DISK = "/sys/block/vda/dev";

  private FaultChecks() {}

  /** On a mount that is read-only every knob is refused, by name of its file. */
  static void readOnlyMount() throws Exception {
    Path mount = Files.createDirectory(Path.of("/mnt/foreshape-read-only"));
    assertThat(Veth.text("mount", "--bind", "/sys/fs/cgroup", mount.toString())).isEmpty();
    assertThat(Veth.text("mount", "-o", "remount,bind,ro", mount.toString())).isEmpty();
    try (RealCgroups groups = new RealCgroups();
        Actuator actuator = new CgroupActuatorProvider().create(settings(groups, mount))) {
      List<ShapeChange<?>> changes = Values.changes(actuator);
      Shape before = actuator.read(A).orElseThrow();
      for (ShapeChange<?> change : changes) {
        Actuation answer = actuator.apply(A, change);
        assertThat(answer.status()).as("%s: %s", change, answer).isEqualTo(Status.REFUSED);
        assertThat(answer.cause()).endsWith(": Read-only file system");
      }
      assertThat(actuator.read(A)).contains(before);
      GuestChecks.OUT.println(
          GuestChecks.MEASURED + "read-only mount: " + changes.size() + " knobs refused");
    } finally {
      Veth.text("umount", mount.toString());
    }
  }

  /** What somebody mounts in a group's place is neither read nor written, whatever it has. */
  static void mountedOver() throws Exception {
    Path other = Files.createTempDirectory("foreshape-mounted");
    Tree.write(other, Tree.NEW_V2);
    try (RealCgroups groups = new RealCgroups();
        Actuator actuator =
            new CgroupActuatorProvider().create(settings(groups, Path.of("/sys/fs/cgroup")))) {
      ShapeChange<Limit> quota = new ShapeChange<>(Dimension.CPU_QUOTA, null, Limit.of(0.5));
      assertThat(actuator.apply(A, quota)).isEqualTo(Actuation.done());
      String group = Path.of("/sys/fs/cgroup", groups.scope(), A.value()).toString();
      assertThat(Veth.text("mount", "--bind", other.toString(), group)).isEmpty();
      try {
        assertThat(actuator.read(A)).isEmpty();
        assertThat(actuator.apply(A, quota).status()).isEqualTo(Status.GONE);
      } finally {
        Veth.text("umount", group);
      }
      assertThat(other.resolve("cpu.max")).hasContent(Tree.NEW_V2.get("cpu.max"));
      assertThat(actuator.read(A).orElseThrow().get(Dimension.CPU_QUOTA)).contains(Limit.of(0.5));
    }
  }

  private static Settings settings(RealCgroups groups, Path root) throws IOException {
    String device = Files.readString(Path.of(DISK)).strip();
    return Settings.of(Map.of("scope", groups.scope(), "root", root.toString(), "device", device));
  }

  /** Errors that this kernel would not give by itself. */
  static void injected() throws Exception {
    if (!KnobErrors.canBeMade()) {
      GuestChecks.OUT.println(GuestChecks.MEASURED + "no strace: no errors are made up");
      return;
    }
    String device = Files.readString(Path.of(DISK)).strip();
    for (String error : List.of("EPERM", "ENOSPC")) {
      try (RealCgroups groups = new RealCgroups()) {
        int knobs = KnobErrors.check(groups, device, error);
        GuestChecks.OUT.println(GuestChecks.MEASURED + error + " from " + knobs + " knobs");
      }
    }
  }

  /**
   * A group that is removed and made again all the time is shaped or gone, and never anything else.
   */
  static void vanishing() throws Exception {
    try (RealCgroups groups = new RealCgroups();
        Actuator actuator =
            new CgroupActuatorProvider().create(settings(groups, Path.of("/sys/fs/cgroup")))) {
      Path group = Path.of("/sys/fs/cgroup", groups.scope(), V.value());
      AtomicBoolean isOver = new AtomicBoolean();
      CompletableFuture<Integer> made =
          CompletableFuture.supplyAsync(() -> makeAndRemove(group, isOver));
      Map<Status, Integer> answers = new TreeMap<>();
      List<ShapeChange<?>> changes = Values.changes(actuator);
      try {
        for (int i = 0; i < 1_000; i++) {
          ShapeChange<?> change = changes.get(i % changes.size());
          Actuation answer = actuator.apply(V, change);
          assertThat(answer.status()).as("%s: %s", change, answer).isIn(Status.DONE, Status.GONE);
          answers.merge(answer.status(), 1, Integer::sum);
          actuator.read(V);
          actuator.incarnation(V);
        }
      } finally {
        isOver.set(true);
      }
      GuestChecks.OUT.println(
          GuestChecks.MEASURED + "group made " + made.join() + " times: " + answers);
      assertThat(answers).containsKeys(Status.DONE, Status.GONE);
    }
  }

  private static int makeAndRemove(Path group, AtomicBoolean isOver) {
    int times = 0;
    try {
      for (; !isOver.get(); times++) {
        Files.createDirectory(group);
        Thread.sleep(times % 7); // so that it ends at different places
        Files.delete(group);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return times;
  }
}
