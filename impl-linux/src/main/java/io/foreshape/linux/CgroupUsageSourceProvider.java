package io.foreshape.linux;

import io.foreshape.api.host.HostId;
import io.foreshape.api.provider.Settings;
import io.foreshape.api.workload.UsageSource;
import io.foreshape.api.workload.UsageSourceProvider;
import java.util.List;

/**
 * Makes a source of the usage of the cgroups of Linux, v2, v1 or both, by the name {@code
 * linux-cgroup}.
 *
 * <p>Settings: {@code scope}, the path of a cgroup below the root, whose children are the
 * instances; it has no default. {@code root}, where cgroups are mounted ({@code /sys/fs/cgroup}).
 * {@code host}, the name of this host ({@code localhost}). {@code network.devices}, instances and
 * the device that each has of its own on this machine, such as {@code web=veth1,db=veth2}, or
 * {@code network}, instead, the name of a device that they share, such as {@code eth0}; without
 * either what they send and receive is not told. Of a shared device it is told of whom an actuator
 * has given a share of it, in either direction; this needs cgroup v2, tc, nft and the right
 * CAP_NET_ADMIN.
 *
 * <p>Immutable and thread-safe.
 */
public final class CgroupUsageSourceProvider implements UsageSourceProvider {

  private static final String HOST = "host";
  private static final List<String> KNOWN =
      List.of(
          CgroupLayout.ROOT,
          CgroupLayout.SCOPE,
          HOST,
          InstanceDevices.SETTING,
          NetworkSides.NETWORK);

  /** For the service loader. */
  public CgroupUsageSourceProvider() {}

  @Override
  public String id() {
    return "linux-cgroup";
  }

  @Override
  public UsageSource create(Settings settings) {
    settings.requireKnown(KNOWN);
    HostId host = new HostId(settings.text(HOST, "localhost"));
    CgroupLayout layout = CgroupLayout.open(settings);
    try {
      return new CgroupUsageSource(layout, host, NetworkSides.use(layout, settings));
    } catch (RuntimeException e) {
      layout.close();
      throw e;
    }
  }
}
