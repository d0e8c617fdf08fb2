package io.foreshape.linux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foreshape.linux.KernelBatch.Change;
import io.foreshape.linux.KernelModule.Refusal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What the kernel module makes of batches, good ones and others, in a guest that has it loaded. */
final class ModuleChecks {

  /** Told by guest/run where there is a module. */
  private static final String MODULE = "FORESHAPE_MODULE";

  private static final Path USED = Path.of("/sys/module/foreshape/parameters/batches");
  private static final Path TAINTED = Path.of("/proc/sys/kernel/tainted");

  /** That something went wrong in the kernel: a bad page, an oops, a warning, a lockup. */
  private static final long BROKEN = 1 << 5 | 1 << 7 | 1 << 9 | 1 << 14;

  private static final int KILLS = 40;
  private static final int FUZZED_BATCHES = 4_000;

  private ModuleChecks() {}

  /** Loads the module; false if there is none. */
  static boolean load() throws IOException, InterruptedException {
    String file = System.getenv(MODULE);
    if (file == null) {
      return false;
    }
    assertThat(run("busybox", "insmod", file)).isEmpty();
    return true;
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    return process.waitFor() == 0 ? output : "failed: " + output;
  }

  /** Runs a check that must go through the module. */
  static void throughModule(GuestChecks.Check check) throws Exception {
    long before = used();
    check.run();
    assertThat(used()).as("batches").isGreaterThan(before);
  }

  /** How many batches it has carried out. */
  static long used() throws IOException {
    return Long.parseLong(Files.readString(USED).strip());
  }

  private static KernelModule open() throws IOException {
    return KernelModule.open(KernelModule.DEVICE);
  }

  /** Many changes of many groups, of which the last is refused, leave everything as it was. */
  static void allOrNothing() throws Exception {
    String device = Files.readString(Path.of("/sys/block/vda/dev")).strip();
    try (ModuleGroups groups = new ModuleGroups(20);
        KernelModule module = open()) {
      for (int round = 0; round < 2; round++) {
        List<Change> good = everything(groups, device, round);
        refusesAndUndoes(groups, module, good);
        assertThat(module.apply(groups.batch(good))).isEmpty();
        assertThat(Files.readString(groups.file("g3", "io.max")))
            .isEqualTo(
                device + " rbps=" + (round + 1) * 1_000_000 + " wbps=max riops=max wiops=9\n");
        assertThat(Files.readString(groups.file("g19", "memory.max"))).isEqualTo("1073741824\n");
      }
    }
  }

  /** A change of every file of every group. */
  private static List<Change> everything(ModuleGroups groups, String device, int round)
      throws IOException {
    Map<String, String> values =
        Map.of(
            "cpu.max", 20_000 + round * 1_000 + " 50000",
            "cpu.weight", Integer.toString(200 + round),
            "cpuset.cpus", "0-1",
            "cpuset.mems", "0",
            "io.weight", "default " + (300 + round),
            "memory.high", "536870912",
            "memory.low", "4096",
            "memory.max", "1073741824",
            "memory.swap.max", "8192",
            "pids.max", Integer.toString(77 + round));
    List<Change> changes = new ArrayList<>();
    for (String name : groups.names()) {
      for (Map.Entry<String, String> value : values.entrySet()) {
        changes.add(groups.change(name, value.getKey(), value.getValue()));
      }
      // A burst is below its quota, so it comes after; and one file is written twice.
      changes.add(groups.change(name, "cpu.max.burst", "7000"));
      changes.add(groups.change(name, "memory.min", "4096"));
      changes.add(groups.change(name, "io.max", device + " rbps=" + (round + 1) * 1_000_000));
      changes.add(groups.change(name, "io.max", device + " wiops=9"));
    }
    return changes;
  }

  private static void refusesAndUndoes(ModuleGroups groups, KernelModule module, List<Change> good)
      throws IOException {
    Change a = groups.change("a", "cpu.weight", "100");
    List<Change> bad =
        List.of(
            groups.change("g19", "cpu.weight", "nonsense"),
            groups.change("g19", "cpu.max", "999 100000"),
            groups.change("g19", "cpu.max.burst", "900000"),
            groups.change("g19", "cpuset.cpus", "0,1000"),
            groups.change("g19", "memory.max", "-5x"),
            new Change("no-such-group", a.inode(), "cpu.weight", "100"),
            new Change("a", a.inode() + 1, "cpu.weight", "100"));
    Map<String, String> before = groups.texts();
    for (Change last : bad) {
      List<Change> changes = new ArrayList<>(good);
      changes.add(last);
      Refusal refusal = module.apply(groups.batch(changes)).orElseThrow();
      assertThat(refusal.change()).as("%s", last).isEqualTo(good.size());
      assertThat(refusal.left()).as("%s", last).isZero();
      assertThat(groups.texts()).as("after %s", last).isEqualTo(before);
    }
  }

