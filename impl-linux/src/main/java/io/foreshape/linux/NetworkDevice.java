package io.foreshape.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A network device of this machine, as {@code /sys/class/net} tells of it.
 *
 * @param name its name, which is checked
 */
record NetworkDevice(String name) {

  private static final Path ALL = Path.of("/sys/class/net");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,14}");

  NetworkDevice {
    if (!isName(name)) {
      throw new IllegalArgumentException("No device has such a name, got (" + name + ")");
    }
  }

  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /** The devices that there are. */
  static List<NetworkDevice> all() throws IOException {
    List<NetworkDevice> devices = new ArrayList<>();
    try (Stream<Path> files = Files.list(ALL)) {
      files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(NetworkDevice::isName)
          .forEach(name -> devices.add(new NetworkDevice(name)));
    }
    return devices;
  }

  boolean exists() {
    return Files.exists(ALL.resolve(name));
  }

  /** Its number, which no other one gets as long as it is there. */
  long index() throws IOException {
    return number("ifindex");
  }

  /** The most that one packet carries, without the header of the link. */
  long mtuBytes() throws IOException {
    return number("mtu");
  }

  /** The bytes that it has sent in all, behind its queue; empty if it is not there. */
  OptionalLong sentBytes() {
    return count("statistics/tx_bytes");
  }

  /** The bytes that it has received in all, before any filter; empty if it is not there. */
  OptionalLong receivedBytes() {
    return count("statistics/rx_bytes");
  }

  private OptionalLong count(String file) {
    try {
      return OptionalLong.of(number(file));
    } catch (IOException e) {
      return OptionalLong.empty(); // it has just gone, or this kernel does not count
    }
  }

  private long number(String file) throws IOException {
    String text = Files.readString(ALL.resolve(name).resolve(file)).strip();
    return Numbers.unsigned(text)
        .orElseThrow(() -> new IOException("device " + name + " has no " + file));
  }
}
