package io.foreshape.solver;

import io.foreshape.api.host.Host;
import io.foreshape.api.host.HostId;
import io.foreshape.api.host.LogicalCpu;
import io.foreshape.api.plan.AllocationRequest;
import io.foreshape.api.plan.CpuPlacement;
import io.foreshape.api.plan.CpuPlacement.Outcome;
import io.foreshape.api.plan.PlannedShape;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.IdSet;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.workload.CpuPolicy;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.solver.CpuTenants.Member;
import io.foreshape.solver.spi.placement.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Gives CPUs to those whose CPU policy asks for it, once it is decided how much CPU each one gets:
 * as many of their own as that is, and to those who share what is left.
 */
final class Placing {

  private final Placer placer;
  private final Map<InstanceId, PlannedShape> placed = new HashMap<>();

  private Placing(Placer placer) {
    this.placer = placer;
  }

  /**
   * The shapes of a plan with CPUs and nodes, in the order of the request.
   *
   * @param shapes what was decided of amounts
   */
  static List<PlannedShape> of(
      AllocationRequest request, List<PlannedShape> shapes, Placer placer) {
    Map<HostId, CpuTenants> hosts = managed(request);
    if (hosts.isEmpty()) {
      placer.end();
      return shapes;
    }
    Map<InstanceId, PlannedShape> planned = new HashMap<>();
    shapes.forEach(each -> planned.put(each.instance(), each));
    for (Instance instance : request.instances()) {
      CpuTenants tenants = hosts.get(instance.host());
      if (tenants != null) {
        Shape current = request.current().getOrDefault(instance.id(), Shape.untouched());
        tenants.add(new Member(instance, current, planned.get(instance.id())));
      }
    }
    Placing placing = new Placing(placer);
    hosts.values().forEach(placing::place);
    placer.end();
    List<PlannedShape> all = new ArrayList<>(shapes.size());
    for (Instance instance : request.instances()) {
      PlannedShape amounts = planned.get(instance.id());
      PlannedShape shape = placing.placed.getOrDefault(instance.id(), amounts);
      if (shape != null) {
        all.add(shape);
      }
    }
    return all;
  }

  /** Hosts on which somebody's CPUs are not left alone. */
  private static Map<HostId, CpuTenants> managed(AllocationRequest request) {
    Set<HostId> managed = new HashSet<>();
    for (Instance instance : request.instances()) {
      if (instance.cpuPolicy() != CpuPolicy.UNMANAGED) {
        managed.add(instance.host());
      }
    }
    Map<HostId, CpuTenants> hosts = new HashMap<>();
    for (Host host : request.hosts()) {
      if (managed.contains(host.id())) {
        hosts.put(host.id(), new CpuTenants(host));
      }
    }
    return hosts;
  }

  private void place(CpuTenants tenants) {
    tenants.fit();
    TreeSet<Integer> left = new TreeSet<>();
    for (LogicalCpu cpu : tenants.host().cpus()) {
      left.add(cpu.cpu());
    }
    while (!tenants.dedicated().isEmpty() && !dedicate(tenants, left)) {
      tenants.dismiss("no places for all were found on " + tenants.host().id());
    }
    HostPlacement host = new HostPlacement(tenants);
    for (Member member : tenants.sharing()) {
      share(tenants, host, member, left);
    }
  }

  /** Gives CPUs away; false if no places are found. */
  private boolean dedicate(CpuTenants tenants, Set<Integer> left) {
    HostPlacement host = new HostPlacement(tenants);
    List<Place> places = placer.places(tenants.host().id(), host.problem(true));
    boolean withMemory = places != null;
    if (places == null) {
      places = placer.places(tenants.host().id(), host.problem(false));
    }
    if (places == null) {
      return false;
    }
    List<Member> members = tenants.dedicated();
    for (int i = 0; i < members.size(); i++) {
      left.removeAll(places.get(i).cpus().ids());
      boolean isBound = withMemory && host.isBound(members.get(i));
      dedicate(tenants, host, members.get(i), places.get(i), isBound);
    }
    return true;
  }

  private void dedicate(
      CpuTenants tenants, HostPlacement host, Member member, Place place, boolean isBound) {
    TreeSet<Integer> fresh = new TreeSet<>(place.cpus().ids());
    member.current().get(Dimension.CPU_PINNED).ifPresent(now -> fresh.removeAll(now.ids()));
    boolean isKept =
        member.current().get(Dimension.CPU_PINNED).filter(place.cpus()::equals).isPresent();
    StringBuilder cause = new StringBuilder();
    cause.append(place.cpus().ids().size()).append(" CPUs of its own (").append(place.cpus());
    cause.append("), ").append(fresh.size()).append(" of them new");
    if (isBound) {
      cause.append("; memory on node ").append(place.memoryNode());
    }
    if (tenants.unmanaged() > 0) {
      cause.append("; unmanaged instances (").append(tenants.unmanaged());
      cause.append(") may run there too");
    }
    Optional<IdSet> node =
        isBound ? Optional.of(IdSet.of(List.of(place.memoryNode()))) : widened(member, host);
    put(
        member,
        place.cpus(),
        node.orElse(null),
        new CpuPlacement(isKept ? Outcome.KEPT : Outcome.PLACED, cause.toString()));
  }

  private void share(CpuTenants tenants, HostPlacement host, Member member, Set<Integer> left) {
    String refusal = tenants.refusal(member);
    boolean isTold = tenants.isKnown() && !left.isEmpty();
    String where =
        isTold ? "runs on what is nobody's own" : "its CPUs are left alone, for nothing tells them";
    CpuPlacement placement =
        refusal == null
            ? new CpuPlacement(Outcome.SHARED, where)
            : new CpuPlacement(Outcome.REFUSED, refusal + "; " + where);
    put(
        member,
        isTold ? IdSet.of(left) : null,
        isTold ? widened(member, host).orElse(null) : null,
        placement);
  }

  /** All nodes, for somebody whose memory was bound to some and has a home no longer. */
  private static Optional<IdSet> widened(Member member, HostPlacement host) {
    return member.current().get(Dimension.NUMA_NODES).map(bound -> host.nodes());
  }

  private void put(
      Member member, @Nullable IdSet cpus, @Nullable IdSet nodes, CpuPlacement placement) {
    PlannedShape planned = member.planned();
    Shape shape = planned == null ? Shape.untouched() : planned.shape();
    shape = cpus == null ? shape : shape.with(Dimension.CPU_PINNED, cpus);
    shape = nodes == null ? shape : shape.with(Dimension.NUMA_NODES, nodes);
    placed.put(
        member.instance().id(),
        new PlannedShape(
            member.instance().id(),
            member.instance().host(),
            shape,
            planned == null ? List.of() : planned.reasons(),
            planned == null ? List.of() : planned.intent(),
            Optional.of(placement)));
  }
}
