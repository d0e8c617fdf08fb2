package io.foreshape.linux;

import io.foreshape.api.shape.Limit;
import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What groups may send, or receive, through one device. All that is known of it is in the kernel:
 * so another process sees the same, and a crash leaves a group with its old share or its new one. A
 * group whose share is the standard one has no class, and without any there is no tree.
 *
 * @param tree the classes
 * @param marks whose they are
 */
record Traffic(ClassTree tree, CgroupMarks marks) {

  /**
   * What a group has, in bytes/s.
   *
   * @param reserved what is guaranteed
   * @param cap the most
   */
  record Share(Limit reserved, Limit cap) {

    static final Share STANDARD = new Share(Limit.of(0), Limit.unlimited());

    Share withReserved(Limit other) {
      return new Share(other, cap);
    }

    Share withCap(Limit other) {
      return new Share(reserved, other);
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(Traffic.class);
  private static final int FIRST = 0x10;
  private static final int LAST = 0xfff0;

  Share read(String name) throws IOException {
    return read(marks.read().get(name));
  }

  private Share read(@Nullable Integer number) throws IOException {
    ClassTree.Share share = number == null ? null : tree.read().get(number);
    return share == null
        ? Share.STANDARD
        : new Share(
            Limit.of(share.rate() <= HtbTree.LEAST_RATE ? 0 : share.rate()),
            share.ceiling() >= tree.rate() ? Limit.unlimited() : Limit.of(share.ceiling()));
  }

  /**
   * What is guaranteed as it is held: up to the least rate it is nothing, and the device's at most.
   */
  Limit heldReserved(Limit value) {
    double amount =
        HtbRate.held(
            value instanceof Limit.AtMost most
                ? Math.min(most.amount(), tree.rate())
                : tree.rate());
    return Limit.of(amount <= HtbTree.LEAST_RATE ? 0 : amount);
  }

  /** The most as it is held: from the device's rate on there is none. */
  Limit heldCap(Limit value) {
    return value instanceof Limit.AtMost most && HtbRate.held(most.amount()) < tree.rate()
        ? Limit.of(Math.max(HtbTree.LEAST_RATE, HtbRate.held(most.amount())))
        : Limit.unlimited();
  }

  /** Has a group have another share, made of the one that it has. */
  void change(String name, UnaryOperator<Share> change) throws IOException {
    SortedMap<String, Integer> classes = marks.read();
    Integer number = classes.get(name);
    Share wanted = change.apply(read(number));
    Share share = new Share(heldReserved(wanted.reserved()), heldCap(wanted.cap()));
    if (share.equals(Share.STANDARD)) {
      if (classes.remove(name) != null) {
        marks.write(classes);
      }
      clear(classes);
    } else if (number == null) {
      int own = free(classes);
      tree.set(own, inClass(share));
      classes.put(name, own);
      marks.write(classes);
    } else {
      tree.set(number, inClass(share));
    }
  }

  private ClassTree.Share inClass(Share share) {
    double reserved = share.reserved() instanceof Limit.AtMost most ? most.amount() : 0;
    double cap = share.cap() instanceof Limit.AtMost most ? most.amount() : tree.rate();
    return new ClassTree.Share(Math.max(HtbTree.LEAST_RATE, Math.min(reserved, cap)), cap);
  }

  private static int free(Map<String, Integer> classes) throws IOException {
    for (int number = FIRST; number <= LAST; number++) {
      if (!classes.containsValue(number)) {
        return number;
      }
    }
    throw new IOException("a device has no more classes than " + (LAST - FIRST + 1));
  }

  /** Nobody's packets go there any more; what is left is removed the next time. */
  private void clear(Map<String, Integer> classes) {
    try {
      tree.retain(classes.values());
    } catch (IOException e) {
      LOG.warn("Classes of device {} that nobody has can't be removed", tree.device(), e);
    }
  }
}
