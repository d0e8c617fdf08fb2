package io.foreshape.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.resource.Resource;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.api.workload.UsageSample;
import io.foreshape.api.workload.UsageSource;
import io.foreshape.shaper.spi.Actuation;
import io.foreshape.shaper.spi.Actuation.Status;
import io.foreshape.shaper.spi.Actuator;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Two groups, and somebody in none, that receive all that another network namespace can send, in a
 * guest: group a what it has asked for, group b as one that is called.
 */
final class IngressCheck {

  private static final double DEVICE_RATE = 800_000;
  private static final double CAP = 100_000;
  private static final double RESERVED_A = 500_000;
  private static final double RESERVED_B = 200_000;
  private static final InstanceId A = new InstanceId("a");
  private static final InstanceId B = new InstanceId("b");

  /** Says nothing, and does not end that either, which would end a connection. */
  private static final String READ =
      "mkfifo /dev/shm/$$; exec 0<> /dev/shm/$$ > /dev/null busybox nc ";

  private static final String ZEROS = "exec < /dev/zero busybox nc ";

  private final RealCgroups groups;
  private final Actuator actuator;
  private final UsageSource source;
  private final Veth veth;

  private IngressCheck(RealCgroups groups, Actuator actuator, UsageSource source, Veth veth) {
    this.groups = groups;
    this.actuator = actuator;
    this.source = source;
    this.veth = veth;
  }

  static void run() throws Exception {
    try (Veth veth = new Veth();
        RealCgroups groups = new RealCgroups();
        Actuator actuator =
            new CgroupActuatorProvider()
                .create(groups.networkSettings("network.ingress.rate", DEVICE_RATE));
        UsageSource source = new CgroupUsageSourceProvider().create(groups.networkUseSettings())) {
      groups.makeAnother("b");
      IngressCheck check = new IngressCheck(groups, actuator, source, veth);
      check.caps();
      check.standard(check.guarantees());
    }
  }

  /** What can't be set is told, and nothing is left of the try. */
  static void withoutIfb() throws Exception {
    assertThat(Veth.text("busybox", "rmmod", "ifb")).isEmpty();
    try (Veth veth = new Veth();
        RealCgroups groups = new RealCgroups();
        Actuator actuator =
            new CgroupActuatorProvider()
                .create(groups.networkSettings("network.ingress.rate", DEVICE_RATE))) {
      Shape before = actuator.read(A).orElseThrow();
      Actuation answer =
          actuator.apply(A, new ShapeChange<>(Dimension.NETWORK_INGRESS, null, Limit.of(CAP)));
      assertThat(answer.status()).isEqualTo(Status.REFUSED);
      assertThat(answer.cause()).contains("this kernel lacks a part", "Unknown device type");
      assertThat(actuator.read(A)).contains(before);
      assertThat(veth.queues()).doesNotContain("ingress");
    }
  }

  private void caps() throws IOException, InterruptedException {
    assertThat(actuator.capabilities())
        .contains(Dimension.NETWORK_INGRESS)
        .doesNotContain(Dimension.NETWORK_EGRESS);
    set(B, Dimension.NETWORK_INGRESS, Limit.of(CAP));
    Process called = listener("b", 9_002);
    double[] capped = Veth.rates(5_000, called);
    measured("network.ingress " + CAP, capped);
    assertThat(capped[0]).isBetween(CAP * 0.4, CAP * 1.2); // with what a bucket holds
    UsageSample held = GuestChecks.samplesOver(source, 4_000).get(1);
    measured("told of it", new double[] {held.mean().get(Resource.NETWORK_INGRESS)});
    assertThat(held.instance()).isEqualTo(B);
    assertThat(held.mean().get(Resource.NETWORK_INGRESS)).isBetween(CAP * 0.4, CAP * 1.2);
    assertThat(held.mean().has(Resource.NETWORK_EGRESS)).isFalse();
    NetworkCheck.isTold(held, Resource.NETWORK_INGRESS, CAP);
    set(B, Dimension.NETWORK_INGRESS, Limit.of(2 * CAP));
    double[] doubled = Veth.rates(5_000, called);
    measured("network.ingress " + 2 * CAP + ", the same connection", doubled);
    assertThat(doubled[0]).isBetween(CAP * 1.2, 2 * CAP * 1.2);
    takenAway();
    set(B, Dimension.NETWORK_INGRESS, Limit.of(CAP));
    double[] again = Veth.rates(5_000, called);
    measured("the same after somebody took the ifb device away", again);
    assertThat(again[0]).isBetween(CAP * 0.4, CAP * 1.3); // what is queued comes first
    GuestChecks.kill(called);
  }

