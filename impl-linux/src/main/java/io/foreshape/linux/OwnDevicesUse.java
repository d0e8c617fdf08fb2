package io.foreshape.linux;

import io.foreshape.api.resource.Resource;
import io.foreshape.api.workload.InstanceId;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What goes through devices that are each one instance's own.
 *
 * <p>Not thread-safe.
 */
final class OwnDevicesUse implements NetworkUse {

  private static final Logger LOG = LoggerFactory.getLogger(OwnDevicesUse.class);

  private final InstanceDevices devices;
  private final Optional<Program> tc = Program.find("tc");

  /** What devices are held to, by their names. */
  private Map<String, Double> rates = Map.of();

  OwnDevicesUse(InstanceDevices devices) {
    this.devices = devices;
  }

  @Override
  public void refresh() {
    try {
      rates = tc.isEmpty() || devices.all().isEmpty() ? Map.of() : TokenBucket.all(tc.get());
    } catch (IOException e) {
      LOG.debug("The queues of network devices can't be read", e);
      rates = Map.of();
    }
  }

  @Override
  public void read(InstanceId instance, Counters counters) {
    NetworkDevice device = devices.of(instance).orElse(null);
    if (device != null) {
      counters.read(device);
    }
  }

  @Override
  public Map<Resource, Double> caps(InstanceId instance) throws IOException {
    return devices.caps(instance, rates);
  }
}
