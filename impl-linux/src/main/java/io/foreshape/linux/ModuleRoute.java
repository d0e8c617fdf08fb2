package io.foreshape.linux;

import io.foreshape.api.workload.InstanceId;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The way to the groups of one scope of v2 through the kernel module. The module looks names up
 * itself, and is told the inodes that these must lead to: those of our own handles.
 *
 * <p>Not thread-safe.
 *
 * @param module the module
 * @param scope the scope's path
 * @param scopeInode the scope's inode
 */
record ModuleRoute(KernelModule module, Path scope, long scopeInode) implements Closeable {

  /**
   * Opens the way.
   *
   * @throws IOException if there is none, with the reason
   */
  static ModuleRoute open(CgroupLayout layout, Path device) throws IOException {
    KernelModule module = KernelModule.open(device);
    try {
      return of(layout, module);
    } catch (IOException e) {
      module.close();
      throw e;
    }
  }

  private static ModuleRoute of(CgroupLayout layout, KernelModule module) throws IOException {
    Scope scope = layout.scope(CgroupLayout.UNIFIED);
    if (scope == null || !layout.isV2()) {
      throw new IOException("it is for cgroup v2");
    }
    return new ModuleRoute(module, layout.path(), inode(scope.own()));
  }

  private static long inode(Group group) throws IOException {
    return Numbers.unsigned(group.inode())
        .orElseThrow(() -> new IOException("a directory's inode is not told"));
  }

  /**
   * Writes files of one group, all or none.
   *
   * @param group the group, in whose place no other one is written
   * @param files the files' names
   * @param texts what to write into each
   * @return why one of them was refused, or empty if all were written
   */
  Optional<KernelModule.Refusal> write(
      InstanceId instance, Group group, List<String> files, List<String> texts) throws IOException {
    long inode = inode(group);
    List<KernelBatch.Change> changes = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      changes.add(new KernelBatch.Change(instance.value(), inode, files.get(i), texts.get(i)));
    }
    return module.apply(new KernelBatch(scope, scopeInode, changes));
  }

  @Override
  public void close() throws IOException {
    module.close();
  }
}
