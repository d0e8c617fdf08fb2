package io.foreshape.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.host.HostId;
import io.foreshape.api.provider.ConfigurationException;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.api.workload.UsageSample;
import io.foreshape.api.workload.UsageSource;
import io.foreshape.testkit.SkipReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is told of the classes of a device that instances share. */
@ExtendWith(SkipReason.class)
class SharedDeviceUseTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final InstanceId A = new InstanceId("a");

  /** A device that every machine has, and nobody shapes. */
  private static final NetworkDevice DEVICE = new NetworkDevice("lo");

  @TempDir private Path root;

  @BeforeEach
  void makeGroups() throws IOException {
    Tree.v2(root, "a");
    marks("\"scope/a\" : 0xf05e0010, \"scope/b\" : 0xf05e0011");
  }

  private void marks(String elements) throws IOException {
    Files.writeString(root.resolve("nft.txt"), "elements = { " + elements + " }\n");
  }

  /** What a class has sent by now, of 1 MB/s. */
  private void sent(long bytes) throws IOException {
    Files.writeString(
        root.resolve("tc.txt"),
        "class htb f05e:10 parent f05e:ffff prio 0 rate 8Kbit ceil 8Mbit burst 1600b cburst 1600b \n"
            + " Sent "
            + bytes
            + " bytes 9 pkt (dropped 0, overlimits 0 requeues 0) \n backlog 0b 0p requeues 0\n");
  }

  /** Has nft end with an error, other than that there is no table. */
  private void breakNft() throws IOException {
    Files.delete(root.resolve("nft.txt"));
    Files.createDirectory(root.resolve("nft.txt"));
  }

  /** A program that says what is in the file of its name. */
  private Program saying(String name) throws IOException {
    Path script = root.resolve(name);
    Files.writeString(script, "#!/bin/sh\nexec cat " + root.resolve(name + ".txt") + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return new Program(script, Duration.ofSeconds(10));
  }

  private UsageSource source(Program tc, NetworkDevice device) throws IOException {
    return new CgroupUsageSource(
        CgroupLayout.open(Tree.settings(root)),
        new HostId("here"),
        new SharedDeviceUse(tc, saying("nft"), device, "scope"));
  }

  private static UsageSample sample(UsageSource source, int step) {
    return source.samples(NOW.plusSeconds(10L * step)).get(0);
  }

  @Test
  void samples_areOfTheOwnClass() throws IOException {
    sent(1_000);
    try (UsageSource source = source(saying("tc"), DEVICE)) {
      source.samples(NOW);
      sent(8_001_000);
      UsageSample below = sample(source, 1);
      assertThat(below.mean().get(Resource.NETWORK_EGRESS)).isCloseTo(800_000, within(1e-6));
      assertThat(below.mean().has(Resource.NETWORK_INGRESS)).isFalse();
      assertThat(below.pressure().atLimit()).isEmpty();
      sent(17_001_000);
      assertThat(sample(source, 2).pressure().atLimit()).containsExactly(Resource.NETWORK_EGRESS);
      marks("\"scope/b\" : 0xf05e0010");
      assertThat(sample(source, 3).mean().has(Resource.NETWORK_EGRESS)).isFalse();
    }
  }

  /** A class begins at 0 when it is made, and that can be beyond what one counted long ago. */
  @Test
  void classThatWasAway_tellsNothingOnce() throws IOException {
    sent(1_000);
    try (UsageSource source = source(saying("tc"), DEVICE)) {
      source.samples(NOW);
      Files.writeString(root.resolve("tc.txt"), "");
      assertThat(sample(source, 1).mean().has(Resource.NETWORK_EGRESS)).isFalse();
      sent(2_000);
      assertThat(sample(source, 2).mean().has(Resource.NETWORK_EGRESS)).isFalse();
      sent(12_000);
      assertThat(sample(source, 3).mean().get(Resource.NETWORK_EGRESS))
          .isCloseTo(1_000, within(1e-6));
    }
  }

  @Test
  void classes_thatCannotBeRead_leaveTheRest() throws IOException {
    sent(1_000);
    try (UsageSource source = source(saying("tc"), DEVICE)) {
      source.samples(NOW);
      breakNft();
      UsageSample sample = sample(source, 1);
      assertThat(sample.instance()).isEqualTo(A);
      assertThat(sample.mean().has(Resource.NETWORK_EGRESS)).isFalse();
      assertThat(sample.mean().has(Resource.MEMORY)).isTrue();
    }
  }

  @Test
  void marks_thatCannotBeRead_areToldBeforeThereIsAny() throws IOException {
    Files.writeString(root.resolve("tc.txt"), "");
    SharedDeviceUse use = new SharedDeviceUse(saying("tc"), saying("nft"), DEVICE, "scope");
    use.probe();
    breakNft();
    assertThatThrownBy(use::probe).isInstanceOf(IOException.class).hasMessageContaining("nft");
  }

  @Test
  void create_whatCannotBe_isTold() {
    isTold("got (e/0)", "network", "e/0");
    isTold("either it or network.devices", "network", "lo", "network.devices", "a=lo");
    isTold("no-such-device", "network", "no-such-device");
  }

  private void isTold(String what, String... settings) {
    assertThatThrownBy(() -> new CgroupUsageSourceProvider().create(Tree.settings(root, settings)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(what);
  }

  /** The kernel's own counts: classes of this machine's kernel, marks as nft would tell them. */
  @Test
  void samples_ofThisKernel() throws Exception {
    int cap = 200_000;
    try (OwnVeth veth = new OwnVeth()) {
      String device = veth.device().name();
      String answer = tc("qdisc add dev " + device + " root handle f05e: htb default 10");
      Assumptions.assumeTrue(answer.isEmpty(), "no HTB in this kernel: " + answer);
      setClass(device, "f05e: classid f05e:ffff", 8_000_000_000L);
      setClass(device, "f05e:ffff classid f05e:10", 8L * cap);
      try (UsageSource source =
          source(Program.find("tc").orElseThrow(), new NetworkDevice(device))) {
        veth.sendToThere(1_000);
        UsageSample held = GuestChecks.sampleOver(source, 3_000);
        assertThat(held.mean().get(Resource.NETWORK_EGRESS)).isBetween(cap * 0.7, cap * 1.15);
        assertThat(held.pressure().atLimit()).containsExactly(Resource.NETWORK_EGRESS);
        setClass(device, "f05e:ffff classid f05e:10", 8_000_000_000L);
        UsageSample free = GuestChecks.sampleOver(source, 3_000);
        assertThat(free.mean().get(Resource.NETWORK_EGRESS)).isGreaterThan(cap * 3);
        assertThat(free.pressure().atLimit()).isEmpty();
      }
    }
  }

  private static void setClass(String device, String place, long bits)
      throws IOException, InterruptedException {
    String command = "class replace dev " + device + " parent " + place + " htb quantum 1514";
    assertThat(tc(command + " rate " + bits + "bit")).isEmpty();
  }

  private static String tc(String arguments) throws IOException, InterruptedException {
    return Veth.text(("tc " + arguments).split(" ", -1));
  }
}
