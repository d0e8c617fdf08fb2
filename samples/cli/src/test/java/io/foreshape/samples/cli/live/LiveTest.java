package io.foreshape.samples.cli.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.provider.ConfigurationException;
import io.foreshape.testkit.SkipReason;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The whole command on this machine's cgroups, where these can be made. */
@ExtendWith(SkipReason.class)
class LiveTest {

  private static final Path ROOT = Path.of("/sys/fs/cgroup");
  private static final Path DEVICES = Path.of("/sys/class/net");
  private static final Path SPACES = Path.of("/var/run/netns");
  private static final int DEPTH = 8;
  private static final long PATIENCE_SECONDS = 60;

  @TempDir Path folder;

  /** Devices of the runs, and what the kernel calls what they have made of them. */
  private final List<String> devices = new ArrayList<>();

  private boolean isNetworkShaped;

  @BeforeEach
  void cgroupsCanBeMade() throws IOException {
    Assumptions.assumeTrue(Files.isDirectory(ROOT), "there are no cgroups at " + ROOT);
    try (LiveGroups groups = LiveGroups.make()) {
      Assumptions.assumeTrue(groups.missing().isEmpty(), () -> groups.missing().toString());
    } catch (ConfigurationException e) {
      Assumptions.abort(e.getMessage());
    }
    try (LiveNetwork network = LiveNetwork.make()) {
      isNetworkShaped = network.obstacle().isEmpty();
    }
  }

  @Test
  void toItsEnd_shapesAndTakesEverythingBack() throws IOException, InterruptedException {
    Process live = start();
    List<ProcessHandle> workloads = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    try (BufferedReader output = live.inputReader(UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        lines.add(line);
        if (workloads.isEmpty() && line.startsWith("day 2")) {
          live.descendants().forEach(workloads::add);
          keepDevices(live);
        }
      }
    }

    assertThat(live.waitFor()).as(String.join("\n", lines)).isZero();
    assertThat(lines).allMatch(line -> line.chars().noneMatch(Character::isISOControl));
    assertThat(workloads).hasSize(2 * Workload.values().length);
    assertThat(lines)
        .contains("Restored: all 4 groups had the values of their orders again.")
        .anyMatch(line -> line.matches("web +cores .* % .* % .* %"))
        .anyMatch(line -> line.matches("day 4, .* web .*/.* cores .*"));
    assertThat(shapes(lines, "web", "cores")).as("shapes in force").hasSizeGreaterThan(3);
    if (isNetworkShaped) {
      assertThat(shapes(lines, "feed", "MB/s")).as("shapes in force").hasSizeGreaterThan(3);
      assertThat(lines).anyMatch(line -> line.matches("feed +MB/s .* % .* % .* %"));
    } else {
      assertThat(lines).anyMatch(line -> line.startsWith("Not shaped: network-egress: "));
    }
    assertNothingIsLeft(live, workloads);
  }

  /** The different shapes of a workload that the lines of a run tell. */
  private static List<String> shapes(List<String> lines, String workload, String unit) {
    String shape = ".* " + workload + " [0-9.]+/([0-9.]+) " + unit + ".*";
    return lines.stream()
        .filter(line -> line.startsWith("day ") && line.matches(shape))
        .map(line -> line.replaceAll(shape, "$1"))
        .distinct()
        .toList();
  }

  @Test
  void interrupted_takesEverythingBack() throws IOException, InterruptedException {
    Process live = start();
    List<ProcessHandle> workloads = untilTheFirstDay(live);
    new ProcessBuilder("kill", "-INT", Long.toString(live.pid())).start().waitFor();

    String rest = new String(live.getInputStream().readAllBytes(), UTF_8);

    assertThat(live.waitFor()).isEqualTo(128 + 2);
    assertThat(rest).contains("nothing to compare", "Restored: all 4 groups");
    assertNothingIsLeft(live, workloads);
  }

  @Test
  void killed_leavesNoProcess_andItsGroupsGoWithTheNextRun() throws Exception {
    Process live = start();
    List<ProcessHandle> workloads = untilTheFirstDay(live);
    live.destroyForcibly().waitFor();
    for (ProcessHandle workload : workloads) {
      workload.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    try (LiveGroups next = LiveGroups.make()) {
      assertThat(next.scope(LiveGroups.Side.SHAPED)).isNotEmpty();
    }
    Leftovers.removeFolders(folder);
    LiveNetwork.removeLeftovers();

    assertNothingIsLeft(live, workloads);
  }

  /** Its folders are in this test's, so that none is that of somebody else's run. */
  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Djava.io.tmpdir=" + folder,
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            "io.foreshape.samples.cli.Main",
            "live",
            "--duration",
            Live.SHORTEST.toString())
        .redirectInput(new File("/dev/null"))
        .redirectErrorStream(true)
        .start();
  }

  private List<ProcessHandle> untilTheFirstDay(Process live) throws IOException {
    // Not closed, nor read ahead: the rest is read by somebody else.
    StringBuilder text = new StringBuilder();
    while (!text.toString().contains("\nday 1, 02:00")) {
      int next = live.getInputStream().read();
      assertThat(next).as(text.toString()).isNotNegative();
      text.append((char) next);
    }
    keepDevices(live);
    return live.descendants().toList();
  }

  private void assertNothingIsLeft(Process live, List<ProcessHandle> workloads) throws IOException {
    assertThat(workloads).noneMatch(ProcessHandle::isAlive);
    assertThat(groupsOf(live)).isEmpty();
    assertThat(folder).isEmptyDirectory();
    assertThat(devices).hasSize(isNetworkShaped ? 2 * LiveGroups.Side.values().length : 0);
    assertThat(devices).noneMatch(name -> Files.exists(DEVICES.resolve(name)));
    assertThat(named(SPACES, LiveGroups.PREFIX + live.pid())).isEmpty();
  }

  /** Of each side the device, and one that stands for what it receives once that is shaped. */
  private void keepDevices(Process live) throws IOException {
    for (Path device : named(DEVICES, "fsl" + live.pid())) {
      devices.add(device.getFileName().toString());
      devices.add("foreshape" + Files.readString(device.resolve("ifindex")).strip());
    }
    assertThat(devices).allMatch(name -> Files.exists(DEVICES.resolve(name)));
  }

  private static List<Path> named(Path folder, String prefix) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().startsWith(prefix)).toList();
    }
  }

  private static List<Path> groupsOf(Process live) throws IOException {
    return named(ROOT, LiveGroups.PREFIX + live.pid(), DEPTH);
  }

  private static List<Path> named(Path group, String name, int depth) throws IOException {
    List<Path> found = new ArrayList<>();
    try {
      for (Path child : depth == 0 ? List.<Path>of() : CgroupTree.children(group)) {
        found.addAll(child.endsWith(name) ? List.of(child) : named(child, name, depth - 1));
      }
    } catch (NoSuchFileException e) {
      return found; // somebody else's has just gone
    }
    return found;
  }
}