  /** What somebody else takes away is no share any more when it is read. */
  private void takenAway() throws IOException, InterruptedException {
    String link = Veth.text("ip", "-o", "link", "show", "type", "ifb");
    String name = link.substring(link.indexOf("foreshape")).split(":", -1)[0];
    assertThat(Veth.text("ip", "link", "del", name)).isEmpty();
    assertThat(actuator.read(B).orElseThrow().get(Dimension.NETWORK_INGRESS))
        .contains(Limit.unlimited());
  }

  private Process[] guarantees() throws IOException, InterruptedException {
    set(B, Dimension.NETWORK_INGRESS, Limit.unlimited());
    set(B, Dimension.NETWORK_INGRESS_RESERVED, Limit.of(RESERVED_B));
    set(A, Dimension.NETWORK_INGRESS_RESERVED, Limit.of(RESERVED_A));
    Process b = listener("b", 9_003);
    double[] alone = Veth.rates(5_000, b);
    measured("network.ingress.reserved " + RESERVED_B + ", alone", alone);
    assertThat(alone[0]).isBetween(DEVICE_RATE * 0.5, DEVICE_RATE * 1.05);
    source(9_004);
    source(9_005);
    Process a = groups.start("a", READ + Veth.OTHER + " 9004");
    veth.keep(a);
    Process nobody = veth.startHere("busybox", "nc", Veth.OTHER, "9005");
    Thread.sleep(3_000);
    double[] rates = Veth.rates(8_000, a, b, nobody);
    measured("network.ingress.reserved 500,000 and 200,000 of 800,000, and nobody's", rates);
    assertThat(rates[0]).isBetween(RESERVED_A * 0.65, DEVICE_RATE * 0.8);
    assertThat(rates[1]).isBetween(RESERVED_B * 0.5, DEVICE_RATE * 0.4);
    assertThat(rates[2]).isGreaterThan(10_000);
    return new Process[] {a, b, nobody};
  }

  /** Nothing is left once every group has what it had at first, and what goes on is not cut off. */
  private void standard(Process... receivers) throws IOException, InterruptedException {
    assertThat(veth.queues()).contains("qdisc ingress");
    assertThat(Veth.text("ip", "link", "show", "type", "ifb")).contains("foreshape");
    set(A, Dimension.NETWORK_INGRESS_RESERVED, null);
    set(B, Dimension.NETWORK_INGRESS_RESERVED, null);
    assertThat(veth.queues()).doesNotContain("ingress");
    assertThat(Veth.text("ip", "link", "show", "type", "ifb")).doesNotContain("foreshape");
    assertThat(Veth.text("nft", "list", "tables")).doesNotContain("foreshape");
    double[] free = Veth.rates(5_000, receivers);
    measured("nothing set, the same connections", free);
    assertThat(free[0] + free[1] + free[2]).isGreaterThan(1.5 * DEVICE_RATE);
  }

  private static void measured(String what, double[] rates) {
    StringBuilder line = new StringBuilder(GuestChecks.MEASURED).append(what).append(':');
    for (double rate : rates) {
      line.append(' ').append(Math.round(rate));
    }
    GuestChecks.OUT.println(line.append(" bytes/s received"));
  }

  /** A process of a group that is sent to as fast as it may be. */
  private Process listener(String group, int port) throws IOException, InterruptedException {
    Process listener = groups.start(group, READ + "-l -p " + port);
    veth.keep(listener);
    Thread.sleep(1_000);
    veth.startThere("sh", "-c", ZEROS + Veth.OWN + " " + port);
    Thread.sleep(2_000);
    return listener;
  }

  private void source(int port) throws IOException, InterruptedException {
    veth.startThere("sh", "-c", ZEROS + "-l -p " + port);
    Thread.sleep(1_000);
  }

  private void set(InstanceId who, Dimension<Limit> dimension, @Nullable Limit to) {
    Limit old = actuator.read(who).orElseThrow().get(dimension).orElseThrow();
    ShapeChange<Limit> change = new ShapeChange<>(dimension, old, to);
    assertThat(actuator.apply(who, change)).isEqualTo(Actuation.done());
    assertThat(actuator.apply(who, change)).as("again").isEqualTo(Actuation.done());
    if (to != null) {
      assertThat(actuator.read(who).orElseThrow().get(dimension)).contains(to);
    }
  }
}
