package io.foreshape.replay.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.resource.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceResourceTest {

  @ParameterizedTest
  @CsvSource({
    "cpu_pct, percent, cpu, 0.01",
    "cpu_util_percent, %, cpu, 0.01",
    "cpu_avg, GCU, cpu, 1",
    "cpu_limit, GCU, cpu, 1",
    "avg_cpu, norm, cpu, 1",
    "cpu_mhz, MHz, cpu, 0.001",
    "cpu, millicores, cpu, 0.001",
    "node_namespace_pod:container_cpu_usage_seconds_total:sum_irate, '', cpu, 1",
    "cpuUsage, cores, cpu, 1",
    "mem_kb, KB, memory, 1024",
    "mem_kb, '', memory, 1024",
    "mem_pct, percent, memory, 42949672.96",
    "mem_max, norm_mem, memory, 4294967296",
    "assigned_mem, norm, memory, 4294967296",
    "container_memory_working_set_bytes, '', memory, 1",
    "disk_read, KB/s, disk-read-throughput, 1024",
    "disk_write, MiB/s, disk-write-throughput, 1048576",
    "disk_write, ops/s, disk-write-iops, 1",
    "net_rx, KB/s, network-ingress, 1024",
    "net_tx, bytes/s, network-egress, 1",
    "node_network_receive_bytes:rate5m, '', network-ingress, 1",
    "net_rx, bytes, net-rx, 1",
    "net_in, norm, net-in, 1",
    "avg_cycles_per_instruction, norm, avg-cycles-per-instruction, 1",
    "cpu_throttled, count, cpu-throttled, 1",
    "requests, count/5min, requests, 1",
    "99th, '', x-99th, 1",
    "???, '', x-, 1"
  })
  void namesAndUnits(String name, String unit, String resource, double factor) {
    TraceResource traced = TraceResource.of(name, unit);

    assertThat(traced.name()).isEqualTo(name);
    assertThat(traced.resource().id()).isEqualTo(resource);
    assertThat(traced.unitsPerTraceUnit()).isCloseTo(factor, within(1e-12 * factor));
  }

  @Test
  void builtInResources_areMeant() {
    assertThat(TraceResource.of("mem_kb", "KB").resource()).isEqualTo(Resource.MEMORY);
    assertThat(TraceResource.of("cpu_pct", "percent").resource()).isEqualTo(Resource.CPU);
    assertThat(TraceResource.of("net_rx", "KB/s").resource()).isEqualTo(Resource.NETWORK_INGRESS);
  }

  @Test
  void unknownResource_isCompressibleInTheTracesUnit() {
    Resource requests = TraceResource.of("requests", "count/5min").resource();

    assertThat(requests.isCompressible()).isTrue();
    assertThat(requests.unit().symbol()).isEqualTo("count/5min");
  }

  @Test
  void longName_isCutToAnId() {
    assertThat(TraceResource.of("a".repeat(500), "").resource().id()).hasSize(63);
  }
}
