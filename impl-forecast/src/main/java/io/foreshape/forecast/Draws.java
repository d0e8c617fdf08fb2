package io.foreshape.forecast;

/**
 * Pseudo-random numbers whose whole state is one number, so that it can be saved: SplitMix64
 * (Steele, Lea and Flood, OOPSLA 2014). Not thread-safe.
 */
final class Draws {

  private static final long GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  Draws(long seed) {
    state = seed;
  }

  private long next() {
    state += GAMMA;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** One of the numbers below a bound, each as likely but for one part in 2³¹. */
  int nextBelow(int bound) {
    return (int) (((next() >>> 33) * bound) >>> 31);
  }

  /** A number between −1 and 1. */
  float nextSigned() {
    return (float) (next() * 0x1p-63);
  }

  long state() {
    return state;
  }

  void restore(long saved) {
    state = saved;
  }
}
