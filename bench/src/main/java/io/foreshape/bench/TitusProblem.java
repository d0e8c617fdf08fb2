package io.foreshape.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The integer program by which Netflix's titus-isolate pinned containers (its optimize_ip, 2019,
 * with its published weights), on 64 hardware threads of two sockets; more threads are wanted than
 * there are cores. Requests and the previous placement are drawn by a fixed seed.
 *
 * <p>Threads 2c and 2c + 1 share core c. Minimise {@code -1000/(2k) containers on one socket + 10/2
 * |threads of one socket - of the other| + 250/32 [a core is full] + order/(64 k sum of order) +
 * 10/(64 k) entries of the assignment that change}, where each container gets what it requests, no
 * thread is given twice, and the first thread of every core is given.
 */
final class TitusProblem {

  static final int THREADS = 64;
  static final int PER_SOCKET = 32;
  static final double SPREAD = 1000;
  static final double BALANCE = 10;
  static final double FULL = 250;
  static final double ORDER = 1;
  static final double CHANGE = 10;
  static final int FREE = -1;

  private final int[] requests;
  private final int[] previous;
  private final double orderUnit;

  /** So many containers that request so many threads in all. */
  TitusProblem(int containers, int total, long seed) {
    Random random = new Random(seed);
    requests = new int[containers];
    for (int i = 0; i < total; i++) {
      requests[i < containers ? i : random.nextInt(containers)]++;
    }
    List<Integer> owners = new ArrayList<>(Collections.nCopies(THREADS - total, FREE));
    for (int i = 0; i < containers; i++) {
      owners.addAll(Collections.nCopies(requests[i], i));
    }
    Collections.shuffle(owners, random);
    previous = owners.stream().mapToInt(Integer::intValue).toArray();
    double sum = 0;
    for (int thread = 0; thread < THREADS; thread++) {
      sum += weight(thread);
    }
    sum *= containers * (containers + 1) / 2.0;
    orderUnit = ORDER / (THREADS * containers * sum);
  }

  int containers() {
    return requests.length;
  }

  int request(int container) {
    return requests[container];
  }

  boolean had(int container, int thread) {
    return previous[thread] == container;
  }

  /** Who had a thread, or {@link #FREE}. */
  int previous(int thread) {
    return previous[thread];
  }

  /** What an entry of the assignment costs that changes. */
  double entry() {
    return CHANGE / (THREADS * containers());
  }

  /** What a thread's place in the order costs a container. */
  double order(int thread, int container) {
    return orderUnit * weight(thread) * (container + 1);
  }

  private static double weight(int thread) {
    return (thread + 1.0) * (thread / PER_SOCKET + 1);
  }

  /** The objective of an assignment: the container of each thread, or −1. */
  double cost(int[] owner) {
    int[][] count = new int[2][containers()];
    int[] busy = new int[2];
    double cost = 0;
    boolean isFull = false;
    for (int thread = 0; thread < THREADS; thread++) {
      if (owner[thread] != FREE) {
        count[thread / PER_SOCKET][owner[thread]]++;
        busy[thread / PER_SOCKET]++;
        cost += order(thread, owner[thread]);
        isFull |= thread % 2 == 1 && owner[thread - 1] != FREE;
      }
      if (owner[thread] != previous[thread]) {
        cost += (owner[thread] == FREE ? 0 : entry()) + (previous[thread] == FREE ? 0 : entry());
      }
    }
    for (int i = 0; i < containers(); i++) {
      boolean isOnOne = count[0][i] == 0 || count[1][i] == 0;
      cost -= isOnOne ? SPREAD / (2 * containers()) : 0;
    }
    return cost + BALANCE / 2 * Math.abs(busy[0] - busy[1]) + (isFull ? FULL / (THREADS / 2.0) : 0);
  }
}
