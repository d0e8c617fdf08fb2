package io.foreshape.linux;

import java.io.Closeable;
import java.io.IOException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Closes many things, each of them even if another one fails. */
final class Closing {

  private Closing() {}

  static void all(Collection<? extends Closeable> things) throws IOException {
    IOException first = null;
    for (Closeable thing : things) {
      first = close(thing, first);
    }
    if (first != null) {
      throw first;
    }
  }

  /** Closes one, and adds what comes of it to what came of others before. */
  static @Nullable IOException close(Closeable thing, @Nullable IOException earlier) {
    try {
      thing.close();
      return earlier;
    } catch (IOException e) {
      if (earlier == null) {
        return e;
      }
      earlier.addSuppressed(e);
      return earlier;
    }
  }
}
