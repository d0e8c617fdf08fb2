package io.foreshape.linux;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of a group and of all groups below it, as cgroup.threads (of v1, tasks) and /proc
 * tell them. Zombies are left out, and so are threads whose CPUs the kernel keeps to itself
 * (PF_NO_SETAFFINITY, such as io_uring's workers).
 *
 * @param isV2 which files they are
 * @param proc where proc is mounted
 */
record GroupThreads(boolean isV2, Path proc) {

  private static final Logger LOG = LoggerFactory.getLogger(GroupThreads.class);
  private static final Set<OpenOption> READ =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

  /** Groups and threads that are looked at, and how deep; an instance makes them as it likes. */
  private static final int MOST = 1 << 14;

  private static final int DEEPEST = 64;
  private static final int MOST_BYTES = 1 << 20;

  private static final String CPUS = "\nCpus_allowed_list:\t";
  private static final String DEAD = "ZXx";

  /** Of the words behind the name in /proc/ID/stat (proc_pid_stat(5), field 9). */
  private static final int FLAGS = 6;

  /** PF_NO_SETAFFINITY of linux/sched.h. */
  private static final long KEPT = 0x04000000;

  /** The file that lists the threads of a group. */
  String file() {
    return isV2 ? "cgroup.threads" : "tasks";
  }

  /** The numbers of all threads, with the CPUs that their groups have. */
  private SortedMap<Integer, SortedSet<Integer>> listed(Group group) throws IOException {
    SortedMap<Integer, SortedSet<Integer>> found = new TreeMap<>();
    try (SecureDirectoryStream<Path> directory = group.listing()) {
      list(directory, ThreadPins.ALL, 0, 0, found);
    }
    return found;
  }

  /** Whether a thread is in a group or below it. */
  boolean has(Group group, int thread) throws IOException {
    return listed(group).containsKey(thread);
  }

  /** Adds what is below a directory; gives how many groups that makes. */
  private int list(
      SecureDirectoryStream<Path> directory,
      SortedSet<Integer> above,
      int depth,
      int groups,
      SortedMap<Integer, SortedSet<Integer>> found)
      throws IOException {
    String effective = text(directory, isV2 ? "cpuset.cpus.effective" : "cpuset.effective_cpus");
    SortedSet<Integer> own = IdList.parsed(effective);
    SortedSet<Integer> cpus = own.isEmpty() ? above : own;
    for (String line : text(directory, file()).lines().toList()) {
      if (cpus.isEmpty()) {
        throw new RefusedException(
            "it has no list of CPUs; switch the controller cpuset on for it");
      }
      int id = (int) Numbers.unsigned(line).orElse(0);
      if (id <= 0) {
        throw new RefusedException(
            "it has threads in a PID namespace that this process does not see: run it on the host");
      }
      found.put(id, cpus);
    }
    int count = groups + 1;
    if (count + found.size() > MOST || depth > DEEPEST) {
      throw new RefusedException(
          "it has more than " + MOST + " threads and groups, or is deeper than " + DEEPEST);
    }
    try {
      for (Path name : directory) {
        Path child = name.getFileName();
        if (child != null && Scope.isDirectory(directory, child)) {
          count = listBelow(directory, child, cpus, depth + 1, count, found);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return count;
  }

  private int listBelow(
      SecureDirectoryStream<Path> directory,
      Path child,
      SortedSet<Integer> cpus,
      int depth,
      int groups,
      SortedMap<Integer, SortedSet<Integer>> found)
      throws IOException {
    try (SecureDirectoryStream<Path> below =
        directory.newDirectoryStream(child, LinkOption.NOFOLLOW_LINKS)) {
      return list(below, cpus, depth, groups, found);
    } catch (IOException e) {
      if (e instanceof RefusedException || Scope.isDirectory(directory, child)) {
        throw e;
      }
      LOG.trace("A group has gone while it was looked at", e);
      return groups + 1;
    }
  }

  private static String text(SecureDirectoryStream<Path> directory, String file)
      throws IOException {
    try (SeekableByteChannel channel = directory.newByteChannel(Path.of(file), READ)) {
      return new String(Channels.newInputStream(channel).readNBytes(MOST_BYTES), ISO_8859_1);
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  /**
   * The threads that can be pinned, by number.
   *
   * @throws RefusedException if not all of them can be seen
   */
  List<GroupThread> of(Group group) throws IOException {
    List<GroupThread> threads = new ArrayList<>();
    Set<Integer> missing = new HashSet<>();
    for (Map.Entry<Integer, SortedSet<Integer>> each : listed(group).entrySet()) {
      int id = each.getKey();
      String stat = text(id, "stat").orElse("");
      String cpus = text(id, "status").map(GroupThreads::cpus).orElse("");
      if (stat.isEmpty() || cpus.isEmpty()) {
        missing.add(id);
      } else if (canBePinned(stat)) {
        threads.add(new GroupThread(id, name(stat), IdList.parsed(cpus), each.getValue()));
      }
    }
    if (!missing.isEmpty()) {
      missing.retainAll(listed(group).keySet()); // all others have ended
      if (!missing.isEmpty()) {
        throw new RefusedException(
            "/proc does not show this process all of its threads: mount it without hidepid");
      }
    }
    return threads;
  }

  /** Whether there is such a thread, wherever, that can be pinned. */
  boolean isAlive(int thread) throws IOException {
    return text(thread, "stat").filter(GroupThreads::canBePinned).isPresent();
  }

  /** What a file of a thread says, or empty if the thread has gone or is hidden. */
  private Optional<String> text(int thread, String file) throws IOException {
    Path directory = proc.resolve(Integer.toString(thread));
    try {
      return Optional.of(new String(Files.readAllBytes(directory.resolve(file)), ISO_8859_1));
    } catch (NoSuchFileException | AccessDeniedException e) {
      return Optional.empty();
    } catch (IOException e) {
      if (Files.exists(directory)) {
        throw e;
      }
      return Optional.empty(); // it has ended since the file was opened (ESRCH)
    }
  }

  private static String cpus(String status) {
    int at = status.indexOf(CPUS);
    int end = at < 0 ? -1 : status.indexOf('\n', at + CPUS.length());
    return end < 0 ? "" : status.substring(at + CPUS.length(), end);
  }

  /** The name is whatever is between the first and the last bracket. */
  private static String name(String stat) {
    return stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
  }

  private static boolean canBePinned(String stat) {
    String[] words = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
    return words.length > FLAGS
        && !DEAD.contains(words[0])
        && (Numbers.unsigned(words[FLAGS]).orElse(0) & KEPT) == 0;
  }
}
