package io.foreshape.samples.cli;

import io.foreshape.replay.hosts.HostReplayRequest;
import java.util.Iterator;

/** The names of the dividers, for the help text. */
final class DividerIds implements Iterable<String> {

  @Override
  public Iterator<String> iterator() {
    return HostReplayRequest.allDividers().iterator();
  }
}
