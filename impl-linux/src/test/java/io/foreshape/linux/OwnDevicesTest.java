package io.foreshape.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foreshape.api.provider.ConfigurationException;
import io.foreshape.api.provider.Settings;
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
import io.foreshape.testkit.SkipReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an instance sends and receives through a device of its own, on this machine's kernel. */
@ExtendWith(SkipReason.class)
class OwnDevicesTest {

  private static final InstanceId A = new InstanceId("a");
  private static final InstanceId B = new InstanceId("b");
  private static final double CAP = 200_000;
  private static final int MILLIS = 3_000;
  private static final int LOOKS = 4;

  /** A bucket that was full gives a thirtieth more in that time, and looks may come late. */
  private static final double MOST = 1.15;

  private static Actuator actuator(RealCgroups groups) {
    return new CgroupActuatorProvider().create(Settings.of(OwnVeth.settings(groups)));
  }

  private static void set(Actuator actuator, Dimension<Limit> cap, Limit limit) {
    assertThat(actuator.apply(A, new ShapeChange<>(cap, null, limit))).isEqualTo(Actuation.done());
    assertThat(actuator.read(A).orElseThrow().get(cap)).contains(limit);
  }

  @Test
  void sent_isCapped_andNothingIsLeft() throws Exception {
    try (OwnVeth veth = new OwnVeth();
        RealCgroups groups = new RealCgroups();
        Actuator actuator = actuator(groups)) {
      String before = veth.queues();
      String ifb = Ifb.name(veth.device());
      veth.sendFromThere();
      set(actuator, Dimension.NETWORK_EGRESS, Limit.of(CAP));
      assertThat(OwnVeth.sentPerSecond(ifb, MILLIS)).isBetween(CAP * 0.7, CAP * MOST);
      set(actuator, Dimension.NETWORK_EGRESS, Limit.of(2 * CAP));
      assertThat(OwnVeth.sentPerSecond(ifb, MILLIS)).isBetween(CAP * 1.4, 2 * CAP * MOST);
      set(actuator, Dimension.NETWORK_EGRESS, Limit.unlimited());
      assertThat(veth.queues()).isEqualTo(before);
    }
  }

  @Test
  void received_isCapped_andNothingIsLeft() throws Exception {
    try (OwnVeth veth = new OwnVeth();
        RealCgroups groups = new RealCgroups();
        Actuator actuator = actuator(groups)) {
      String before = veth.queues();
      set(actuator, Dimension.NETWORK_INGRESS, Limit.of(CAP));
      veth.sendToThere(1_000);
      assertThat(OwnVeth.sentPerSecond(veth.device().name(), MILLIS))
          .isBetween(CAP * 0.7, CAP * MOST);
      set(actuator, Dimension.NETWORK_INGRESS, Limit.unlimited());
      assertThat(OwnVeth.sentPerSecond(veth.device().name(), MILLIS)).isGreaterThan(CAP * 3);
      assertThat(veth.queues()).isEqualTo(before);
    }
  }

  /** What is dropped at the cap was not used, even though the device has received it. */
  @Test
  void usage_isWhatCameThrough() throws Exception {
    try (OwnVeth veth = new OwnVeth();
        RealCgroups groups = new RealCgroups();
        Actuator actuator = actuator(groups);
        UsageSource source =
            new CgroupUsageSourceProvider().create(Settings.of(OwnVeth.settings(groups)))) {
      veth.sendFromThere();
      veth.sendToThere(1_000);
      UsageSample free = GuestChecks.sampleOver(source, MILLIS);
      assertThat(free.mean().get(Resource.NETWORK_EGRESS)).isGreaterThan(CAP * 3);
      assertThat(free.mean().get(Resource.NETWORK_INGRESS)).isGreaterThan(CAP * 3);
      assertThat(free.pressure().atLimit()).isEmpty();
      set(actuator, Dimension.NETWORK_EGRESS, Limit.of(CAP));
      set(actuator, Dimension.NETWORK_INGRESS, Limit.of(2 * CAP));
      assertHeld(source);
      set(actuator, Dimension.NETWORK_EGRESS, Limit.unlimited());
    }
  }

  /**
   * Asserts that both caps are told as reached. On a busy machine a look comes late, so the use of
   * a sample is that of somewhat more or less time than it says: of some samples one must be right.
   */
  private static void assertHeld(UsageSource source) throws InterruptedException {
    List<UsageSample> held = new ArrayList<>();
    for (int i = 0; i < LOOKS && held.stream().noneMatch(OwnDevicesTest::isHeld); i++) {
      held.add(GuestChecks.sampleOver(source, MILLIS));
    }
    assertThat(held).anyMatch(OwnDevicesTest::isHeld);
  }

