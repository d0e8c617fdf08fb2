package io.foreshape.linux;

import io.foreshape.api.provider.ConfigurationException;
import io.foreshape.api.provider.Settings;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.workload.InstanceId;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The network devices of this machine that are each one instance's own, such as this machine's end
 * of a container's pair (veth) or a virtual machine's tap.
 *
 * @param all the device of each instance
 */
record InstanceDevices(SortedMap<InstanceId, NetworkDevice> all) {

  static final String SETTING = "network.devices";

  InstanceDevices {
    all = Collections.unmodifiableSortedMap(all);
  }

  /**
   * Those of settings; none unless set.
   *
   * @throws ConfigurationException if the setting is malformed
   */
  static InstanceDevices of(Settings settings) {
    SortedMap<InstanceId, NetworkDevice> all = new TreeMap<>();
    Owners.of(settings, SETTING, NetworkDevice::isName, "web=veth1,db=veth2")
        .devices()
        .forEach((name, device) -> all.put(new InstanceId(name), new NetworkDevice(device)));
    return new InstanceDevices(all);
  }

  /** The device of an instance; empty if the settings name none, or it is not there. */
  Optional<NetworkDevice> of(InstanceId instance) {
    return Optional.ofNullable(all.get(instance)).filter(NetworkDevice::exists);
  }

  /**
   * What an instance is held to.
   *
   * @param rates what devices are held to, by their names ({@link TokenBucket#all})
   * @return the most of what it may send and receive, where there is a most
   */
  Map<Resource, Double> caps(InstanceId instance, Map<String, Double> rates) throws IOException {
    NetworkDevice device = of(instance).orElse(null);
    if (device == null) {
      return Map.of();
    }
    Map<Resource, Double> caps = new TreeMap<>();
    put(caps, Resource.NETWORK_EGRESS, rates.get(Ifb.name(device)));
    put(caps, Resource.NETWORK_INGRESS, rates.get(device.name()));
    return caps;
  }

  private static void put(
      Map<Resource, Double> caps, Resource resource, @Nullable Double bytesPerSecond) {
    if (bytesPerSecond != null) {
      caps.put(resource, bytesPerSecond);
    }
  }
}
