package io.foreshape.replay.hosts;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Packs instances on hosts: the largest first, each on the host that is least loaded (Graham's
 * longest processing time rule, "Bounds on multiprocessing timing anomalies", 1969). The size of an
 * instance is its largest share of all ceilings of a resource.
 */
final class Packing {

  private Packing() {}

  /**
   * Packs.
   *
   * @param ceilings per resource and instance, the most it can use
   * @param hosts how many hosts there are, at least 1
   * @return the host of each instance
   * @throws IllegalArgumentException if there are more hosts than instances
   */
  static int[] balance(double[][] ceilings, int hosts) {
    double[] sizes = sizes(ceilings);
    if (hosts > sizes.length) {
      throw new IllegalArgumentException(
          "There are no more hosts than instances ("
              + sizes.length
              + "), got ("
              + hosts
              + "); ask for fewer with --hosts");
    }
    int[] order =
        IntStream.range(0, sizes.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -sizes[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] load = new double[hosts];
    int[] count = new int[hosts];
    int[] host = new int[sizes.length];
    for (int i : order) {
      int least = 0;
      for (int h = 1; h < hosts; h++) {
        // The count tells where nothing has a size.
        boolean isEmptier = load[h] == load[least] && count[h] < count[least];
        least = load[h] < load[least] || isEmptier ? h : least;
      }
      host[i] = least;
      load[least] += sizes[i];
      count[least]++;
    }
    return host;
  }

  private static double[] sizes(double[][] ceilings) {
    double[] sizes = new double[ceilings[0].length];
    for (double[] of : ceilings) {
      double sum = Arrays.stream(of).sum();
      for (int i = 0; sum > 0 && i < sizes.length; i++) {
        sizes[i] = Math.max(sizes[i], of[i] / sum);
      }
    }
    return sizes;
  }
}
