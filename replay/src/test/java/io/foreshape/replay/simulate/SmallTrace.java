package io.foreshape.replay.simulate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Packed traces of hourly samples, and requests to replay them. */
final class SmallTrace {

  private static final String HEADER = "series_id,resource,unit,start_epoch_s,step_s,n,values\n";

  private final StringBuilder rows = new StringBuilder(HEADER);

  /** Adds a daily cycle with noise, bursts and gaps. */
  SmallTrace with(String id, String resource, String unit, long start, int steps) {
    SplittableRandom random = new SplittableRandom(id.hashCode() + 31L * resource.hashCode());
    rows.append(
        String.format(Locale.ROOT, "%s,%s,%s,%d,3600,%d,", id, resource, unit, start, steps));
    double scale = unit.equals("KB") ? 1 << 20 : 10;
    for (int step = 0; step < steps; step++) {
      double cycle = 2 + Math.sin(2 * Math.PI * step / 24) + 0.3 * random.nextDouble();
      double value = scale * (random.nextInt(20) == 0 ? 2 * cycle : cycle);
      String text = random.nextInt(25) == 0 ? "" : String.format(Locale.ROOT, "%.3f", value);
      rows.append(step == 0 ? "" : ";").append(text);
    }
    rows.append('\n');
    return this;
  }

  /** Adds a series as it is told. */
  SmallTrace withValues(String id, String resource, String unit, String... values) {
    rows.append(
        String.format(Locale.ROOT, "%s,%s,%s,0,3600,%d,", id, resource, unit, values.length));
    rows.append(String.join(";", values)).append('\n');
    return this;
  }

  Path in(Path folder, String name) {
    try {
      return Files.writeString(folder.resolve(name), rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ReplayRequest request(
      List<Path> traces,
      List<String> resources,
      List<String> policies,
      Duration warmup,
      ReplayRequest.Depth depth) {
    return new ReplayRequest(
        traces,
        resources,
        policies,
        warmup,
        Duration.ofHours(2),
        Duration.ofHours(1),
        0.01,
        depth,
        "a command");
  }
}