  /** A list of which the group above has only a part is taken back, which the kernel does not. */
  static void effectiveCpus() throws Exception {
    try (ModuleGroups groups = new ModuleGroups(1);
        KernelModule module = open()) {
      Files.writeString(groups.scope().resolve("cpuset.cpus"), "0");
      Map<String, String> before = groups.texts();
      List<Change> changes =
          List.of(
              groups.change("a", "cpuset.cpus", "0"), groups.change("g0", "cpuset.cpus", "0-1"));
      Refusal refusal = module.apply(groups.batch(changes)).orElseThrow();
      assertThat(refusal.change()).isEqualTo(1);
      assertThat(groups.texts()).isEqualTo(before);
      assertThat(module.apply(groups.batch(changes.subList(0, 1)))).isEmpty();
    }
  }

  static void otherVersion() throws Exception {
    try (ModuleGroups groups = new ModuleGroups(0);
        KernelModule module = open()) {
      KernelBatch batch = groups.batch(List.of(groups.change("a", "cpu.weight", "300")));
      Map<String, String> before = groups.texts();
      for (int version : new int[] {0, 2, -1}) {
        ByteBuffer bytes = batch.bytes();
        bytes.putInt(Integer.BYTES, version);
        assertThatThrownBy(() -> module.apply(bytes, batch.changes()))
            .hasMessageContaining("Protocol not supported");
      }
      ByteBuffer bytes = batch.bytes();
      bytes.putInt(0, 1);
      assertThatThrownBy(() -> module.apply(bytes, batch.changes()))
          .hasMessageContaining("Invalid argument");
      assertThat(groups.texts()).isEqualTo(before);
    }
  }

  /** The kernel itself refuses whatever is not a group right in the scope and one of its knobs. */
  static void hostileNames() throws Exception {
    try (ModuleGroups groups = new ModuleGroups(1);
        KernelModule module = open()) {
      long own = ModuleGroups.inode(groups.scope());
      long root = ModuleGroups.inode(groups.scope().resolveSibling(""));
      long a = ModuleGroups.inode(groups.scope().resolve("a"));
      Map<String, String> before = groups.texts();
      for (String name :
          List.of(
              "",
              ".",
              "..",
              "/",
              "a/",
              "./a",
              "a/.",
              "../a",
              "a/../a",
              "g0/../a",
              "/a",
              "a\nb",
              "a\0",
              "a\0b",
              "\u007f",
              "a".repeat(256))) {
        for (long inode : new long[] {a, own, root}) {
          refuses(groups, module, new Change(name, inode, "cpu.weight", "300"));
        }
      }
      for (String file :
          List.of(
              "",
              ".",
              "..",
              "../g0/cpu.weight",
              "./cpu.weight",
              "/cpu.weight",
              "cpu.weight/",
              "cpu.weight\n",
              "cpu.weight\0x",
              "cgroup.procs",
              "cgroup.kill",
              "cgroup.freeze",
              "cgroup.subtree_control",
              "memory.reclaim",
              "cpu.stat",
              "x".repeat(40))) {
        refuses(groups, module, new Change("a", a, file, "1"));
      }
      for (String value : List.of("1\n2", "1\0", "\u00e9", "\t1", "1".repeat(1_024), "")) {
        refuses(groups, module, new Change("a", a, "cpu.weight", value));
      }
      refuses(groups, module, new Change("a", a, "io.max", "rbps=5"));
      refuses(groups, module, new Change("a", a, "io.weight", "254:0 300"));
      assertThat(groups.texts()).isEqualTo(before);
    }
  }

  private static void refuses(ModuleGroups groups, KernelModule module, Change change)
      throws IOException {
    assertThat(module.apply(groups.batch(List.of(change)))).as("%s", change).isPresent();
  }

