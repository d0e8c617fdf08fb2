package io.foreshape.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foreshape.api.provider.ConfigurationException;
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
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** What a cache does to a volume whose own device is slow, and that nothing is lost meanwhile. */
final class CacheCheck {

  private static final InstanceId A = new InstanceId("a");
  private static final double MEBI = 1 << 20;
  private static final int PER_WRITE_MILLIS = 5_000;

  private final SlowVolume volume;
  private final Actuator actuator;
  private Shape shape;

  private CacheCheck(SlowVolume volume, Actuator actuator) {
    this.volume = volume;
    this.actuator = actuator;
    this.shape = actuator.read(A).orElseThrow();
  }

  private interface Check {
    void of(CacheCheck check) throws Exception;
  }

  private static void with(int readMillis, int writeMillis, Check check) throws Exception {
    try (SlowVolume volume = new SlowVolume(readMillis, writeMillis);
        RealCgroups groups = new RealCgroups();
        Actuator actuator = new CgroupActuatorProvider().create(settings(groups))) {
      check.of(new CacheCheck(volume, actuator));
      volume.isAsAtFirst();
    }
  }

  static Settings settings(RealCgroups groups) {
    return Settings.of(
        Map.of(
            "scope",
            groups.scope(),
            "cache",
            SlowVolume.numbers("vdb"),
            "cache.volumes",
            "a=" + SlowVolume.NAME,
            "cache.writeback",
            "on",
            "disks",
            "a=" + SlowVolume.numbers("vda")));
  }

  /** On and off again: what is read often comes from the cache, and does not take as long. */
  static void hits() throws Exception {
    with(10, 10, CacheCheck::onAndOff);
  }

  private void onAndOff() throws IOException {
    double before = secondsOfReading();
    set(Dimension.DISK_CACHE, Limit.of(16.5 * MEBI));
    assertThat(shape.get(Dimension.DISK_CACHE)).contains(Limit.of(16 * MEBI));
    fill();
    CacheStatus then = volume.mapper().cacheStatus(SlowVolume.NAME);
    double cached = secondsOfReading();
    CacheStatus now = volume.mapper().cacheStatus(SlowVolume.NAME);
    set(Dimension.DISK_CACHE, Limit.of(0));
    double after = secondsOfReading();
    measured(
        "a working set of 4 MiB: "
            + (now.readHits() - then.readHits())
            + " of "
            + VolumeLoad.BLOCKS
            + " blocks hit, "
            + cached
            + " s; without a cache before and after "
            + before
            + " and "
            + after
            + " s");
    assertThat(now.used()).isGreaterThanOrEqualTo(VolumeLoad.BLOCKS);
    assertThat(now.total()).isEqualTo(256);
    assertThat(now.readHits() - then.readHits()).isEqualTo(VolumeLoad.BLOCKS);
    assertThat(cached).isLessThan(Math.min(before, after) / 2);
  }

  /** Reads until all of it is used often. */
  private void fill() throws IOException {
    for (int i = 0; i < 3; i++) {
      VolumeLoad.readAll(volume.file());
    }
  }

  private double secondsOfReading() throws IOException {
    long start = System.nanoTime();
    VolumeLoad.readAll(volume.file());
    return (System.nanoTime() - start) / 1e9;
  }

  /** Every way from one shape to another, while the volume is written and read. */
  static void changes() throws Exception {
    with(2, 20, CacheCheck::changeUnderLoad);
  }

  private void changeUnderLoad() throws Exception {
    set(LinuxDimension.DISK_CACHE_MODE, CacheState.WRITEBACK);
    set(Dimension.DISK_CACHE, Limit.of(8 * MEBI));
    try (VolumeLoad load = new VolumeLoad(volume.file())) {
      set(LinuxDimension.DISK_CACHE_MODE, CacheState.PASSTHROUGH);
      set(LinuxDimension.DISK_CACHE_MODE, CacheState.WRITEBACK);
      set(Dimension.DISK_CACHE, Limit.of(32 * MEBI));
      long dirty = await(CacheStatus::dirty, 1);
      set(Dimension.DISK_CACHE, Limit.of(2 * MEBI));
      long dirtyAtLast = await(CacheStatus::dirty, 1);
      set(Dimension.DISK_CACHE, Limit.of(0));
      load.isAllIn(volume.below());
      load.isAllIn(volume.file());
      measured(
          "five changes of a cache under "
              + load.operations()
              + " writes and reads, "
              + dirty
              + " blocks dirty before it was made smaller, "
              + dirtyAtLast
              + " before it was taken away: nothing lost");
      assertThat(load.operations()).isPositive();
    }
    set(LinuxDimension.DISK_CACHE_MODE, CacheState.WRITETHROUGH);
  }

