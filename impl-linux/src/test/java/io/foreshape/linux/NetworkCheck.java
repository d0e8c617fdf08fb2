package io.foreshape.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.resource.Resource;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.api.workload.UsageSample;
import io.foreshape.api.workload.UsageSource;
import io.foreshape.shaper.spi.Actuation;
import io.foreshape.shaper.spi.Actuator;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Two groups that send as fast as they can to another network namespace, in a guest. */
final class NetworkCheck {

  static final double DEVICE_RATE = 800_000;
  private static final double CAP = 100_000;
  private static final double RESERVED_A = 600_000;
  private static final double RESERVED_B = 200_000;
  private static final InstanceId A = new InstanceId("a");
  private static final InstanceId B = new InstanceId("b");

  private final RealCgroups groups;
  private final Actuator actuator;
  private final UsageSource source;
  private final Veth veth;

  private NetworkCheck(RealCgroups groups, Actuator actuator, UsageSource source, Veth veth) {
    this.groups = groups;
    this.actuator = actuator;
    this.source = source;
    this.veth = veth;
  }

  static void run() throws Exception {
    try (Veth veth = new Veth()) {
      // Only some of them: each looks at the shape many times, which starts two programs.
      for (Method rule : GuestChecks.rules()) {
        if (rule.getName().contains("A101") || rule.getName().contains("A102")) {
          GuestChecks.keepsTo(rule, new NetworkConformance());
        }
      }
      try (RealCgroups groups = new RealCgroups();
          Actuator actuator =
              new CgroupActuatorProvider()
                  .create(groups.networkSettings("network.rate", DEVICE_RATE));
          UsageSource source =
              new CgroupUsageSourceProvider().create(groups.networkUseSettings())) {
        groups.makeAnother("b");
        new NetworkCheck(groups, actuator, source, veth).capsAndGuarantees();
      }
    }
  }

  private void capsAndGuarantees() throws Exception {
    set(B, Dimension.NETWORK_EGRESS, Limit.of(CAP));
    Process fromB = receiver(9_002);
    send("b", 9_002);
    double capped = rate(fromB, 4_000);
    GuestChecks.OUT.println(
        GuestChecks.MEASURED + "network.egress " + CAP + ": " + capped + " bytes/s received");
    assertThat(capped).isBetween(CAP * 0.4, CAP * 1.2); // with what a bucket holds
    UsageSample held = used(4_000).get(1);
    measured("told of it", held);
    assertThat(held.mean().get(Resource.NETWORK_EGRESS)).isBetween(CAP * 0.4, CAP * 1.2);
    assertThat(held.mean().has(Resource.NETWORK_INGRESS)).isFalse();
    isTold(held, Resource.NETWORK_EGRESS, CAP);

    set(B, Dimension.NETWORK_EGRESS, Limit.unlimited());
    set(B, Dimension.NETWORK_EGRESS_RESERVED, Limit.of(RESERVED_B));
    set(A, Dimension.NETWORK_EGRESS_RESERVED, Limit.of(RESERVED_A));
    double borrowed = rate(fromB, 4_000);
    assertThat(borrowed).isBetween(DEVICE_RATE * 0.5, DEVICE_RATE * 1.05);
    Process fromA = receiver(9_001);
    send("a", 9_001);
    Thread.sleep(2_000);
    double[] rates = Veth.rates(6_000, fromA, fromB);
    double a = rates[0];
    double b = rates[1];
    GuestChecks.OUT.println(
        GuestChecks.MEASURED
            + "network.egress.reserved 600,000 and 200,000 of 800,000: "
            + a
            + " and "
            + b
            + " bytes/s received; before, the latter alone "
            + borrowed);
    assertThat(a).isBetween(RESERVED_A * 0.7, RESERVED_A * 1.1);
    assertThat(b).isBetween(RESERVED_B * 0.5, RESERVED_B * 1.3);
    List<UsageSample> both = used(6_000);
    both.forEach(sample -> measured("told of it", sample));
    assertThat(both.get(0).mean().get(Resource.NETWORK_EGRESS))
        .isBetween(RESERVED_A * 0.7, RESERVED_A * 1.1);
    assertThat(both.get(1).mean().get(Resource.NETWORK_EGRESS))
        .isBetween(RESERVED_B * 0.5, RESERVED_B * 1.3);
    assertThat(both).allMatch(sample -> sample.pressure().atLimit().isEmpty());
    drift();
    standard();
  }

  /** That a cap is used up where it is; emulated CPUs may be too slow for that. */
  static void isTold(UsageSample sample, Resource resource, double cap) {
    assertThat(sample.isCensored(resource)).isEqualTo(sample.mean().get(resource) >= 0.9 * cap);
  }

  /** A sample of each of the two. */
  private List<UsageSample> used(int millis) throws InterruptedException {
    List<UsageSample> samples = GuestChecks.samplesOver(source, millis);
    assertThat(samples).extracting(UsageSample::instance).containsExactly(A, B);
    return samples;
  }

  private static void measured(String what, UsageSample sample) {
    GuestChecks.OUT.println(
        GuestChecks.MEASURED
            + what
            + ": "
            + sample.instance()
            + " sends "
            + sample.mean().get(Resource.NETWORK_EGRESS)
            + " bytes/s, at its limit: "
            + sample.pressure().atLimit());
  }

  /** What somebody else sets is read. */
  private void drift() throws Exception {
    String change = "tc class change dev fs0 parent f05e:ffff classid f05e:10 htb rate 8kbit";
    assertThat(Veth.text((change + " ceil 2mbit").split(" ", -1))).isEmpty();
    assertThat(actuator.read(B).orElseThrow().get(Dimension.NETWORK_EGRESS))
        .contains(Limit.of(250_000));
    assertThat(actuator.read(B).orElseThrow().get(Dimension.NETWORK_EGRESS_RESERVED))
        .contains(Limit.of(0));
  }

  /** Nothing is left once every group has what it had at first. */
  private void standard() throws Exception {
    assertThat(veth.queues()).contains("htb f05e:");
    set(A, Dimension.NETWORK_EGRESS_RESERVED, null);
    set(B, Dimension.NETWORK_EGRESS, null);
    assertThat(veth.queues()).doesNotContain("htb");
    assertThat(Veth.text("nft", "list", "tables")).doesNotContain("foreshape");
  }

  private void set(InstanceId who, Dimension<Limit> dimension, @Nullable Limit to) {
    Limit old = actuator.read(who).orElseThrow().get(dimension).orElseThrow();
    assertThat(actuator.apply(who, new ShapeChange<>(dimension, old, to)))
        .isEqualTo(Actuation.done());
    if (to != null) {
      assertThat(actuator.read(who).orElseThrow().get(dimension)).contains(to);
    }
  }

  private Process receiver(int port) throws IOException, InterruptedException {
    Process receiver = veth.startThere("busybox", "nc", "-l", "-p", Integer.toString(port));
    Thread.sleep(1_000);
    return receiver;
  }

  private void send(String group, int port) throws IOException {
    veth.keep(groups.start(group, "exec busybox nc " + Veth.OTHER + " " + port + " < /dev/zero"));
  }

  private static double rate(Process receiver, int millis)
      throws IOException, InterruptedException {
    Thread.sleep(1_000);
    return Veth.rates(millis, receiver)[0];
  }
}
