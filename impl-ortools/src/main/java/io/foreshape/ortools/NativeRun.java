package io.foreshape.ortools;

/** Solves a task by native code, in this process or in another. */
interface NativeRun {

  /**
   * Solves.
   *
   * @param task the task
   * @return how it ended; it does not throw for what native code does
   */
  Answer run(Task task);
}
