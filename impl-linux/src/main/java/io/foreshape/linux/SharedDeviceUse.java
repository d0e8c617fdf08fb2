package io.foreshape.linux;

import io.foreshape.api.resource.Resource;
import io.foreshape.api.workload.InstanceId;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What goes through the classes of a device that instances share ({@link Traffic}), whoever has
 * made them; nothing of an instance that has no class. A class has a most even where its shape has
 * none: what the device has.
 *
 * <p>Not thread-safe.
 */
final class SharedDeviceUse implements NetworkUse {

  private static final Logger LOG = LoggerFactory.getLogger(SharedDeviceUse.class);

  private final Program tc;
  private final NetworkDevice device;
  private final CgroupMarks sending;
  private final CgroupMarks receiving;
  private Map<String, HtbTree.Use> sent = Map.of();
  private Map<String, HtbTree.Use> received = Map.of();

  /**
   * The use of a device.
   *
   * @param scope the scope's path below the root, in characters that nft takes as they are
   */
  SharedDeviceUse(Program tc, Program nft, NetworkDevice device, String scope) {
    this.tc = tc;
    this.device = device;
    this.sending = new CgroupMarks(nft, device.name(), scope, CgroupMarks.Kind.PACKETS);
    this.receiving = new CgroupMarks(nft, device.name(), scope, CgroupMarks.Kind.CONNECTIONS);
  }

  @Override
  public void refresh() {
    try {
      look();
    } catch (IOException e) {
      LOG.debug("The classes of network device {} can't be read", device.name(), e);
      sent = Map.of();
      received = Map.of();
    }
  }

  /** Looks at all that it will look at once somebody is shaped, or says why that can't be done. */
  void probe() throws IOException {
    sending.read();
    look();
  }

  private void look() throws IOException {
    sent = uses(device, sending);
    NetworkDevice ifb = new NetworkDevice(Ifb.name(device));
    received = ifb.exists() ? uses(ifb, receiving) : Map.of();
  }

  private Map<String, HtbTree.Use> uses(NetworkDevice queue, CgroupMarks marks) throws IOException {
    SortedMap<Integer, HtbTree.Use> classes = HtbTree.uses(tc, queue.name());
    Map<String, HtbTree.Use> uses = new TreeMap<>();
    if (!classes.isEmpty()) { // else nobody has a mark either
      marks
          .read()
          .forEach(
              (name, number) -> {
                if (classes.containsKey(number)) {
                  uses.put(name, classes.get(number));
                }
              });
    }
    return uses;
  }

  @Override
  public void read(InstanceId instance, Counters counters) {
    counters.read(bytes(sent.get(instance.value())), bytes(received.get(instance.value())));
  }

  private static OptionalLong bytes(HtbTree.@Nullable Use use) {
    return use == null ? OptionalLong.empty() : OptionalLong.of(use.bytes());
  }

  @Override
  public Map<Resource, Double> caps(InstanceId instance) {
    Map<Resource, Double> caps = new TreeMap<>();
    put(caps, Resource.NETWORK_EGRESS, sent.get(instance.value()));
    put(caps, Resource.NETWORK_INGRESS, received.get(instance.value()));
    return caps;
  }

  private static void put(
      Map<Resource, Double> caps, Resource resource, HtbTree.@Nullable Use use) {
    if (use != null) {
      caps.put(resource, use.ceiling());
    }
  }
}
