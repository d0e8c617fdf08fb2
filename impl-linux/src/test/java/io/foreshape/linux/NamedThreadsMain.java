package io.foreshape.linux;

import java.io.IOException;

/** Has a thread spin by each name that it is given, until its input ends. */
final class NamedThreadsMain {

  private NamedThreadsMain() {}

  public static void main(String[] names) throws IOException {
    for (String name : names) {
      Thread thread =
          new Thread(
              () -> {
                while (!Thread.interrupted()) {
                  Thread.onSpinWait();
                }
              },
              name);
      thread.setDaemon(true);
      thread.start();
    }
    while (System.in.read() >= 0) {
      Thread.onSpinWait();
    }
  }
}
