package io.foreshape.linux;

import io.foreshape.linux.Damon.Which;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Is killed while it moves pages of the group "a" of a scope, the path of which is told. */
final class LeavingDamonMain {

  static final int KILLED = 77;

  private static final long NANOS_BETWEEN_LOOKS = 200_000;

  private static final Path STATE = Path.of("/sys/kernel/mm/damon/admin/kdamonds/0/state");

  private LeavingDamonMain() {}

  public static void main(String[] arguments) throws Exception {
    Thread killer =
        new Thread(
            () -> {
              while (!isOn()) {
                LockSupport.parkNanos(NANOS_BETWEEN_LOOKS);
              }
              Runtime.getRuntime().halt(KILLED);
            });
    killer.setDaemon(true); // ends with this process if nothing is ever on
    killer.start();
    String scope = arguments[0];
    for (Extent extent : Extent.ofNode(Path.of("/"), 0)) {
      new Damon(Path.of("/sys"), scope).move(List.of(scope + "a"), extent, 1, Which.ANY);
    }
    killer.join();
  }

  private static boolean isOn() {
    try {
      return Files.exists(STATE) && Files.readString(STATE).strip().equals("on");
    } catch (IOException e) {
      return false; // it has gone in between
    }
  }
}