  /** What can't be is told, and leaves all as it was. */
  static void refusals() throws Exception {
    with(0, 0, CacheCheck::refuse);
  }

  private void refuse() throws IOException {
    set(LinuxDimension.DISK_CACHE_MODE, CacheState.WRITEBACK);
    set(Dimension.DISK_CACHE, Limit.of(8 * MEBI));
    isRefused(with(program("-sys_admin"), true), CacheState.WRITETHROUGH, "right CAP_SYS_ADMIN");
    isRefused(with(volume.mapper(), false), CacheState.WRITEBACK, "setting cache.writeback allows");
    cutShort();
    set(Dimension.DISK_CACHE, Limit.of(0));
    isNotBegunAnew();
    set(LinuxDimension.DISK_CACHE_MODE, CacheState.WRITETHROUGH);
  }

  /** A mode that was allowed when it was set makes no new cache of it once it isn't. */
  private void isNotBegunAnew() throws IOException {
    Actuator unsafe = with(volume.mapper(), false);
    ShapeChange<Limit> begin = new ShapeChange<>(Dimension.DISK_CACHE, null, Limit.of(8 * MEBI));
    isRefused(unsafe, begin, "setting cache.writeback allows");
    assertThat(actuator.read(A)).contains(shape);
    ShapeChange<String> safe =
        new ShapeChange<>(
            LinuxDimension.DISK_CACHE_MODE, CacheState.WRITEBACK, CacheState.WRITETHROUGH);
    assertThat(unsafe.apply(A, safe)).isEqualTo(Actuation.done());
    assertThat(unsafe.apply(A, begin)).isEqualTo(Actuation.done());
    assertThat(unsafe.apply(A, begin.reversed())).isEqualTo(Actuation.done());
  }

  /** What would take minutes to be written back stays in the cache, and is written back later. */
  static void slowDrain() throws Exception {
    with(0, 0, CacheCheck::drainInVain);
  }

  private void drainInVain() throws Exception {
    set(LinuxDimension.DISK_CACHE_MODE, CacheState.WRITEBACK);
    isInVain(new ShapeChange<>(Dimension.DISK_CACHE, null, Limit.of(2 * MEBI)));
    isInVain(new ShapeChange<>(LinuxDimension.DISK_CACHE_MODE, null, CacheState.WRITETHROUGH));
    isGivenUp();
    set(LinuxDimension.DISK_CACHE_MODE, CacheState.WRITETHROUGH);
  }

  /** A device that answers nothing holds up neither the program that changes it nor us. */
  private void isGivenUp() throws Exception {
    set(Dimension.DISK_CACHE, Limit.of(8 * MEBI));
    fill();
    try (VolumeLoad load = new VolumeLoad(volume.file())) {
      Program dmsetup = new Program(volume.mapper().dmsetup().file(), Duration.ofSeconds(5));
      Actuator impatient = with(new DeviceMapper(dmsetup), true, Duration.ofSeconds(1));
      volume.hang();
      Actuation answer =
          impatient.apply(A, new ShapeChange<>(Dimension.DISK_CACHE, null, Limit.of(0)));
      volume.goOn();
      measured("no cache while the device hangs: " + answer);
      assertThat(answer.status()).isEqualTo(Status.FAILED);
      set(Dimension.DISK_CACHE, Limit.of(8 * MEBI));
      set(Dimension.DISK_CACHE, Limit.of(0));
      load.isAllIn(volume.below());
      load.isAllIn(volume.file());
    }
  }

  /** A change for which all must be written back, and that takes longer than there is. */
  private void isInVain(ShapeChange<?> change) throws Exception {
    set(Dimension.DISK_CACHE, Limit.of(8 * MEBI));
    fill();
    volume.slow(0, PER_WRITE_MILLIS);
    try (VolumeLoad load = new VolumeLoad(volume.file())) {
      Actuation answer = with(volume.mapper(), true, Duration.ofSeconds(1)).apply(A, change);
      measured(change + " while a write takes " + PER_WRITE_MILLIS + " ms: " + answer);
      assertThat(answer.status()).isEqualTo(Status.FAILED);
      assertThat(answer.cause()).contains("after PT1S the slow device still lacks");
      assertThat(actuator.read(A)).contains(shape);
      volume.slow(0, 0);
      set(Dimension.DISK_CACHE, Limit.of(0));
      load.isAllIn(volume.below());
      load.isAllIn(volume.file());
    }
  }

  /** Waits until the kernel counts so many blocks. */
  private long await(ToLongFunction<CacheStatus> counter, long least)
      throws IOException, InterruptedException {
    long count = 0;
    for (int i = 0; i < 100 && count < least; i++) {
      Thread.sleep(200);
      count = counter.applyAsLong(volume.mapper().cacheStatus(SlowVolume.NAME));
    }
    assertThat(count).isGreaterThanOrEqualTo(least);
    return count;
  }

