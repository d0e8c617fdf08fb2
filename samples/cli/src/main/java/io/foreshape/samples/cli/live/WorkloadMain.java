package io.foreshape.samples.cli.live;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The process of one workload. It says a line once it is ready, and waits for one that says when
 * the first midnight is, in milliseconds since 1970, so that nothing is done before it is in its
 * cgroup. It ends when standard input ends, so that it never outlives who started it, however that
 * one ended.
 */
final class WorkloadMain {

  private static final long SLOT_MILLIS = 20;
  private static final double NANOS = 1e9;
  private static final double NANOS_PER_MILLI = 1e6;

  private WorkloadMain() {}

  /**
   * Works.
   *
   * @param args the curve, what is ordered in the unit of what is used, how many nanoseconds a day
   *     has, a file that may be written, and an address where datagrams are sent to
   */
  public static void main(String[] args) throws IOException {
    Curve curve = Curve.valueOf(args[0]);
    double ordered = Double.parseDouble(args[1]);
    double dayNanos = Double.parseDouble(args[2]);
    Path file = Path.of(args[3]);
    InetAddress address = InetAddress.getByName(args[4]);
    System.out.println(0);
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String midnight = input.readLine();
    if (midnight != null) {
      long midnightMillis = Long.parseLong(midnight);
      Thread worker =
          new Thread(() -> work(curve, ordered, midnightMillis, dayNanos, file, address), "work");
      worker.setDaemon(true);
      worker.start();
      while (input.readLine() != null) {
        // Only its end says something.
      }
    }
    Runtime.getRuntime().halt(0);
  }

  private static void work(
      Curve curve,
      double ordered,
      long midnightMillis,
      double dayNanos,
      Path file,
      InetAddress address) {
    try {
      Load load = Load.of(curve, file, address);
      double stepSeconds = dayNanos / Curve.STEPS_PER_DAY / NANOS;
      for (long last = System.nanoTime(); ; ) {
        Thread.sleep(SLOT_MILLIS);
        long now = System.nanoTime();
        double days = (System.currentTimeMillis() - midnightMillis) * NANOS_PER_MILLI / dayNanos;
        // What waits longer than a step has given up.
        double seconds = Math.min(stepSeconds, (now - last) / NANOS);
        load.work(ordered * curve.share(Math.max(0, days)), seconds);
        last = now;
      }
    } catch (IOException | InterruptedException | RuntimeException e) {
      e.printStackTrace();
      Runtime.getRuntime().halt(1);
    }
  }
}
