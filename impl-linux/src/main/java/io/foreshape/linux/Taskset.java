package io.foreshape.linux;

import java.io.IOException;
import java.util.Optional;

/**
 * sched_setaffinity, which Java can't call, by way of taskset(1) of util-linux or busybox.
 *
 * @param program the program
 */
record Taskset(Program program) {

  /** That of this system, if it is installed. */
  static Optional<Taskset> find() {
    return Program.find("taskset").map(Taskset::new);
  }

  /**
   * Has a thread run on some CPUs, or on those of them that its group has.
   *
   * @param cpus a list such as {@code 0-3,8}
   * @return whether there still was such a thread
   * @throws RefusedException if this process may not
   */
  boolean set(int thread, String cpus) throws IOException {
    try {
      program.run("", "-p", "-c", cpus, Integer.toString(thread));
      return true;
    } catch (IOException e) {
      String said = String.valueOf(e.getMessage());
      if (said.contains("No such process")) {
        return false;
      }
      if (said.contains("Operation not permitted")) {
        throw new RefusedException(
            "this process may not pin threads of another user: it lacks the right CAP_SYS_NICE");
      }
      throw e;
    }
  }
}
