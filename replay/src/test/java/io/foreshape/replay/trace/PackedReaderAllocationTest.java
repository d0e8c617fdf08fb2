package io.foreshape.replay.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackedReaderAllocationTest {

  private static final int VALUES = 20_000;
  private static final int SERIES = 25;

  /** 4 bytes per value are the series' own; the rest is buffers, names and gzip. */
  @Test
  void allocatesLittleMoreThanTheSeries(@TempDir Path folder) {
    String values =
        IntStream.range(0, VALUES)
            .mapToObj(i -> i % 7 == 0 ? "" : i % 1000 + "." + i % 10)
            .collect(Collectors.joining(";"));
    String rows =
        IntStream.range(0, SERIES)
            .mapToObj(i -> "vm" + i + ",cpu_pct,percent,0,300," + VALUES + "," + values + "\n")
            .collect(Collectors.joining());
    Path file =
        TraceFiles.write(
            folder.resolve("p.csv.gz"), TraceFiles.gzip(TraceFiles.PACKED_HEADER + rows));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    TraceFormats.read(file, name -> true, series -> {});

    long before = threads.getCurrentThreadAllocatedBytes();
    TraceFormats.read(file, name -> true, series -> {});
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(allocated / (double) (VALUES * SERIES)).isLessThan(5.5);
  }
}
