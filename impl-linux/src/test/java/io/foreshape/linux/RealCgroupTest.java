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
import io.foreshape.shaper.spi.Actuator;
import io.foreshape.testkit.SkipReason;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a knob does to a process, on the kernel that runs the test. */
@ExtendWith(SkipReason.class)
class RealCgroupTest {

  private static final Logger LOG = System.getLogger(RealCgroupTest.class.getName());
  private static final InstanceId A = new InstanceId("a");
  private static final double QUOTA_CORES = 0.2;

  @Test
  void quota_throttlesAndIsSeen() throws IOException, InterruptedException {
    try (RealCgroups groups = new RealCgroups();
        Actuator actuator = new CgroupActuatorProvider().create(groups.settings());
        UsageSource source = new CgroupUsageSourceProvider().create(groups.settings())) {
      Process spinning = groups.start("while :; do :; done");
      try {
        assertThat(
                actuator.apply(
                    A, new ShapeChange<>(Dimension.CPU_QUOTA, null, Limit.of(QUOTA_CORES))))
            .isEqualTo(Actuation.done());
        source.samples(InstantSource.system().instant());
        Thread.sleep(2_000);
        Instant now = InstantSource.system().instant();
        List<UsageSample> samples = source.samples(now);
        assertThat(samples).hasSize(1);
        // The kernel gives a period's quota at once, so a part of a period more may fall within.
        assertThat(samples.get(0).mean().get(Resource.CPU)).isBetween(0.01, QUOTA_CORES * 1.3);
        assertThat(samples.get(0).pressure().cpuThrottledShare()).isPositive();
      } finally {
        spinning.destroyForcibly().waitFor();
      }
    }
  }

  @Test
  void groupMadeAnew_isReadAndWrittenItself() throws IOException {
    try (RealCgroups groups = new RealCgroups();
        Actuator actuator = new CgroupActuatorProvider().create(groups.settings());
        UsageSource source = new CgroupUsageSourceProvider().create(groups.settings())) {
      ShapeChange<Limit> quota = new ShapeChange<>(Dimension.CPU_QUOTA, null, Limit.of(0.25));
      Shape before = actuator.read(A).orElseThrow();
      String incarnation = actuator.incarnation(A);
      source.samples(Instant.EPOCH);
      for (int second = 1; second <= 3; second++) {
        assertThat(actuator.apply(A, quota)).isEqualTo(Actuation.done());
        groups.remake("a");
        assertThat(actuator.read(A)).contains(before);
        assertThat(actuator.incarnation(A)).isNotEmpty().isNotEqualTo(incarnation);
        groups.remake("a");
        assertThat(actuator.apply(A, quota)).isEqualTo(Actuation.done());
        assertThat(actuator.read(A).orElseThrow().get(Dimension.CPU_QUOTA))
            .contains(Limit.of(0.25));
        assertThat(source.samples(Instant.EPOCH.plusSeconds(second))).hasSize(1);
      }
    }
  }

  @Test
  void pinning_isWhereThreadsRun() throws IOException, InterruptedException {
    try (RealCgroups groups = new RealCgroups();
        Actuator actuator = new CgroupActuatorProvider().create(groups.settings())) {
      Assumptions.assumeTrue(
          actuator.capabilities().contains(Dimension.CPU_PINNED)
              && Runtime.getRuntime().availableProcessors() > 1,
          "needs the controller cpuset and two CPUs");
      Pinning.check(groups, actuator);
    }
  }

  @Test
  void idle_getsWhatNobodyWants() throws Exception {
    try (RealCgroups groups = new RealCgroups();
        Actuator actuator = new CgroupActuatorProvider().create(groups.settings());
        UsageSource source = new CgroupUsageSourceProvider().create(groups.settings())) {
      Assumptions.assumeTrue(
          groups.files("a").stream().anyMatch(file -> file.endsWith("cpu.idle"))
              && actuator.capabilities().contains(Dimension.CPU_PINNED),
          "needs cpu.idle and the controller cpuset");
      LOG.log(Level.INFO, IdleCheck.check(groups, actuator, source));
    }
  }

  @Test
  void threads_runWhereTheyArePinned() throws Exception {
    try (RealCgroups groups = new RealCgroups();
        Actuator actuator = new CgroupActuatorProvider().create(ThreadsCheck.settings(groups))) {
      Assumptions.assumeTrue(
          actuator.capabilities().contains(LinuxDimension.CPU_THREADS)
              && Runtime.getRuntime().availableProcessors() > 1,
          "needs the controller cpuset, taskset and two CPUs");
      try (ThreadsCheck threads = new ThreadsCheck(groups, actuator)) {
        LOG.log(Level.INFO, threads.effect());
        threads.refusals();
        threads.comingAndGoing(groups);
        LOG.log(Level.INFO, threads.cpuset());
        for (Method rule : GuestChecks.rules()) {
          rule.invoke(new ThreadsConformance(groups));
        }
      }
    }
  }

  @Test
  void threads_thatCannotBePinned_areTold() throws Exception {
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/setpriv"))
            && "root".equals(System.getProperty("user.name")),
        "needs root and setpriv to become somebody else");
    try (RealCgroups groups = new RealCgroups();
        Actuator actuator = new CgroupActuatorProvider().create(ThreadsCheck.settings(groups))) {
      Assumptions.assumeTrue(
          actuator.capabilities().contains(LinuxDimension.CPU_THREADS)
              && Runtime.getRuntime().availableProcessors() > 1,
          "needs the controller cpuset, taskset and two CPUs");
      ThreadsFaultsCheck.run(groups);
    }
  }

  @Test
  void taskLimit_hasForksRefused() throws IOException, InterruptedException {
    try (RealCgroups groups = new RealCgroups();
        Actuator actuator = new CgroupActuatorProvider().create(groups.settings())) {
      Assumptions.assumeTrue(
          actuator.capabilities().contains(LinuxDimension.TASKS), "needs the controller pids");
      String fork = "exec 2> /dev/null; (exit 0) & wait";
      assertThat(groups.start(fork).waitFor()).isZero();
      assertThat(actuator.apply(A, new ShapeChange<>(LinuxDimension.TASKS, null, Limit.of(1.5))))
          .isEqualTo(Actuation.done());
      assertThat(groups.start(fork).waitFor()).isNotZero();
    }
  }
}
