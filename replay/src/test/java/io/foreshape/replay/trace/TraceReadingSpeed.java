package io.foreshape.replay.trace;

import com.sun.management.ThreadMXBean;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/**
 * How fast traces are read and what that allocates: run {@code main} with trace files, or without
 * any for a packed file of 480 series of 13 weeks in steps of 5 minutes. Each is read three times;
 * the first includes the JVM's warm-up. Not a test: a time is not asserted anywhere.
 */
final class TraceReadingSpeed {

  private static final Logger LOG = System.getLogger(TraceReadingSpeed.class.getName());
  private static final int RUNS = 3;
  private static final int SERIES = 480;
  private static final int STEPS = 13 * 7 * 288;

  private TraceReadingSpeed() {}

  /**
   * Reads and logs.
   *
   * @param args trace files, or none
   */
  public static void main(String[] args) throws IOException {
    if (args.length > 0) {
      measure(Arrays.stream(args).map(Path::of).toList());
      return;
    }
    Path file = Files.createTempFile("packed", ".csv.gz");
    try {
      writeFleet(file);
      measure(List.of(file));
    } finally {
      Files.delete(file);
    }
  }

  private static void measure(List<Path> files) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (Path file : files) {
      for (int run = 0; run < RUNS; run++) {
        long[] values = new long[1];
        long allocatedBefore = threads.getCurrentThreadAllocatedBytes();
        long before = System.nanoTime();
        TraceFormats.read(file, name -> true, series -> values[0] += series.length());
        double seconds = (System.nanoTime() - before) / 1e9;
        long allocated = threads.getCurrentThreadAllocatedBytes() - allocatedBefore;
        LOG.log(
            Level.INFO,
            String.format(
                "%s: %d values, %.2f s, %.1f M values/s, %.2f bytes allocated per value",
                file,
                values[0],
                seconds,
                values[0] / seconds / 1e6,
                allocated / (double) values[0]));
      }
    }
  }

  private static void writeFleet(Path file) throws IOException {
    Random random = new Random(1);
    try (var out =
        new BufferedWriter(
            new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8))) {
      out.write(TraceFiles.PACKED_HEADER);
      for (int i = 0; i < SERIES; i++) {
        out.write("vm" + i + ",cpu_pct,percent,1372629600,300," + STEPS + ",");
        for (int step = 0; step < STEPS; step++) {
          out.write(step == 0 ? "" : ";");
          out.write(random.nextInt(25) == 0 ? "" : random.nextInt(10_000) / 100.0 + "");
        }
        out.write("\n");
      }
    }
  }
}
