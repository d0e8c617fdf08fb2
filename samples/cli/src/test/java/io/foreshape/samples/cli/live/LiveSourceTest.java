package io.foreshape.samples.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.host.HostId;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.ResourceVector;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.api.workload.Pressure;
import io.foreshape.api.workload.UsageSample;
import io.foreshape.api.workload.UsageSource;
import io.foreshape.api.workload.WorkloadKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LiveSourceTest {

  private static final Instant START = Instant.parse("2026-03-04T05:06:07Z");
  private static final Duration REAL_STEP = Duration.ofSeconds(1);
  private static final FastClock CLOCK = new FastClock(START, Duration.ofSeconds(48));
  private static final InstanceId FEED = Workload.FEED.id();
  private static final ResourceVector USE =
      ResourceVector.of(Resource.DISK_WRITE_THROUGHPUT, 960_000);
  private static final Pressure HELD = Pressure.atLimit(Set.of(Resource.DISK_WRITE_THROUGHPUT));

  private final AtomicLong sent = new AtomicLong();

  @Test
  void samples_lastAsLongAsTheClockTells_andKnowWhatWasSent() {
    LiveSource source = source(USE);
    source.samples(told(1));
    sent.set(1_500);

    List<UsageSample> samples = source.samples(told(2));

    assertThat(samples).hasSize(1);
    UsageSample sample = samples.get(0);
    assertThat(sample.end()).isEqualTo(told(2));
    assertThat(sample.length()).isEqualTo(FastClock.STEP);
    assertThat(sample.mean().get(Resource.NETWORK_EGRESS)).isEqualTo(1_500);
    assertThat(sample.mean().get(Resource.DISK_WRITE_THROUGHPUT)).isEqualTo(960_000);
    assertThat(sample.pressure()).isEqualTo(HELD);
    assertThat(source.last()).containsOnlyKeys(FEED);
  }

  @Test
  void aProcessThatBeganAnew_hasSentNothingNegative() {
    LiveSource source = source(USE);
    sent.set(1_500);
    source.samples(told(1));
    sent.set(200);

    assertThat(source.samples(told(2)).get(0).mean().get(Resource.NETWORK_EGRESS)).isZero();
  }

  @Test
  void whatADeviceCounts_comesBeforeWhatTheWorkloadDoes() {
    LiveSource source = source(USE.with(Resource.NETWORK_EGRESS, 700));
    source.samples(told(1));
    sent.set(1_500);

    assertThat(source.samples(told(2)).get(0).mean().get(Resource.NETWORK_EGRESS)).isEqualTo(700);
  }

  @Test
  void instances_areBoundByTheirOrders() {
    Instance feed = source(USE).instances(told(1)).get(0);

    assertThat(feed.ceiling()).isEqualTo(Workload.FEED.order());
    assertThat(feed.floor()).isEqualTo(Workload.floor());
  }

  private static Instant told(int step) {
    return CLOCK.told(CLOCK.startOf(step));
  }

  private LiveSource source(ResourceVector use) {
    UsageSource cgroups =
        new UsageSource() {
          @Override
          public List<Instance> instances(Instant now) {
            return List.of(Instance.serving(FEED, WorkloadKey.all(), new HostId("localhost")));
          }

          @Override
          public List<UsageSample> samples(Instant now) {
            return List.of(new UsageSample(FEED, now, REAL_STEP, use, use, HELD));
          }
        };
    return new LiveSource(cgroups, CLOCK, any -> sent.get());
  }
}
