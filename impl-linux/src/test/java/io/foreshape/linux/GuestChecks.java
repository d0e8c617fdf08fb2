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
import io.foreshape.shaper.spi.Actuation.Status;
import io.foreshape.shaper.spi.Actuator;
import io.foreshape.testkit.ActuatorContract;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What knobs do to processes, in a guest that {@link GuestTest} boots. The guest's CPUs are
 * emulated and slow while its time is real: so shares and counters are looked at, never speeds.
 */
final class GuestChecks {

  static final String PASSED = "passed ";
  static final String FAILED = "failed ";
  static final String MEASURED = "measured ";
  static final String SKIPPED = "skipped ";

  private static final InstanceId A = new InstanceId("a");
  static final PrintStream OUT = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
  private static final long MEBI = 1 << 20;
  private static final String LOADING = "module_isLoaded";
  private static final Set<String> ONLY = new HashSet<>();
  private static int failures;

  private GuestChecks() {}

  /** A check, which may fail in any way. */
  interface Check {
    void run() throws Exception;
  }

  /** Runs all checks, or those that are named. */
  public static void main(String[] arguments) {
    only(arguments);
    check("cpuQuota_throttles", GuestChecks::cpuQuota);
    check("burst_isUsed", GuestChecks::burst);
    check("pinning_isWhereThreadsRun", GuestChecks::pinning);
    check("idle_getsWhatNobodyWants", GuestChecks::idle);
    check("threads_runWhereTheyArePinned", GuestChecks::threads);
    check("threads_thatCannotBePinned_areTold", GuestChecks::threadsFaults);
    check("partition_keepsOthersOff", PartitionCheck::run);
    check("nodes_areWhereMemoryIs", NodesCheck::run);
    check("tiers_whereThereIsOne_areMissing", NodesCheck::oneTier);
    check("swapAndZswap_areHeld", SwapCheck::run);
    check("ioWeight_sharesTheDisk", DiskWeightCheck::run);
    check("htb_capsAndGuarantees", NetworkCheck::run);
    check("ifb_capsAndGuaranteesWhatIsReceived", IngressCheck::run);
    check("networkRight_lostLater_isRefused", NetworkRightsCheck::run);
    check("ifbMissing_isRefused", IngressCheck::withoutIfb);
    check("memoryMax_underLoad_killsNobody", GuestChecks::memoryMax);
    check("memoryHigh_thatIsFull_isTold", GuestChecks::memoryHigh);
    check("ioMax_slowsReading", DiskRateCheck::usual);
    check("cache_isHit", CacheCheck::hits);
    check("cache_changesUnderLoad_loseNothing", CacheCheck::changes);
    check("cache_whatCannotBe_isTold", CacheCheck::refusals);
    check("cache_thatIsNotWrittenBackInTime_stays", CacheCheck::slowDrain);
    check("cache_keepsToTheContract", CacheCheck::contract);
    check("cacheMissing_isRefused", CacheCheck::withoutModule);
    check("ioLatency_holdsOthersBack", DiskLatencyCheck::run);
    check("ioMax_ofOneDisk_leavesTheOther", DiskRateCheck::named);
    check("readOnlyMount_isRefused", FaultChecks::readOnlyMount);
    check("groupThatVanishes_isShapedOrGone", FaultChecks::vanishing);
    check("mountInAGroupsPlace_isNoGroup", FaultChecks::mountedOver);
    check("errorsOfEveryKnob_areTold", FaultChecks::injected);
    for (Method rule : rules()) {
      check(rule.getName(), () -> keepsTo(rule, new RealCgroupConformanceTest()));
    }
    check(LOADING, GuestChecks::throughModule);
    end();
  }

  /** Has only these checks run, if any are named. */
  static void only(String... names) {
    ONLY.addAll(List.of(names));
  }

  /** Ends the process with a status that says whether all checks passed. */
  static void end() {
    System.exit(failures == 0 ? 0 : 1);
  }

  /** From here on the kernel module is loaded, if there is one. */
  private static void throughModule() throws IOException, InterruptedException {
    if (!ModuleChecks.load()) {
      OUT.println(
          SKIPPED + "the kernel module's checks: impl-linux/guest/prepare made none, and says why");
      return;
    }
    long before = ModuleChecks.used();
    for (Method rule : rules()) {
      checkModule(rule.getName(), () -> keepsTo(rule, new RealCgroupConformanceTest()));
    }
    checkModule("rules_wentThroughIt", () -> assertThat(ModuleChecks.used()).isGreaterThan(before));
    checkModule("cpuQuota_throttles", () -> ModuleChecks.throughModule(GuestChecks::cpuQuota));
    checkModule("burst_isUsed", () -> ModuleChecks.throughModule(GuestChecks::burst));
    checkModule(
        "pinning_isWhereThreadsRun", () -> ModuleChecks.throughModule(GuestChecks::pinning));
    checkModule("idle_getsWhatNobodyWants", () -> ModuleChecks.throughModule(GuestChecks::idle));
    checkModule(
        "memoryMax_underLoad_killsNobody",
        () -> ModuleChecks.throughModule(GuestChecks::memoryMax));
    checkModule("batch_isAllOrNothing", ModuleChecks::allOrNothing);
    checkModule("cpusNotInEffect_areTakenBack", ModuleChecks::effectiveCpus);
    checkModule("errors_areThoseOfFiles", ModuleChecks::errors);
    checkModule("otherVersion_isRefused", ModuleChecks::otherVersion);
    checkModule("hostileNames_areRefused", ModuleChecks::hostileNames);
    checkModule("hostileTrees_areRefused", ModuleChecks::hostileTrees);
    checkModule("rights_areThoseOfWhoeverWrites", ModuleChecks::rights);
    checkModule("killedProcess_leavesAllOrNothing", ModuleChecks::killed);
    checkModule("garbage_doesNoHarm", ModuleChecks::garbage);
  }

