package io.foreshape.linux;

import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.shaper.spi.Actuator;
import io.foreshape.testkit.ActuatorContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The contract of what threads run on, on a real group that has no other knobs. */
final class ThreadsConformance implements ActuatorContract {

  private final RealCgroups groups;

  ThreadsConformance(RealCgroups groups) {
    this.groups = groups;
  }

  @Override
  public Actuator subject() {
    CgroupLayout layout = CgroupLayout.open(groups.settings());
    try {
      CpuThreads knob = CpuThreads.of(layout.isV2());
      Knobs knobs = new Knobs(new TreeMap<>(Map.of(knob.dimension(), knob)), new TreeMap<>());
      return new CgroupActuator(layout, knobs, Machine.boot(), null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public InstanceId instance() {
    return ThreadsCheck.A;
  }

  private static Shape threads(String text) {
    return Shape.untouched().with(LinuxDimension.CPU_THREADS, text);
  }

  @Override
  public Shape target() {
    return threads("CPU 0/KVM=0;CPU 1/KVM=1;worker=0/1");
  }

  @Override
  public Shape awkward() {
    return threads(" absent=1; work*=1/0,0; " + ThreadsCheck.HOSTILE_TEXT + "=1,1; *=all");
  }

  @Override
  public List<ShapeChange<?>> impossible() {
    return List.of(
        new ShapeChange<>(LinuxDimension.CPU_THREADS, null, "CPU 0/KVM=0;worker=0,900"),
        new ShapeChange<>(LinuxDimension.CPU_THREADS, null, "worker=0;nonsense"));
  }
}