  /** A directory that is no cgroup, a link to one, and things that are mounted over groups. */
  static void hostileTrees() throws Exception {
    Path top = Files.createTempDirectory(Path.of("/dev/shm"), "hostile");
    try (ModuleGroups groups = new ModuleGroups(2);
        KernelModule module = open()) {
      Path fake = Files.createDirectories(top.resolve("scope/a"));
      Files.writeString(fake.resolve("cpu.weight"), "100\n");
      Change inFake = new Change("a", ModuleGroups.inode(fake), "cpu.weight", "300");
      Path scope = fake.resolveSibling("");
      refusesScope(module, scope, ModuleGroups.inode(scope), inFake, "cross-device");
      assertThat(Files.readString(fake.resolve("cpu.weight"))).isEqualTo("100\n");

      Change good = groups.change("a", "cpu.weight", "300");
      long inode = ModuleGroups.inode(groups.scope());
      Path link = Files.createSymbolicLink(top.resolve("link"), groups.scope());
      refusesScope(module, link, inode, good, "Not a directory");
      Path above =
          Files.createSymbolicLink(top.resolve("above"), groups.scope().resolveSibling(""));
      refusesScope(
          module, above.resolve(groups.scope().getFileName()), inode, good, "symbolic links");
      refusesScope(module, Path.of("sys/fs/cgroup"), inode, good, "Invalid argument");
      refusesScope(module, groups.scope(), inode + 1, good, "Stale");
      refusesScope(module, groups.file("a", "cpu.weight"), inode, good, "Not a directory");

      // Mounted over: another group on g0, a link that leads out of a scope, a file on a file.
      Path g0 = groups.scope().resolve("g0");
      Map<String, String> before = groups.texts();
      Change ofG0 = groups.change("g0", "cpu.weight", "300");
      mounted(
          groups.scope().resolve("g1"),
          g0,
          () -> {
            refuses(groups, module, ofG0);
            refuses(groups, module, groups.change("g0", "cpu.weight", "300"));
          });
      mounted(fake, g0, () -> refuses(groups, module, groups.change("g0", "cpu.weight", "300")));
      mounted(
          fake.resolve("cpu.weight"),
          groups.file("g0", "cpu.weight"),
          () -> refuses(groups, module, ofG0));
      assertThat(Files.readString(fake.resolve("cpu.weight"))).isEqualTo("100\n");
      assertThat(groups.texts()).isEqualTo(before);
      assertThat(module.apply(groups.batch(List.of(ofG0)))).isEmpty();
    } finally {
      run("rm", "-r", top.toString());
    }
  }

  private static void mounted(Path what, Path on, GuestChecks.Check check) throws Exception {
    assertThat(run("busybox", "mount", "-o", "bind", what.toString(), on.toString())).isEmpty();
    try {
      check.run();
    } finally {
      assertThat(run("busybox", "umount", on.toString())).isEmpty();
    }
  }

  private static void refusesScope(
      KernelModule module, Path scope, long inode, Change change, String reason) {
    KernelBatch batch = new KernelBatch(scope, inode, List.of(change));
    assertThatThrownBy(() -> module.apply(batch)).as("%s", scope).hasMessageContaining(reason);
  }

  /** Somebody without rights gains none, whether by his own open device or by root's. */
  static void rights() throws Exception {
    try (ModuleGroups groups = new ModuleGroups(0)) {
      Path batch = Files.createTempFile(Path.of("/dev/shm"), "batch", "");
      Path weight = groups.file("a", "cpu.weight");
      Files.write(batch, bytes(groups.batch(List.of(groups.change("a", "cpu.weight", "300")))));
      Files.setAttribute(batch, "unix:mode", 0644);
      String nobody = "setpriv --reuid 65534 --clear-groups -- ";
      String write = "dd bs=1M if=" + batch + " of=/dev/foreshape conv=notrunc";
      assertThat(run("sh", "-c", nobody + write)).contains("Permission denied");
      // Root's open device in the hands of another process.
      assertThat(
              run(
                  "sh",
                  "-c",
                  "exec 3<>/dev/foreshape; " + nobody + "dd bs=1M if=" + batch + " >&3"))
          .contains("Operation not permitted");
      Files.setAttribute(KernelModule.DEVICE, "unix:mode", 0666);
      assertThat(run("sh", "-c", nobody + write)).contains("Permission denied");
      assertThat(Files.readString(weight)).isEqualTo("100\n");
      Files.setAttribute(weight, "unix:uid", 65_534);
      assertThat(run("sh", "-c", nobody + write)).doesNotContain("failed");
      assertThat(Files.readString(weight)).isEqualTo("300\n");
      Files.setAttribute(KernelModule.DEVICE, "unix:mode", 0600);
      Files.delete(batch);
    }
  }

  private static byte[] bytes(KernelBatch batch) {
    ByteBuffer bytes = batch.bytes();
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    return copy;
  }