  private static void checkModule(String name, Check check) {
    check("module_" + name, check);
  }

  static void check(String name, Check check) {
    if (!ONLY.isEmpty() && !ONLY.contains(name) && !name.equals(LOADING)) {
      return;
    }
    try {
      check.run();
      OUT.println(PASSED + name);
    } catch (Exception | AssertionError e) {
      failures++;
      OUT.println(FAILED + name + " " + e.toString().replace('\n', ' '));
    }
  }

  /** The rules that every actuator keeps to, in the same order each time. */
  static List<Method> rules() {
    return Arrays.stream(ActuatorContract.class.getMethods())
        .filter(rule -> rule.getName().startsWith("required_"))
        .sorted(Comparator.comparing(Method::getName))
        .toList();
  }

  static void keepsTo(Method rule, RealCgroupConformanceTest subject) throws Exception {
    subject.make();
    try {
      rule.invoke(subject);
    } catch (InvocationTargetException e) {
      throw new AssertionError(rule.getName() + ": " + e.getCause(), e);
    } finally {
      subject.remove();
    }
  }

  private static Actuation set(Actuator actuator, Dimension<Limit> limit, double amount) {
    return actuator.apply(A, new ShapeChange<>(limit, null, Limit.of(amount)));
  }

  static UsageSample sampleOver(UsageSource source, int millis) throws InterruptedException {
    List<UsageSample> samples = samplesOver(source, millis);
    assertThat(samples).hasSize(1);
    return samples.get(0);
  }

  /** One sample of each instance, over so long a time. */
  static List<UsageSample> samplesOver(UsageSource source, int millis) throws InterruptedException {
    source.samples(InstantSource.system().instant());
    Thread.sleep(millis);
    return source.samples(InstantSource.system().instant());
  }

  private static void cpuQuota() throws Exception {
    try (RealCgroups groups = new RealCgroups();
        Actuator actuator = new CgroupActuatorProvider().create(groups.settings());
        UsageSource source = new CgroupUsageSourceProvider().create(groups.settings())) {
      Process spinning = groups.start("while :; do :; done");
      try {
        UsageSample free = sampleOver(source, 2_000);
        assertThat(free.mean().get(Resource.CPU)).isGreaterThan(0.5);
        assertThat(free.pressure().cpuThrottledShare()).isZero();
        assertThat(set(actuator, Dimension.CPU_QUOTA, 0.2)).isEqualTo(Actuation.done());
        UsageSample held = sampleOver(source, 4_000);
        OUT.println(
            MEASURED
                + "0.2 cores: used "
                + held.mean().get(Resource.CPU)
                + ", throttled "
                + held.pressure().cpuThrottledShare());
        assertThat(held.mean().get(Resource.CPU)).isBetween(0.1, 0.26);
        assertThat(held.pressure().cpuThrottledShare()).isBetween(0.4, 1.0);
        assertThat(held.isCensored(Resource.CPU)).isTrue();
      } finally {
        spinning.destroyForcibly().waitFor();
      }
    }
  }

  /** Work that is more than a quota at a time and less than it over time. */
  private static void burst() throws Exception {
    try (RealCgroups groups = new RealCgroups();
        Actuator actuator = new CgroupActuatorProvider().create(groups.settings())) {
      assertThat(set(actuator, Dimension.CPU_QUOTA, 0.1)).isEqualTo(Actuation.done());
      assertThat(set(actuator, Dimension.CPU_BURST, 0.02).status()).isEqualTo(Status.FAILED);
      assertThat(set(actuator, Dimension.CPU_BURST, 0.01)).isEqualTo(Actuation.done());
      Process working =
          groups.start(
              "while :; do sleep 0.5; i=0; while [ $i -lt 2000 ]; do i=$((i+1)); done; done");
      try {
        Thread.sleep(5_000);
        String stat = groups.text("cpu.stat");
        OUT.println(MEASURED + "burst: " + stat.replace('\n', ' '));
        assertThat(Numbers.ofKey(stat, "nr_bursts").orElseThrow()).isPositive();
        assertThat(set(actuator, Dimension.CPU_QUOTA, 0.05).status()).isEqualTo(Status.FAILED);
      } finally {
        kill(working);
      }
    }
  }

  private static void pinning() throws Exception {
    try (RealCgroups groups = new RealCgroups();
        Actuator actuator = new CgroupActuatorProvider().create(groups.settings())) {
      Pinning.check(groups, actuator);
    }
  }

