package io.foreshape.replay.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Damage anywhere in a file of any format ends in series or in a TraceException. */
class HostileTraceProperties {

  private static final List<String> FILES =
      List.of(
          TraceFiles.PACKED_HEADER
              + "a,cpu_pct,percent,1372629600,300,4,1.5;;2e1;0\n\"b\",mem_kb,KB,0,60,2,7;8\n",
          """
          series_id,timestamp,resource,value,unit
          a,2014-02-14 14:30:00,x,1,u
          b,1392388200,x,2,"u"
          a,2014-02-14T14:35:00Z,x,,u
          b,1392388500000,x,3,u
          """,
          "timestamp,value\n2014-02-14 14:30:00,1\n2014-02-14 14:35:00,2.25\n",
          TraceFiles.GRID_WORKLOADS_HEADER
              + "1372629804;\t2;\t5851.9;\t87.7;\t1.5;\t8218624.0;\t1034592.8;\t1;\t2;\t3;\t4\n"
              + "1372630104;\t2;\t5851.9;\t29.2;\t0.5;\t8218624.0;\t458575.4;\t0;\t2;\t0;\t1\n",
          "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":"
              + "{\"pod\":\"a\",\"resource\":\"x\"},\"values\":[[0,\"1\"],[60,\"NaN\"]]}]}}");

  @Provide
  Arbitrary<String> files() {
    return Arbitraries.of(FILES);
  }

  @Provide
  Arbitrary<String> inserts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMaxLength(4),
        Arbitraries.of("\"", ",", ";", "\n", "\r", "\0", "-", "e9", "99999999999", "NaN", "[{"));
  }

  @Property(tries = 400)
  void damagedText(
      @ForAll("files") String file,
      @ForAll @IntRange(max = 2000) int at,
      @ForAll @IntRange(max = 5) int cut,
      @ForAll("inserts") String insert) {
    int from = at % file.length();
    int to = Math.min(from + cut, file.length());
    String damaged = file.substring(0, from) + insert + file.substring(to);

    assertSeriesOrTraceException(damaged.getBytes(StandardCharsets.UTF_8));
  }

  @Property(tries = 150)
  void damagedGzip(
      @ForAll("files") String file,
      @ForAll @IntRange(max = 2000) int at,
      @ForAll byte flip,
      @ForAll boolean truncate) {
    byte[] packed = TraceFiles.gzip(file);
    int position = at % packed.length;
    packed[position] ^= flip;
    assertSeriesOrTraceException(truncate ? java.util.Arrays.copyOf(packed, position) : packed);
  }

  private static void assertSeriesOrTraceException(byte[] content) {
    try {
      assertThat(TraceFiles.read("some.csv", content)).allMatch(s -> s.length() > 0);
    } catch (TraceException e) {
      assertThat(e).hasMessageMatching("(?s).*some\\.csv:\\d+: .+");
    }
  }
}
