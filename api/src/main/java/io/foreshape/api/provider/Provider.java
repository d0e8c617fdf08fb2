package io.foreshape.api.provider;

/**
 * A stateless maker of components, with a name by which a host can ask for it.
 *
 * <p>Registered in {@code module-info} and in {@code META-INF/services}, made once by {@link
 * java.util.ServiceLoader}; so it has a public constructor without arguments that does next to
 * nothing.
 *
 * <p>Implementations are immutable and thread-safe.
 */
public interface Provider {

  /**
   * The stable name, unique among the providers of one kind, such as {@code holt-winters}.
   *
   * @return a lower-case letter and then up to 62 lower-case letters, digits or dashes
   */
  String id();

  /**
   * Who is taken when the host names nobody: the highest number, and of equal ones the first id.
   *
   * @return 0 unless there is a reason
   */
  default int priority() {
    return 0;
  }
}