  private static void idle() throws Exception {
    try (RealCgroups groups = new RealCgroups();
        Actuator actuator = new CgroupActuatorProvider().create(groups.settings());
        UsageSource source = new CgroupUsageSourceProvider().create(groups.settings())) {
      OUT.println(MEASURED + IdleCheck.check(groups, actuator, source));
    }
  }

  private static void threads() throws Exception {
    try (RealCgroups groups = new RealCgroups();
        Actuator actuator = new CgroupActuatorProvider().create(ThreadsCheck.settings(groups));
        ThreadsCheck threads = new ThreadsCheck(groups, actuator)) {
      OUT.println(MEASURED + threads.effect());
      threads.refusals();
      threads.comingAndGoing(groups);
      OUT.println(MEASURED + threads.cpuset());
      for (Method rule : rules()) {
        rule.invoke(new ThreadsConformance(groups));
      }
    }
  }

  private static void threadsFaults() throws Exception {
    try (RealCgroups groups = new RealCgroups()) {
      ThreadsFaultsCheck.run(groups);
    }
  }

  private static void memoryMax() throws Exception {
    Path held = Path.of("/dev/shm/foreshape-held");
    try (RealCgroups groups = new RealCgroups();
        Actuator actuator = new CgroupActuatorProvider().create(groups.settings())) {
      // 48 MiB that can't be reclaimed, and a page cache that grows all the time.
      Process load =
          groups.start(
              "dd if=/dev/zero of="
                  + held
                  + " bs=1M count=48 2>/dev/null;"
                  + " while :; do dd if=/dev/vda of=/dev/null bs=1M count=400 2>/dev/null; done");
      try {
        for (int i = 0; i < 100 && used(groups) < 300 * MEBI; i++) {
          Thread.sleep(200);
        }
        assertThat(used(groups)).isGreaterThan(300 * MEBI);
        assertThat(set(actuator, Dimension.MEMORY_HARD, 128 * MEBI)).isEqualTo(Actuation.done());
        long after = used(groups);
        OUT.println(MEASURED + "memory.max 128 MiB under load: used " + after / MEBI + " MiB");
        assertThat(after).isLessThanOrEqualTo(128 * MEBI);
        assertThat(actuator.inUse(A, Resource.MEMORY).orElseThrow()).isGreaterThan(40.0 * MEBI);
        Actuation below = set(actuator, Dimension.MEMORY_HARD, 16 * MEBI);
        assertThat(below.status()).isEqualTo(Status.FAILED);
        assertThat(groups.text("memory.max")).isEqualTo(Long.toString(128 * MEBI));
        assertThat(groups.text("memory.events")).contains("oom_kill 0");
        assertThat(load.isAlive()).isTrue();
      } finally {
        kill(load);
        Files.deleteIfExists(held);
      }
    }
  }

  /** Memory that can't be reclaimed fills a limit, and pages of files that are read once do not. */
  private static void memoryHigh() throws Exception {
    Path held = Path.of("/dev/shm/foreshape-held");
    try (RealCgroups groups = new RealCgroups();
        Actuator actuator = new CgroupActuatorProvider().create(groups.settings());
        UsageSource source = new CgroupUsageSourceProvider().create(groups.settings())) {
      assertThat(set(actuator, Dimension.MEMORY_SOFT, 32 * MEBI)).isEqualTo(Actuation.done());
      Process reading =
          groups.start("while :; do dd if=/dev/vda of=/dev/null bs=1M count=400; done");
      try {
        Thread.sleep(2_000);
        long before = Numbers.ofKey(groups.text("memory.events"), "high").orElseThrow();
        UsageSample cache = sampleOver(source, 3_000);
        assertThat(Numbers.ofKey(groups.text("memory.events"), "high").orElseThrow())
            .isGreaterThan(before);
        OUT.println(
            MEASURED + "memory.high, files read: used " + cache.mean().get(Resource.MEMORY));
        assertThat(cache.isCensored(Resource.MEMORY)).isFalse();
      } finally {
        kill(reading);
      }
      Process filling = groups.start("exec dd if=/dev/zero of=" + held + " bs=64k count=4096");
      try {
        double enough = 30.0 * MEBI; // of what can't be reclaimed; the cache of before goes first
        for (int i = 0; i < 600 && actuator.inUse(A, Resource.MEMORY).orElse(0) < enough; i++) {
          Thread.sleep(200);
        }
        UsageSample full = sampleOver(source, 3_000);
        OUT.println(MEASURED + "memory.high, filled: used " + full.mean().get(Resource.MEMORY));
        assertThat(full.isCensored(Resource.MEMORY)).isTrue();
      } finally {
        kill(filling);
        Files.deleteIfExists(held);
      }
    }
  }

  private static long used(RealCgroups groups) throws IOException {
    return Numbers.unsigned(groups.text("memory.current")).orElseThrow();
  }

  /** Ends a shell and what it has started. */
  static void kill(Process shell) throws InterruptedException {
    shell.destroyForcibly().waitFor();
    shell.descendants().forEach(ProcessHandle::destroyForcibly);
  }
}
