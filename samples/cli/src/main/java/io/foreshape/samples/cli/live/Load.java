package io.foreshape.samples.cli.live;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;

/** Something that a workload does. One thread has it. */
interface Load {

  /**
   * Does what has come in, however long that takes.
   *
   * @param amount how much, in the unit of what is used: cores, bytes, bytes/s
   * @param seconds for how long it came in
   */
  void work(double amount, double seconds) throws IOException;

  /**
   * What a workload does.
   *
   * @param file a file that may be written
   * @param address where datagrams are sent to
   */
  static Load of(Curve curve, Path file, InetAddress address) throws IOException {
    return switch (curve) {
      case WEB -> new CpuLoad();
      case CACHE -> new MemoryLoad();
      case LOG -> DiskLoad.into(file);
      case FEED -> new NetworkLoad(address);
    };
  }
}
