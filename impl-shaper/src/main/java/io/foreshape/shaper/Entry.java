package io.foreshape.shaper;

import io.foreshape.api.host.HostId;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.workload.InstanceId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the ledger takes in, one after the other; the journal has a line for each. */
sealed interface Entry {

  /**
   * Some dimensions of an instance, each from one value to another.
   *
   * @param instance who
   * @param host where it runs
   * @param incarnation tells it from an earlier one of its name; empty if nobody can tell
   * @param changes what goes from where to where
   */
  record Subject(
      InstanceId instance, HostId host, String incarnation, List<ShapeChange<?>> changes) {

    public Subject {
      changes = List.copyOf(changes);
    }

    /** What changes. */
    Set<Dimension<?>> dimensions() {
      return changes.stream().map(ShapeChange::dimension).collect(Collectors.toSet());
    }
  }

  /** How a change of an instance has ended. */
  enum Ending {
    /** It has the new values. */
    NEW,
    /** It has the old values. */
    OLD,
    /** It has what it had before Foreshape came. */
    RESTORED,
    /** It no longer exists. */
    GONE
  }

  /**
   * A change is about to be made.
   *
   * @param run the number of the run that it belongs to
   * @param subject who, and what from where to where
   */
  record Begun(long run, Subject subject) implements Entry {}

  /**
   * Changes of a run have ended; those of its instances that are not named have not.
   *
   * @param run the number of the run
   * @param endings how, by instance
   */
  record Ended(long run, SortedMap<InstanceId, Ending> endings) implements Entry {

    public Ended {
      endings = new TreeMap<>((Map<InstanceId, Ending>) endings);
    }
  }

  /**
   * What an instance had before Foreshape came, and what Foreshape has set last.
   *
   * @param subject who, and per dimension from the original to what was set last
   */
  record Kept(Subject subject) implements Entry {}
}
