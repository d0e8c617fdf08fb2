package io.foreshape.solver;

import io.foreshape.api.host.Host;
import io.foreshape.api.plan.PlannedShape;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.workload.CpuPolicy;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who wants CPUs of its own on a host, how many, and who shares the rest. Nothing here depends on
 * the order of a request.
 */
final class CpuTenants {

  /**
   * An instance of the host, and what it has once the amounts of a plan are carried out.
   *
   * @param current what it has now
   * @param planned what amounts it gets; null where it keeps what it has
   */
  record Member(Instance instance, Shape current, @Nullable PlannedShape planned) {

    /** Whether its memory is divided over tiers. */
    boolean isTiered() {
      return planned != null && planned.shape().get(Dimension.MEMORY_TIERS).isPresent();
    }

    /** The cap of a resource; its floor where it has none, or no finite one. */
    double amount(Resource resource) {
      Dimension<Limit> cap = Dimension.capOf(resource);
      double amount =
          (planned == null ? current : planned.shape())
              .get(cap)
              .or(() -> current.get(cap))
              .map(Limit::orInfinity)
              .orElse(Double.POSITIVE_INFINITY);
      return amount < Double.POSITIVE_INFINITY
          ? amount
          : instance.floor().getOrDefault(resource, 0);
    }
  }

  private final Host host;
  private final HostCpus cpus;
  private final TreeMap<InstanceId, Member> dedicated = new TreeMap<>();
  private final Map<InstanceId, Integer> counts = new TreeMap<>();
  private final List<Member> sharing = new ArrayList<>();
  private final Map<InstanceId, String> refused = new TreeMap<>();
  private double sharingMemory;
  private int unmanaged;

  CpuTenants(Host host) {
    this.host = host;
    cpus = HostCpus.of(host);
  }

  void add(Member member) {
    CpuPolicy policy = member.instance().cpuPolicy();
    if (policy == CpuPolicy.UNMANAGED) {
      unmanaged++;
      sharingMemory += member.amount(Resource.MEMORY);
    } else if (policy == CpuPolicy.SHARED) {
      share(member);
    } else {
      cpus.refusal(member.instance())
          .ifPresentOrElse(cause -> refuse(member, cause), () -> countIn(member));
    }
  }

  private void countIn(Member member) {
    WholeUnits units = cpus.units(member.instance());
    double amount = member.amount(Resource.CPU);
    boolean isDecided =
        member.planned() != null && member.planned().shape().get(Dimension.CPU_QUOTA).isPresent();
    double count = isDecided ? units.down(amount) : units.up(amount);
    if (count < 1) {
      refuse(
          member, "its part of what is short (" + amount + " cores) is less than it has to have");
    } else {
      dedicated.put(member.instance().id(), member);
      counts.put(member.instance().id(), (int) Math.min(count, Integer.MAX_VALUE));
    }
  }

  /** Refuses whom there are too few CPUs for, those that yield first; one is left to share. */
  void fit() {
    long wanted = counts.values().stream().mapToLong(Integer::longValue).sum();
    List<Member> yielding = new ArrayList<>(dedicated.values());
    yielding.sort(Comparator.comparing(Member::instance, Bid.INSTANCES_YIELDING));
    for (Member member : yielding) {
      int available = host.cpus().size() - (sharing.isEmpty() && unmanaged == 0 ? 0 : 1);
      if (wanted <= available) {
        return;
      }
      refuse(member, "CPUs of their own are (" + wanted + ") of " + available + " that may be had");
      wanted -= dismiss(member);
    }
  }

  /** Refuses those who would have to move, or were there none of these, all. */
  void dismiss(String cause) {
    List<Member> all = dedicated();
    List<Member> moving = all.stream().filter(member -> !hasAll(member)).toList();
    for (Member member : moving.isEmpty() ? all : moving) {
      refuse(member, cause);
      dismiss(member);
    }
  }

  private boolean hasAll(Member member) {
    return member
        .current()
        .get(Dimension.CPU_PINNED)
        .filter(cpus -> cpus.ids().size() == count(member))
        .isPresent();
  }

  private int dismiss(Member member) {
    dedicated.remove(member.instance().id());
    Integer count = counts.remove(member.instance().id());
    return count == null ? 0 : count;
  }

  private void refuse(Member member, String cause) {
    refused.put(member.instance().id(), cause);
    share(member);
  }

  private void share(Member member) {
    sharing.add(member);
    sharingMemory += member.amount(Resource.MEMORY);
  }

  Host host() {
    return host;
  }

  /** Whether its CPUs can be told apart. */
  boolean isKnown() {
    return cpus.fault().isEmpty();
  }

  /** Who gets CPUs of its own, by id. */
  List<Member> dedicated() {
    return List.copyOf(dedicated.values());
  }

  /** How many CPUs one of them gets. */
  int count(Member member) {
    return counts.getOrDefault(member.instance().id(), 0);
  }

  /** Who runs on what is left, those among them that were refused. */
  List<Member> sharing() {
    return sharing;
  }

  /** Why somebody who shares has no CPUs of its own; null where it did not ask. */
  @Nullable String refusal(Member member) {
    return refused.get(member.instance().id());
  }

  /** The memory of all who have no CPUs of their own, in bytes. */
  double sharingMemory() {
    return sharingMemory;
  }

  /** How many there are whose CPUs are left alone. */
  int unmanaged() {
    return unmanaged;
  }
}
