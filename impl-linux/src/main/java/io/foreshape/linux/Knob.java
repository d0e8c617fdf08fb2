package io.foreshape.linux;

import io.foreshape.api.shape.Dimension;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One dimension of a shape as a file of a cgroup.
 *
 * @param <T> the type of its values
 */
interface Knob<T> {

  /** What it sets. */
  Dimension<T> dimension();

  /** The controller that must be there. */
  String controller();

  /** The file that it reads and writes. */
  String file();

  /**
   * What about the scope's own file keeps its groups from having the knob, said behind the file's
   * name; empty if nothing does.
   */
  default Optional<String> obstacle(Group scope) throws IOException {
    return Optional.empty();
  }

  /** What the group has now, or empty if the group has no such file or the file is not clear. */
  Optional<T> read(Group group) throws IOException;

  /** Has the group have a value, or the kernel's default where that is null. */
  void write(Group group, @Nullable T value) throws IOException;

  /**
   * Makes ready for a value, as {@link #write} does, and says what is to be written into the file,
   * so that {@link KernelModule} can write it together with others. All else that {@code write}
   * looks after must then be done by the module.
   *
   * @return the text, or null if it can't be written like that
   */
  default @Nullable String text(Group group, @Nullable T value) throws IOException {
    return null;
  }

  /** Whether what a group has drifts by itself, so that it is to be looked after. */
  default boolean isToBeKept() {
    return false;
  }

  /** Looks after what a group has where it drifts by itself, and says what is to be told of it. */
  default String keep(Group group) throws IOException {
    return "";
  }

  /** As {@link io.foreshape.shaper.spi.Actuator#mayDrift} has it. */
  default boolean mayDrift(@Nullable T from, @Nullable T to) {
    return false;
  }

  /** The value that a group will have when it is told to have another. */
  T held(Groups groups, T value) throws IOException;
}
