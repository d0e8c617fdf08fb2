package io.foreshape.linux;

import io.foreshape.api.provider.Settings;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.shaper.spi.Actuator;
import io.foreshape.testkit.ActuatorContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.TreeMap;

/** The contract of what devices have, on a real group that has no other knobs. */
final class DeviceConformance implements ActuatorContract {

  private final RealCgroups groups;

  DeviceConformance(RealCgroups groups) {
    this.groups = groups;
  }

  @Override
  public Actuator subject() {
    Settings settings = CacheCheck.settings(groups);
    CgroupLayout layout = CgroupLayout.open(settings);
    Knobs none = new Knobs(new TreeMap<>(), new TreeMap<>());
    try {
      return new DeviceActuator(
          new CgroupActuator(layout, none, Machine.boot(), null),
          DeviceActuator.parts(settings, Machine.pageBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public InstanceId instance() {
    return new InstanceId("a");
  }

  @Override
  public Shape target() {
    return Shape.untouched()
        .with(Dimension.DISK_CACHE, Limit.of(1 << 22))
        .with(LinuxDimension.DISK_CACHE_MODE, CacheState.WRITEBACK)
        .with(LinuxDimension.DISK_CACHE_POLICY, CacheState.CLEANER)
        .with(LinuxDimension.DISK_READ_AHEAD, Limit.of(1 << 18))
        .with(LinuxDimension.DISK_SCHEDULER, "none");
  }

  @Override
  public Shape awkward() {
    return Shape.untouched()
        .with(Dimension.DISK_CACHE, Limit.of(3e6 + 0.5))
        .with(LinuxDimension.DISK_READ_AHEAD, Limit.of(1e5));
  }

  @Override
  public List<ShapeChange<?>> impossible() {
    return List.of(
        new ShapeChange<>(Dimension.DISK_CACHE, null, Limit.of(1e12)),
        new ShapeChange<>(Dimension.DISK_CACHE, null, Limit.unlimited()),
        new ShapeChange<>(LinuxDimension.DISK_CACHE_MODE, null, "writearound"),
        new ShapeChange<>(LinuxDimension.DISK_SCHEDULER, null, "no-such-scheduler"));
  }
}
