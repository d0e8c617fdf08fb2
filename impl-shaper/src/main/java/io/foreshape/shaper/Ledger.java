package io.foreshape.shaper;

import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.workload.InstanceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who was changed: what each instance had before Foreshape came, what was set last, and which
 * changes have begun and not ended. The sum of all {@link Entry entries} so far.
 *
 * <p>Not thread-safe.
 */
final class Ledger {

  private final SortedMap<InstanceId, Entry.Subject> kept = new TreeMap<>();
  private final SortedMap<Long, SortedMap<InstanceId, Entry.Subject>> open = new TreeMap<>();
  private long lastRun;

  /** Takes in what has happened. */
  void take(Entry entry) {
    if (entry instanceof Entry.Begun begun) {
      lastRun = Math.max(lastRun, begun.run());
      open.computeIfAbsent(begun.run(), run -> new TreeMap<>())
          .put(begun.subject().instance(), begun.subject());
    } else if (entry instanceof Entry.Kept marks) {
      keep(marks.subject());
    } else if (entry instanceof Entry.Ended ended) {
      ended.endings().forEach((instance, ending) -> end(ended.run(), instance, ending));
    }
  }

  private void end(long run, InstanceId instance, Entry.Ending ending) {
    SortedMap<InstanceId, Entry.Subject> members = open.getOrDefault(run, new TreeMap<>());
    Entry.Subject subject = members.remove(instance);
    if (members.isEmpty()) {
      open.remove(run);
    }
    switch (ending) {
      case NEW -> {
        if (subject != null) {
          keep(subject);
        }
      }
      case RESTORED, GONE -> kept.remove(instance);
      case OLD -> {}
    }
  }

  private void keep(Entry.Subject subject) {
    Entry.Subject before = kept.get(subject.instance());
    SortedMap<Dimension<?>, ShapeChange<?>> marks = new TreeMap<>();
    // Of an earlier incarnation nothing is kept: that one is gone.
    if (before != null && before.incarnation().equals(subject.incarnation())) {
      before.changes().forEach(mark -> marks.put(mark.dimension(), mark));
    }
    for (ShapeChange<?> change : subject.changes()) {
      mark(marks, change);
    }
    kept.put(
        subject.instance(),
        new Entry.Subject(
            subject.instance(),
            subject.host(),
            subject.incarnation(),
            List.copyOf(marks.values())));
  }

  private static <T> void mark(
      SortedMap<Dimension<?>, ShapeChange<?>> marks, ShapeChange<T> change) {
    Dimension<T> dimension = change.dimension();
    ShapeChange<?> earlier = marks.get(dimension);
    Object from = earlier == null ? change.from() : earlier.from();
    if (from == null && change.to() == null) {
      marks.remove(dimension);
    } else {
      marks.put(dimension, new ShapeChange<>(dimension, dimension.type().cast(from), change.to()));
    }
  }

  /** The next number of a run. */
  long nextRun() {
    return lastRun + 1;
  }

  /** Per instance and dimension the original value, and the one that was set last. */
  List<Entry.Subject> kept() {
    return List.copyOf(kept.values());
  }

  /** What is kept of an instance, or null if it was not touched. */
  Entry.@Nullable Subject kept(InstanceId instance) {
    return kept.get(instance);
  }

  /** Runs with changes that have begun and not ended, the oldest first. */
  List<Long> openRuns() {
    return List.copyOf(open.keySet());
  }

  /** The changes of a run that have begun and not ended. */
  List<Entry.Subject> open(long run) {
    return List.copyOf(open.getOrDefault(run, new TreeMap<>()).values());
  }

  /** Every change that has begun and not ended. */
  List<Entry.Subject> open() {
    List<Entry.Subject> all = new ArrayList<>();
    open.values().forEach(members -> all.addAll(members.values()));
    return all;
  }

  /** All that is needed to make this ledger anew. */
  List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    kept.values().forEach(subject -> entries.add(new Entry.Kept(subject)));
    for (Map.Entry<Long, SortedMap<InstanceId, Entry.Subject>> run : open.entrySet()) {
      run.getValue().values().forEach(each -> entries.add(new Entry.Begun(run.getKey(), each)));
    }
    return entries;
  }
}