  /** As a process leaves it that is killed while it has the cache written back, to shrink it. */
  private void cutShort() throws IOException {
    List<String> table = volume.mapper().tables().get(SlowVolume.NAME);
    CacheTable draining = CacheTable.parsed(table).orElseThrow().draining();
    String smaller =
        volume
            .mapper()
            .create(
                "vol.foreshape.data.3",
                List.of("0 6144 linear " + SlowVolume.numbers("vdb") + " 10240"));
    volume.mapper().replace(SlowVolume.NAME, table, List.of(draining.line()));
    CacheTable next = draining.with(smaller, CacheState.WRITEBACK, CacheState.SMQ);
    volume.mapper().dmsetup().run(next.line(), "load", SlowVolume.NAME);
    assertThat(actuator.read(A).orElseThrow().get(Dimension.DISK_CACHE)).isEmpty();
    set(Dimension.DISK_CACHE, Limit.of(8 * MEBI));
    assertThat(volume.mapper().tables()).doesNotContainKey("vol.foreshape.data.3");
  }

  private static void isRefused(Actuator actuator, String mode, String why) {
    isRefused(actuator, new ShapeChange<>(LinuxDimension.DISK_CACHE_MODE, null, mode), why);
  }

  private static void isRefused(Actuator actuator, ShapeChange<?> change, String why) {
    Actuation answer = actuator.apply(A, change);
    assertThat(answer.status()).as(answer.cause()).isEqualTo(Status.REFUSED);
    assertThat(answer.cause()).contains(why);
  }

  /** The same actuator by other means. */
  private Actuator with(DeviceMapper mapper, boolean isWritebackAllowed) throws IOException {
    return with(mapper, isWritebackAllowed, Duration.ofMinutes(1));
  }

  private Actuator with(DeviceMapper mapper, boolean isWritebackAllowed, Duration patience)
      throws IOException {
    CacheShare share =
        new CacheShare(
            mapper,
            FastDevice.of(SlowVolume.numbers("vdb")),
            new Owners("cache.volumes", new TreeMap<>(Map.of("a", SlowVolume.NAME))),
            isWritebackAllowed,
            patience);
    return new DeviceActuator(actuator, List.of(share));
  }

  /** The program, without a right. */
  private DeviceMapper program(String right) throws IOException {
    Path script = Files.createTempFile("foreshape-", "dmsetup");
    Files.writeString(
        script,
        "#!/bin/sh\nexec /usr/bin/setpriv --bounding-set="
            + right
            + " "
            + volume.mapper().dmsetup().file()
            + " \"$@\"\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return new DeviceMapper(new Program(script, Duration.ofSeconds(20)));
  }

  /** All of the contract's rules. */
  static void contract() throws Exception {
    try (SlowVolume volume = new SlowVolume(0, 0);
        RealCgroups groups = new RealCgroups()) {
      for (Method rule : GuestChecks.rules()) {
        keepsTo(rule, groups);
      }
      volume.isAsAtFirst();
    }
  }

  private static void keepsTo(Method rule, RealCgroups groups) throws IllegalAccessException {
    try {
      rule.invoke(new DeviceConformance(groups));
    } catch (InvocationTargetException e) {
      throw new AssertionError(rule.getName() + ": " + e.getCause(), e);
    }
  }

  /** Last of all, for the module does not come back. */
  static void withoutModule() throws Exception {
    with(
        0,
        0,
        check -> {
          assertThat(Veth.text("busybox", "rmmod", "dm-cache-smq", "dm-cache")).isEmpty();
          Actuation answer =
              check.actuator.apply(
                  A, new ShapeChange<>(Dimension.DISK_CACHE, null, Limit.of(8 * MEBI)));
          assertThat(answer.status()).isEqualTo(Status.REFUSED);
          assertThat(answer.cause()).contains("no target cache here; load the module dm-cache");
        });
    try (RealCgroups groups = new RealCgroups()) {
      assertThatThrownBy(() -> new CgroupActuatorProvider().create(settings(groups)))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("load the module dm-cache");
    }
  }

  private <T> void set(Dimension<T> dimension, T to) {
    assertThat(actuator.apply(A, new ShapeChange<>(dimension, null, to)))
        .as("%s to %s", dimension, to)
        .isEqualTo(Actuation.done());
    shape = shape.with(dimension, actuator.held(A, dimension, to));
    assertThat(actuator.read(A)).contains(shape);
  }

  private static void measured(String what) {
    GuestChecks.OUT.println(GuestChecks.MEASURED + what);
  }
}
