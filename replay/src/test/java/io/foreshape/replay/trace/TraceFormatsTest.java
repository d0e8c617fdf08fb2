package io.foreshape.replay.trace;

import static io.foreshape.replay.trace.TraceFiles.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceFormatsTest {

  @Test
  void gridWorkloadsFile_inItsPublishedForm() {
    List<Series> read = TraceFiles.read(resource("gwa-t-12.csv"));

    assertThat(read).hasSize(7).allMatch(s -> s.instanceId().equals("gwa-t-12"));
    Series percent = read.get(0);
    assertThat(percent.startEpochSecond()).isEqualTo(1_372_629_600L);
    assertThat(percent.stepSeconds()).isEqualTo(300);
    assertThat(values(percent))
        .usingComparatorWithPrecision(1e-6f)
        .containsExactly(0.015f, 0.005f, 0.0048f, Float.NaN, 0.004f);
    assertThat(read.get(2).value(0)).isCloseTo(2000000.5f * 1024, within(200f));
  }

  @Test
  void prometheusAnswer_asDocumented() {
    List<Series> read = TraceFiles.read(resource("prometheus.json"));

    assertThat(read)
        .extracting(Series::toString)
        .containsExactly(
            "shop/cart-1/app/cpu_cores[3 x 15 s]",
            "10.0.0.7:9100/node_load[2 x 15 s]",
            "job=batch,zone=b/value[1 x 15 s]");
    assertThat(values(read.get(0))).containsExactly(0.25f, Float.NaN, 0.5f);
  }

  @Test
  void unwantedResources_areSkippedUnread() {
    String content =
        TraceFiles.PACKED_HEADER + "a,cpu_pct,percent,0,300,2,1;2\na,mem_kb,KB,?,?,?,rubbish\n";

    List<Series> read = readOnly("cpu_pct", "p.csv", content);

    assertThat(read).extracting(Series::instanceId).containsExactly("a");
  }

  @ParameterizedTest
  @CsvSource({
    "ec2_cpu_utilization_24ae8d.csv, cpu_pct, ec2_cpu_utilization_24ae8d",
    "ec2_disk_write_bytes_1ef3de.csv, disk_write, ec2_disk_write_bytes_1ef3de",
    "ec2_network_in_257a54.csv.gz, net_rx, ec2_network_in_257a54",
    "iio_us-east-1_i-a2eb1cd9_NetworkIn.csv, net_rx, iio_us-east-1_i-a2eb1cd9_NetworkIn",
    "elb_request_count_8c0756.csv, requests, elb_request_count_8c0756",
    "nyc_taxi.csv, value, nyc_taxi",
    ".csv, value, .csv"
  })
  void numentaFile_isNamedAfterTheFile(String fileName, String resource, String id) {
    List<Series> read = TraceFiles.read(fileName, "timestamp,value\n2014-02-14 14:30:00,5\n");

    assertThat(read).hasSize(1);
    assertThat(read.get(0).instanceId()).isEqualTo(id);
    assertThat(read.get(0).resource().name()).isEqualTo(resource);
  }

  @Test
  void quotedFields_mayHoldSeparatorsAndQuotes() {
    List<Series> read =
        TraceFiles.read(
            "t.csv",
            "\"unit\",\"value\",\"series_id\",\"timestamp\",\"resource\"\n"
                + "u,1, \"a, \"\"b\"\"\" ,0,x\nu,\"2\",\"a, \"\"b\"\"\",60,x\n");

    assertThat(read).extracting(Series::instanceId).containsExactly("a, \"b\"");
    assertThat(values(read.get(0))).containsExactly(1, 2);
  }

  @Test
  void packedValues_mayAllBeMissing() {
    List<Series> read = TraceFiles.read("p.csv", TraceFiles.PACKED_HEADER + "a,x,u,0,300,3,;;\n");

    assertThat(values(read.get(0))).containsExactly(Float.NaN, Float.NaN, Float.NaN);
    assertThat(TraceFiles.read("p.csv", TraceFiles.PACKED_HEADER + "a,x,u,0,300,1,\n").get(0))
        .returns(1, Series::length);
  }

  @Test
  void lineNumbers_countEmptyLines(@TempDir Path folder) {
    Path file = TraceFiles.write(folder.resolve("p"), "\n\n" + TraceFiles.PACKED_HEADER + "a\n");

    org.assertj.core.api.Assertions.assertThatThrownBy(() -> TraceFiles.read(file))
        .hasMessageStartingWith(file + ":4: ");
  }

  private static List<Series> readOnly(String resource, String fileName, String content) {
    List<Series> read = new ArrayList<>();
    try {
      Path file = Files.createTempFile("trace", fileName);
      try {
        TraceFiles.write(file, content);
        TraceFormats.read(file, resource::equals, read::add);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return read;
  }

  private static Path resource(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(TraceFormatsTest.class.getResource("/trace/" + name)).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
