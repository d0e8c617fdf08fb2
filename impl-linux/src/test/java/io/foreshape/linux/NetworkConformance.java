package io.foreshape.linux;

import io.foreshape.api.provider.Settings;

/** The actuator's contract with the network, in a guest: {@link NetworkCheck} makes the device. */
final class NetworkConformance extends RealCgroupConformanceTest {

  @Override
  Settings settings(RealCgroups groups) {
    return groups.networkSettings("network.rate", NetworkCheck.DEVICE_RATE);
  }
}
