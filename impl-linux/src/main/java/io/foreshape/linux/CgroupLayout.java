package io.foreshape.linux;

import io.foreshape.api.provider.ConfigurationException;
import io.foreshape.api.provider.Settings;
import io.foreshape.api.workload.InstanceId;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The scope in every hierarchy that there is: in one of v2, or in one of each v1 controller and, on
 * a hybrid host, in that of v2 beside them, which tells pressure.
 *
 * <p>Not thread-safe.
 */
final class CgroupLayout implements AutoCloseable {

  static final String ROOT = "root";
  static final String SCOPE = "scope";

  /** The name that stands for the one hierarchy of v2. */
  static final String UNIFIED = "unified";

  /** Which part of the files that this process may have open, one in so many, stays open here. */
  private static final long SHARE_OF_FILES = 3;

  private static final List<String> CONTROLLERS =
      List.of("cpu", "cpuacct", "cpuset", "memory", "blkio", "pids", UNIFIED);

  private final boolean isV2;
  private final Path root;
  private final String place;
  private final SortedMap<String, Scope> scopes;
  private final OpenGroups groups;
  private final Listing listing = new Listing();
  private String controllers = "";

  private CgroupLayout(
      boolean isV2, Path root, String place, SortedMap<String, Scope> scopes, int mostFiles) {
    this.isV2 = isV2;
    this.root = root;
    this.place = place;
    this.scopes = scopes;
    this.groups = new OpenGroups(scopes, mostFiles);
  }

  /**
   * Opens what settings say.
   *
   * @throws ConfigurationException if there is no such scope
   */
  static CgroupLayout open(Settings settings) {
    try {
      return open(
          settings, (int) Math.min(Integer.MAX_VALUE, Machine.mostOpenFiles() / SHARE_OF_FILES));
    } catch (IOException e) {
      throw new ConfigurationException("What this process may open can't be read: " + e, e);
    }
  }

  /**
   * Opens what settings say.
   *
   * @param mostFiles how many files stay open at the most
   * @throws ConfigurationException if there is no such scope
   */
  static CgroupLayout open(Settings settings, int mostFiles) {
    Path root = Path.of(settings.text(ROOT, "/sys/fs/cgroup"));
    List<String> names = names(settings.text(SCOPE, ""));
    SortedMap<String, Scope> scopes = new TreeMap<>();
    boolean isV2 = Files.exists(root.resolve("cgroup.controllers"));
    try {
      for (String controller : isV2 ? List.of(UNIFIED) : CONTROLLERS) {
        Path hierarchy = isV2 ? root : root.resolve(controller);
        Scope.open(hierarchy, names).ifPresent(scope -> scopes.put(controller, scope));
      }
    } catch (IOException e) {
      throw new ConfigurationException(
          "The cgroup ("
              + settings.text(SCOPE, "")
              + ") below ("
              + root
              + ") can't be opened: "
              + e,
          e);
    }
    if (scopes.isEmpty()) {
      throw new ConfigurationException(
          "There is no cgroup ("
              + settings.text(SCOPE, "")
              + ") below ("
              + root
              + "); make it, or set "
              + SCOPE
              + " to one whose children are the instances");
    }
    return new CgroupLayout(isV2, root, settings.text(SCOPE, ""), scopes, mostFiles);
  }

  private static List<String> names(String scope) {
    List<String> names = List.of(scope.split("/", -1));
    for (String name : names) {
      if (name.isBlank() || Scope.nameOf(new InstanceId(name)) == null) {
        throw new ConfigurationException(
            "Setting "
                + SCOPE
                + " is the path of a cgroup below the root, such as machine.slice/web, got ("
                + scope
                + ")");
      }
    }
    return names;
  }

  /** Whether there is v2 and nothing else. */
  boolean isV2() {
    return isV2;
  }

  /** The path of the scope, for messages. */
  String place() {
    return place;
  }

  /** The path of the scope of v2, without symbolic links down to where it is mounted. */
  Path path() throws IOException {
    return root.toRealPath().resolve(place);
  }

  /** The name of the hierarchy that has a controller of v1, or that of v2. */
  String hierarchy(String controller) {
    return isV2 ? UNIFIED : controller;
  }

  /** The scope in a hierarchy, or null if it isn't there. */
  @Nullable Scope scope(String hierarchy) {
    return scopes.get(hierarchy);
  }

  /** The groups of an instance, which the caller closes. */
  Groups groups(InstanceId instance) {
    return groups.of(instance);
  }

  /**
   * Closes the files of instances that have gone, and all of them if controllers were switched on
   * or off, with which files come and go (v2).
   *
   * @param there the instances that have not gone
   */
  void refresh(Set<InstanceId> there) throws IOException {
    groups.retain(there);
    Scope unified = scope(UNIFIED);
    String now = unified == null ? "" : unified.own().read("cgroup.subtree_control").orElse("");
    if (!now.equals(controllers)) {
      groups.close();
      controllers = now;
    }
  }

  /** The instances that there are in any hierarchy, until the next listing. */
  SortedSet<InstanceId> instances() throws IOException {
    return listing.of(scopes.values());
  }

  /** Has the next listing look anew at an instance that turned out not to be there. */
  void doubt(InstanceId instance) {
    listing.doubt(instance);
  }

  @Override
  public void close() {
    try {
      List<Closeable> all = new ArrayList<>(scopes.values());
      all.add(0, groups);
      Closing.all(all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
