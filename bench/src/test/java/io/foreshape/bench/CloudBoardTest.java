package io.foreshape.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.workload.WorkloadKey;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CloudBoardTest {

  private static final Offset<Double> ROUNDING = within(1e-12);
  private static final String PACKED = "series_id,resource,unit,start_epoch_s,step_s,n,values\n";
  private static final String LONG = "series_id,timestamp_epoch_s,resource,value,unit\n";

  private static final Candidate LAST_VALUE = ArrayProvider.candidate(ArrayProvider::lastValue);

  @TempDir private Path folder;

  @Test
  void measure_ofTheLastValueIsItsReference() {
    Map<String, Object> figures = hourly(240).measure(LAST_VALUE);
    for (String horizon : List.of("nextHour", "1h", "24h")) {
      for (String error : List.of("nd", "medianMASE")) {
        assertThat(Figures.number(figures, horizon, error))
            .isEqualTo(Figures.number(figures, horizon, "lastValue", error));
      }
    }
    // Errors of 1, but of 2 at midnight, scaled by a day's difference of 3.
    assertThat(Figures.number(figures, "1h", "medianMASE")).isBetween(1 / 3.0, 1.1 / 3);
  }

  @Test
  void measure_ofTheDayBeforeIsItsReference() {
    Map<String, Object> figures =
        hourly(240).measure(ArrayProvider.candidate(ArrayProvider::dayBefore));
    for (String horizon : List.of("1h", "24h")) {
      assertThat(Figures.number(figures, horizon, "nd"))
          .isEqualTo(Figures.number(figures, horizon, "dayBefore", "nd"));
      assertThat(Figures.number(figures, horizon, "medianMASE")).isCloseTo(1, ROUNDING);
    }
  }

  @Test
  void measure_ofOneWhoIsSureHasTheErrorAsItsLossAtTheMedian() {
    Map<String, Object> figures = hourly(240).measure(LAST_VALUE);
    assertThat(Figures.number(figures, "1h", "pinball", "p50"))
        .isCloseTo(Figures.number(figures, "1h", "nd"), ROUNDING);
    // Every other value is below the one before, but at midnight.
    assertThat(Figures.number(figures, "1h", "coverage", "p95")).isBetween(0.45, 0.5);
  }

  @Test
  void measure_leavesOutWhatCannotBeScored() {
    Map<String, Object> hourly = hourly(24).measure(LAST_VALUE);
    assertThat(hourly).containsKeys("nextHour", "1h").doesNotContainKeys("5min", "24h");
    assertThat(Figures.number(hourly, "1h", "medianMASE")).isNaN();
    assertThat(Figures.number(hourly, "1h", "dayBefore", "nd")).isNaN();
    Map<String, Object> fiveMinutes =
        new CloudTask("made", List.of(new Series("a", "cpu", 300, 0, new double[800])))
            .measure(LAST_VALUE);
    assertThat(fiveMinutes).containsKeys("nextHour", "5min", "1h", "24h");
    assertThat(Figures.number(fiveMinutes, "nextHour", "steps"))
        .isEqualTo(12 * Figures.number(fiveMinutes, "origins"));
  }

  @Test
  void of_takesEveryTraceThatIsThere_andLeavesLimitsOut() throws IOException {
    String row = ",percent,0,300,3,1;2;3\n";
    write("planetlab_2days_5min.x.csv.gz", PACKED + "a,cpu_pct" + row + "b,cpu_pct" + row);
    write("google2019_tasks_5min.x.csv.gz", PACKED + "a,cpu_avg" + row + "a,cpu_limit" + row);
    write("m4_hourly.x.csv.gz", PACKED + "a,train" + row);
    write("nab_long.x.csv.gz", LONG + "c,0,passengers,1,count\nc,1800,passengers,2,count\n");
    List<CloudTask> tasks = CloudTraces.of(folder);
    assertThat(tasks)
        .extracting(CloudTask::name)
        .containsExactly(
            "google2019_tasks_5min/cpu_avg",
            "planetlab_2days_5min/cpu_pct",
            "nab_long/passengers/1800s");
    assertThat(tasks.get(1).series()).extracting(Series::id).containsExactly("a", "b");
    assertThat(tasks.get(2).series().get(0).until(2)).containsExactly(1, 2);
  }

  @Test
  void of_tellsTheWorkloadsThatTracesName() throws IOException {
    String row = ",cpu_pct,percent,0,300,3,1;2;3\n";
    write("planetlab_2days_5min.x.csv.gz", PACKED + "pl_20110303_node_edu_uw_trs2" + row);
    write("google2011_400vm_24h_5min.x.csv.gz", PACKED + "gcd_vm_1297_7" + row);
    write("google2019_tasks_5min.x.csv.gz", PACKED + "g19_1138_11" + row);
    write("azure_v1_78vm_periodic_5min.x.csv.gz", PACKED + "azp_1_p8h" + row);
    write("azure_v1_100vm_5min.x.csv.gz", PACKED + "az1_1" + row);
    write("bitbrains_rnd_5min_13w.x.csv.gz", PACKED + "rnd_002" + row + "rnd_003" + row);
    Files.writeString(
        folder.resolve("bitbrains_rnd_meta.x.csv"),
        "group,vm,cores,cpu_capacity_mhz,mem_capacity_kb\nopen,rnd_002,2,5200.0,4194304\n");
    Map<String, WorkloadKey> told = new LinkedHashMap<>();
    for (CloudTask task : CloudTraces.of(folder)) {
      task.series().forEach(each -> told.put(each.id(), each.workload()));
    }
    assertThat(told)
        .containsEntry("pl_20110303_node_edu_uw_trs2", WorkloadKey.ofApplication("uw_trs2"))
        .containsEntry("gcd_vm_1297_7", WorkloadKey.ofApplication("1297"))
        .containsEntry("g19_1138_11", WorkloadKey.ofApplication("1138"))
        .containsEntry("azp_1_p8h", new WorkloadKey(null, null, null, sorted("period", "8h")))
        .containsEntry("az1_1", WorkloadKey.all())
        .containsEntry(
            "rnd_002", new WorkloadKey(null, "2 cores, 5200 MHz", null, sorted("memory", "4 GiB")))
        .containsEntry("rnd_003", WorkloadKey.all());
  }

  private static SortedMap<String, String> sorted(String name, String value) {
    return new TreeMap<>(Map.of(name, value));
  }

  @Test
  void measure_asksForNewSeriesOnlyWhereWorkloadsAreKnown() {
    CloudTask unknown = hourly(240);
    assertThat(unknown.measure(LAST_VALUE)).doesNotContainKey("coldStart");
    WorkloadKey shop = WorkloadKey.ofApplication("shop");
    Series one = unknown.series().get(0).of(shop);
    Map<String, Object> figures =
        new CloudTask("made", List.of(one, one.part(0, 240))).measure(LAST_VALUE);
    // Nothing is known of the last value before the first: 0, and all of the use is missed.
    assertThat(Figures.number(figures, "coldStart", "noSample", "nd")).isEqualTo(1);
    assertThat(Figures.number(figures, "coldStart", "noSample", "steps")).isEqualTo(1);
    assertThat(Figures.number(figures, "coldStart", "firstDay", "steps")).isEqualTo(23);
    assertThat(Figures.number(figures, "coldStart", "firstDay", "nd")).isLessThan(0.1);
  }

  @Test
  void of_namesTheFolderThatHasNone() {
    assertThatIOException()
        .isThrownBy(() -> CloudTraces.of(folder))
        .withMessageContaining("(" + folder + ")");
  }

  @Test
  void tables_haveARowPerTaskAndAColumnPerForecaster() {
    CloudBoard board = new CloudBoard(List.of(hourly(240), hourly(24)));
    Map<String, Map<String, Object>> figures = new LinkedHashMap<>();
    figures.put("one", board.measure(LAST_VALUE));
    figures.put("other", board.measure(LAST_VALUE));
    assertThat(board.markdown(figures))
        .containsPattern("\\| `one` \\| 1\\.0\\d\\d \\|  \\| 1\\.000 \\| 1\\.000 \\|")
        .doesNotContain("Next 5 minutes")
        .contains("|  | last value | day before | `one` | `other` |")
        .containsPattern("\\| made 240 \\| 0\\.\\d{3} / 0\\.3\\d \\|");
  }

  /** Values that go up and down by 1 from hour to hour, and up by 3 from day to day. */
  private static CloudTask hourly(int length) {
    double[] values = new double[length];
    Arrays.setAll(values, t -> 10 + (t % 2 == 0 ? 0 : 1) + 3 * (t / 24));
    return new CloudTask("made " + length, List.of(new Series("a", "cpu", 3_600, 0, values)));
  }

  private void write(String name, String text) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(name)))) {
      out.write(text.getBytes(UTF_8));
    }
  }
}