  /** Bytes that are no batch, or nearly one: the kernel stays well, and goes on. */
  static void garbage() throws Exception {
    Random random = new Random(5);
    try (ModuleGroups groups = new ModuleGroups(3);
        KernelModule module = open()) {
      String device = Files.readString(Path.of("/sys/block/vda/dev")).strip();
      List<Change> changes = everything(groups, device, 0);
      byte[] good = bytes(groups.batch(changes));
      int taken = 0;
      for (int i = 0; i < FUZZED_BATCHES; i++) {
        byte[] bytes = i % 4 == 0 ? noise(random) : mutated(good, random);
        taken += taken(module, bytes, changes) ? 1 : 0;
      }
      GuestChecks.OUT.println(
          GuestChecks.MEASURED + taken + " of " + FUZZED_BATCHES + " mutated batches were taken");
      assertThat(Long.parseLong(Files.readString(TAINTED).strip()) & BROKEN).isZero();
      assertThat(run("busybox", "dmesg")).doesNotContain("BUG:", "Oops", "WARNING:", "Call Trace");
      assertThat(module.apply(groups.batch(changes))).isEmpty();
    }
  }

  private static boolean taken(KernelModule module, byte[] bytes, List<Change> changes) {
    try {
      return module.apply(ByteBuffer.wrap(bytes), changes).isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  private static byte[] noise(Random random) {
    byte[] bytes = new byte[random.nextInt(200)];
    random.nextBytes(bytes);
    if (bytes.length >= 24 && random.nextBoolean()) {
      // As if it were one of ours.
      ByteBuffer head = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
      head.putInt(KernelBatch.MAGIC).putInt(KernelBatch.VERSION).putInt(random.nextInt(5));
      head.putInt(random.nextInt(20));
    }
    return bytes;
  }

  private static byte[] mutated(byte[] good, Random random) {
    int length = random.nextInt(3) == 0 ? random.nextInt(good.length) : good.length;
    byte[] bytes = Arrays.copyOf(good, length);
    int flips = 1 + random.nextInt(4);
    for (int i = 0; i < flips && length > 0; i++) {
      // Mostly near the start, where the lengths are that all else depends on.
      int at = random.nextInt(random.nextBoolean() ? Math.min(length, 160) : length);
      bytes[at] =
          (byte) (random.nextBoolean() ? random.nextInt() : bytes[at] ^ 1 << random.nextInt(8));
    }
    return bytes;
  }

  /** A process that is killed at any moment leaves all of a batch or nothing of it. */
  static void killed() throws Exception {
    Random random = new Random(7);
    int made = 0;
    try (ModuleGroups groups = new ModuleGroups(80)) {
      Path batch = Files.createTempFile(Path.of("/dev/shm"), "batch", "");
      String[] command = {
        "dd", "bs=1M", "status=none", "conv=notrunc", "if=" + batch, "of=/dev/foreshape"
      };
      String value = "100";
      for (int i = 0; i < KILLS; i++) {
        String next = Integer.toString(101 + i);
        Files.write(batch, bytes(weights(groups, next)));
        Process process = new ProcessBuilder(command).inheritIO().start();
        Thread.sleep(random.nextInt(120));
        process.destroyForcibly().waitFor();
        String first = groups.text("a", "cpu.weight");
        assertThat(first).isIn(value, next);
        made += first.equals(next) ? 1 : 0;
        value = first;
        for (String name : groups.names()) {
          assertThat(groups.text(name, "cpu.weight")).as(name).isEqualTo(first);
          assertThat(groups.text(name, "pids.max"))
              .as(name)
              .isEqualTo(first.equals("100") ? "max" : first);
        }
      }
      GuestChecks.OUT.println(
          GuestChecks.MEASURED + KILLS + " processes killed, " + made + " batches made");
      Files.delete(batch);
    }
  }

  private static KernelBatch weights(ModuleGroups groups, String value) throws IOException {
    List<Change> changes = new ArrayList<>();
    for (String name : groups.names()) {
      changes.add(groups.change(name, "cpu.weight", value));
      changes.add(groups.change(name, "pids.max", value));
    }
    return groups.batch(changes);
  }

  /** Errors have the meaning that they have where files are written. */
  static void errors() throws Exception {
    try (ModuleGroups groups = new ModuleGroups(0);
        KernelModule module = open()) {
      assertThat(cause(groups, module, new Change("b", 1, "cpu.weight", "2")))
          .isInstanceOf(NoSuchFileException.class);
      assertThat(cause(groups, module, groups.change("a", "cpu.weight", "x")))
          .hasMessageContaining("Invalid argument");
      Refusal unknown =
          module.apply(groups.batch(List.of(groups.change("a", "cpu.idle", "1")))).orElseThrow();
      assertThat(unknown.isForFiles()).isTrue();
    }
  }

  private static @Nullable IOException cause(
      ModuleGroups groups, KernelModule module, Change change) throws IOException {
    Optional<Refusal> refusal = module.apply(groups.batch(List.of(change)));
    return refusal.map(Refusal::cause).orElse(null);
  }
}
