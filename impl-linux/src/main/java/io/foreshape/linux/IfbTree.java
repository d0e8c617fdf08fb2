package io.foreshape.linux;

import java.io.IOException;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Classes for what a device receives: all of it gets the mark of its connection ({@link
 * CgroupMarks.Kind#CONNECTIONS}) and goes by way of an ifb device, by the classes of {@link
 * HtbTree}. Source: tc-connmark(8).
 *
 * @param ifb the ifb device
 * @param classes its classes
 */
record IfbTree(Ifb ifb, HtbTree classes) implements ClassTree {

  private static final String MARKED = "matchall action connmark";

  /**
   * The tree of a device.
   *
   * @param rate what the device can receive, in bytes/s as {@link HtbRate} holds them
   * @throws IOException if there is no such device
   */
  static IfbTree of(Program ip, Program tc, String device, double rate) throws IOException {
    Ifb ifb = Ifb.of(ip, tc, new NetworkDevice(device), MARKED);
    return new IfbTree(ifb, new HtbTree(tc, ifb.name(), rate));
  }

  @Override
  public String device() {
    return ifb.device();
  }

  @Override
  public double rate() {
    return classes.rate();
  }

  @Override
  public SortedMap<Integer, Share> read() throws IOException {
    return ifb.isThere() ? classes.read() : new TreeMap<>();
  }

  @Override
  public void set(int number, Share share) throws IOException {
    ifb.use(() -> classes.set(number, share));
  }

  @Override
  public void retain(Collection<Integer> numbers) throws IOException {
    if (numbers.isEmpty()) {
      ifb.remove();
    } else {
      classes.retain(numbers);
    }
  }
}