  private static boolean isHeld(UsageSample sample) {
    double sent = sample.mean().get(Resource.NETWORK_EGRESS);
    double received = sample.mean().get(Resource.NETWORK_INGRESS);
    return CAP * 0.7 <= sent
        && sent <= CAP * MOST
        && CAP * 1.4 <= received
        && received <= 2 * CAP * MOST
        && sample
            .pressure()
            .atLimit()
            .equals(Set.of(Resource.NETWORK_EGRESS, Resource.NETWORK_INGRESS));
  }

  /** A packet that is longer than a bucket is deep would be dropped. */
  @Test
  void longestPackets_goThrough() throws Exception {
    try (OwnVeth veth = new OwnVeth();
        RealCgroups groups = new RealCgroups();
        Actuator actuator = actuator(groups)) {
      veth.carry(9_000);
      set(actuator, Dimension.NETWORK_INGRESS, Limit.of(CAP));
      veth.sendToThere(8_972); // and 28 bytes of headers
      assertThat(OwnVeth.sentPerSecond(veth.device().name(), MILLIS)).isGreaterThan(CAP * 0.7);
    }
  }

  @Test
  void rootOfSomebodyElses_stays() throws Exception {
    try (OwnVeth veth = new OwnVeth();
        RealCgroups groups = new RealCgroups();
        Actuator actuator = actuator(groups)) {
      String tbf = "tc qdisc add dev " + veth.device().name() + " root handle 7: tbf rate 8mbit";
      assertThat(Veth.text((tbf + " burst 9000 latency 50ms").split(" ", -1))).isEmpty();
      String before = veth.queues();
      for (Limit limit : new Limit[] {Limit.of(CAP), Limit.unlimited()}) {
        Actuation answer =
            actuator.apply(A, new ShapeChange<>(Dimension.NETWORK_INGRESS, null, limit));
        assertThat(answer.status()).isEqualTo(Status.FAILED);
        assertThat(answer.cause()).contains("somebody else's (qdisc tbf 7:");
      }
      assertThat(actuator.read(A).orElseThrow().get(Dimension.NETWORK_INGRESS))
          .contains(Limit.unlimited());
      assertThat(veth.queues()).isEqualTo(before);
    }
  }

  /** As when a container ends: what was made for it goes with the next one's. */
  @Test
  void deviceThatGoes_leavesNoneForLong() throws Exception {
    try (RealCgroups groups = new RealCgroups();
        Actuator actuator = actuator(groups)) {
      NetworkDevice forsaken;
      try (OwnVeth first = new OwnVeth()) {
        forsaken = new NetworkDevice(Ifb.name(first.device()));
        set(actuator, Dimension.NETWORK_EGRESS, Limit.of(CAP));
      }
      assertThat(forsaken.exists()).isTrue();
      Shape gone = actuator.read(A).orElseThrow();
      assertThat(gone.get(Dimension.NETWORK_EGRESS)).isEmpty();
      assertThat(
              actuator
                  .apply(A, new ShapeChange<>(Dimension.NETWORK_EGRESS, null, Limit.of(CAP)))
                  .status())
          .isEqualTo(Status.FAILED);
      try (OwnVeth second = new OwnVeth()) {
        set(actuator, Dimension.NETWORK_EGRESS, Limit.of(CAP));
        assertThat(forsaken.exists()).isFalse();
        assertThat(new NetworkDevice(Ifb.name(second.device())).exists()).isTrue();
        set(actuator, Dimension.NETWORK_EGRESS, Limit.unlimited());
      }
    }
  }

  @Test
  void instanceWithoutDevice_isRefused() throws Exception {
    try (RealCgroups groups = new RealCgroups();
        Actuator actuator = actuator(groups)) {
      groups.makeAnother("b");
      assertThat(actuator.read(B).orElseThrow().get(Dimension.NETWORK_EGRESS)).isEmpty();
      Actuation answer =
          actuator.apply(B, new ShapeChange<>(Dimension.NETWORK_EGRESS, null, Limit.of(CAP)));
      assertThat(answer.status()).isEqualTo(Status.REFUSED);
      assertThat(answer.cause()).contains("names no device");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "a=",
        "=veth1",
        "a=veth1=2",
        "a=ve/th",
        "a=veth1,a=veth2",
        "a=v1,b=v1",
        "a=.."
      })
  void settings_malformed_areToldOf(String text) {
    assertThatThrownBy(() -> InstanceDevices.of(Settings.of(Map.of("network.devices", text))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("network.devices")
        .hasMessageContaining(text);
  }
}
