package io.foreshape.linux;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

/** A network of which this process loses the right after it has begun, in a guest. */
final class NetworkRightsCheck {

  private static final InstanceId A = new InstanceId("a");
  private static final Path LOST = Path.of("/dev/shm/foreshape-right-lost");
  private static final double RATE = 1e6;

  private NetworkRightsCheck() {}

  static void run() throws Exception {
    try (Veth veth = new Veth();
        RealCgroups groups = new RealCgroups();
        Actuator knobs = new CgroupActuatorProvider().create(groups.settings())) {
      Program tc = program("tc");
      Program nft = program("nft");
      Actuator actuator =
          new DeviceActuator(
              knobs,
              List.of(
                  SharedDevice.sent(
                      new Traffic(
                          new HtbTree(tc, Veth.DEVICE, RATE),
                          marks(nft, groups, CgroupMarks.Kind.PACKETS))),
                  SharedDevice.received(
                      new Traffic(
                          IfbTree.of(program("ip"), tc, Veth.DEVICE, RATE),
                          marks(nft, groups, CgroupMarks.Kind.CONNECTIONS)))));
      for (Dimension<Limit> cap : List.of(Dimension.NETWORK_EGRESS, Dimension.NETWORK_INGRESS)) {
        refuses(actuator, cap);
      }
      assertThat(veth.queues()).doesNotContain("htb", "ingress");
    } finally {
      Files.deleteIfExists(LOST);
    }
  }

  private static CgroupMarks marks(Program nft, RealCgroups groups, CgroupMarks.Kind kind) {
    return new CgroupMarks(nft, Veth.DEVICE, groups.scope(), kind);
  }

  private static void refuses(Actuator actuator, Dimension<Limit> cap) throws IOException {
    ShapeChange<Limit> first = new ShapeChange<>(cap, null, Limit.of(500_000));
    lose();
    isRefused(actuator.apply(A, first));
    regain();
    assertThat(actuator.apply(A, first)).isEqualTo(Actuation.done());
    Shape before = actuator.read(A).orElseThrow();
    lose();
    isRefused(actuator.apply(A, new ShapeChange<>(cap, Limit.of(500_000), Limit.of(250_000))));
    isRefused(actuator.apply(A, first.reversed()));
    regain();
    assertThat(actuator.read(A)).contains(before);
    assertThat(actuator.apply(A, first.reversed())).isEqualTo(Actuation.done());
  }

  private static void isRefused(Actuation answer) {
    assertThat(answer.status()).as(answer.cause()).isEqualTo(Status.REFUSED);
    assertThat(answer.cause()).contains("lacks the right CAP_NET_ADMIN");
  }

  private static void lose() throws IOException {
    Files.createFile(LOST);
  }

  private static void regain() throws IOException {
    Files.delete(LOST);
  }

  /** The program itself, without the right from the moment on that a file says so. */
  private static Program program(String name) throws IOException {
    Path real = Program.find(name).orElseThrow().file();
    Path script = Files.createTempFile("foreshape-", name);
    Files.writeString(
        script,
        "#!/bin/sh\n[ -e "
            + LOST
            + " ] || exec "
            + real
            + " \"$@\"\nexec /usr/bin/setpriv --bounding-set=-net_admin "
            + real
            + " \"$@\"\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return new Program(script, Duration.ofSeconds(20));
  }
}
