package io.foreshape.linux;

import io.foreshape.api.provider.ConfigurationException;
import io.foreshape.api.provider.Settings;
import io.foreshape.shaper.spi.Actuator;
import io.foreshape.shaper.spi.ActuatorProvider;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes an actuator of the cgroups of Linux, v2 or v1, by the name {@code linux-cgroup}.
 *
 * <p>Settings: {@code scope}, the path of a cgroup below the root, whose children are the
 * instances, by their names; it has no default, and nothing outside it is touched. {@code root},
 * where cgroups are mounted ({@code /sys/fs/cgroup}). {@code device}, the numbers of a whole disk
 * such as {@code 8:0}, without which disk rates can't be set. {@code devices}, names and numbers of
 * more, such as {@code data=8:16,log=8:32}, whose rates are {@link LinuxDimension#onDisk}. {@code
 * network.devices}, instances and the device that each has of its own on this machine, such as
 * {@code web=veth1,db=veth2}, without which what they send and receive can't be set; this needs tc,
 * ip and the right CAP_NET_ADMIN. {@code network}, instead, the name of a device that they share,
 * such as {@code eth0}, with {@code network.rate}, the bytes/s that it can send, without which what
 * instances send can't be set, and {@code network.ingress.rate}, the bytes/s that it can receive,
 * without which what they receive can't; this needs cgroup v2, tc, nft (ip too, to receive) and the
 * right CAP_NET_ADMIN. {@code tiers}, {@code on} or {@code off} (the default), whether pages may be
 * moved between the tiers of this machine's memory; this takes DAMON, of which a machine has one,
 * and needs cgroup v2, Linux 6.11 and root. {@code cache}, the numbers of a fast device that is cut
 * into caches of the mapped devices in {@code cache.volumes}, such as {@code
 * web-1=data-1,web-2=data-2}; whatever it holds is overwritten; {@code cache.writeback}, {@code on}
 * or {@code off} (the default), whether a cache may hold what its volume's own device lacks; this
 * needs dmsetup, dm-cache and the right CAP_SYS_ADMIN. {@code disks}, numbers of whole disks that
 * belong to one instance each, such as {@code web-1=8:16}, whose read-ahead and scheduler can be
 * set by who may write their files in sysfs. {@code threads}, {@code on} or {@code off} (the
 * default), whether threads within instances can be pinned to CPUs ({@link
 * LinuxDimension#CPU_THREADS}); this needs taskset, and to be the threads' user or to have the
 * right CAP_SYS_NICE.
 *
 * <p>Where Foreshape's kernel module is loaded, and {@code /dev/foreshape} may be used by this
 * process, changes go through it; the results are the same, and those of one instance are made
 * together.
 *
 * <p>It needs no more rights than to write the files of the instances, which the owner of a
 * delegated subtree has. What can't be set, and why, is in the log once.
 *
 * <p>Immutable and thread-safe.
 */
public final class CgroupActuatorProvider implements ActuatorProvider {

  private static final Logger LOG = LoggerFactory.getLogger(CgroupActuatorProvider.class);
  private static final List<String> KNOWN =
      List.of(
          CgroupLayout.ROOT,
          CgroupLayout.SCOPE,
          Disks.DEVICE,
          Disks.DEVICES,
          InstanceDevices.SETTING,
          NetworkSides.NETWORK,
          NetworkSides.RATE,
          NetworkSides.INGRESS_RATE,
          TierShares.TIERS,
          CpuThreads.THREADS,
          CacheShare.CACHE,
          CacheShare.VOLUMES,
          CacheShare.WRITEBACK,
          OwnDisks.DISKS);

  /** For the service loader. */
  public CgroupActuatorProvider() {}

  @Override
  public String id() {
    return "linux-cgroup";
  }

  /** The way through the kernel module, or null, with the reason in the log, if there is none. */
  static @Nullable ModuleRoute module(CgroupLayout layout, Path device) {
    try {
      ModuleRoute route = ModuleRoute.open(layout, device);
      LOG.info("Cgroups of {} are set through {}", layout.place(), device);
      return route;
    } catch (NoSuchFileException e) {
      LOG.debug("Cgroups are set as files, for there is no kernel module", e);
    } catch (IOException e) {
      LOG.warn(
          "Cgroups of {} are set as files, for {} is of no use: {}",
          layout.place(),
          device,
          String.valueOf(e.getMessage()));
    }
    return null;
  }

  @Override
  public Actuator create(Settings settings) {
    settings.requireKnown(KNOWN);
    CgroupLayout layout = CgroupLayout.open(settings);
    try {
      Knobs knobs = Knobs.probe(layout, settings, Machine.pageBytes());
      List<DevicePart> parts = new ArrayList<>(NetworkSides.of(layout, settings));
      parts.addAll(DeviceActuator.parts(settings, Machine.pageBytes()));
      LOG.info(
          "Cgroups of {}: can set {}; can't set {}",
          layout.place(),
          knobs.present().keySet(),
          knobs.missing());
      Actuator actuator =
          new CgroupActuator(layout, knobs, Machine.boot(), module(layout, KernelModule.DEVICE));
      return parts.isEmpty() ? actuator : new DeviceActuator(actuator, parts);
    } catch (ConfigurationException e) {
      layout.close();
      throw e;
    } catch (IOException e) {
      throw new ConfigurationException("Cgroups can't be looked at: " + e, e);
    }
  }
}
