package io.foreshape.linux;

import java.io.IOException;
import java.util.Collection;
import java.util.SortedMap;

/** Classes that share what goes through a device, by their numbers, known to the kernel alone. */
interface ClassTree {

  /**
   * What a class has, both in bytes/s.
   *
   * @param rate what is guaranteed
   * @param ceiling the most
   */
  record Share(double rate, double ceiling) {}

  /** The device whose traffic they share. */
  String device();

  /** What there is to share, in bytes/s as {@link HtbRate} holds them. */
  double rate();

  /** The classes of instances. */
  SortedMap<Integer, Share> read() throws IOException;

  /** Makes a class, or has it have another share at once; makes the tree if it isn't there. */
  void set(int number, Share share) throws IOException;

  /** Removes the classes of all others, and everything if there is none left. */
  void retain(Collection<Integer> numbers) throws IOException;
}
