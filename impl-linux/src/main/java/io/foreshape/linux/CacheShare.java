package io.foreshape.linux;

import io.foreshape.api.provider.ConfigurationException;
import io.foreshape.api.provider.Settings;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.workload.InstanceId;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Shares of one fast device as caches of volumes, by dm-cache: how large, in which mode and with
 * which policy.
 *
 * @param mapper the mapped devices
 * @param fast what is shared
 * @param volumes whose volumes
 * @param isWritebackAllowed whether a cache may have what the slow device lacks
 * @param patience how long to wait for the slow device to have all
 */
record CacheShare(
    DeviceMapper mapper,
    FastDevice fast,
    Owners volumes,
    boolean isWritebackAllowed,
    Duration patience)
    implements DevicePart {

  static final String CACHE = "cache";
  static final String VOLUMES = "cache.volumes";
  static final String WRITEBACK = "cache.writeback";

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Pattern VOLUME =
      Pattern.compile("(?!.*\\.foreshape\\.)[A-Za-z0-9_+@][A-Za-z0-9_.:+@-]{0,79}");

  /**
   * That of settings; empty if no device is to be shared.
   *
   * @throws ConfigurationException if it can't be done here, with what is missing
   */
  static Optional<CacheShare> of(Settings settings) {
    String device = settings.text(CACHE, "");
    if (device.isEmpty()) {
      return Optional.empty();
    }
    Disks.requireNumbers(CACHE, device);
    Owners volumes =
        Owners.of(settings, VOLUMES, VOLUME.asMatchPredicate(), "web-1=data-1,web-2=data-2");
    DeviceMapper mapper =
        DeviceMapper.find()
            .orElseThrow(() -> new ConfigurationException("Caches need the program dmsetup"));
    try {
      mapper.requireTarget(CacheTable.TARGET);
      return Optional.of(
          new CacheShare(
              mapper, FastDevice.of(device), volumes, settings.isOn(WRITEBACK, false), PATIENCE));
    } catch (IOException e) {
      throw new ConfigurationException("Volumes can't be cached: " + e.getMessage(), e);
    }
  }

  @Override
  public Set<Dimension<?>> dimensions() {
    return Set.of(
        Dimension.DISK_CACHE, LinuxDimension.DISK_CACHE_MODE, LinuxDimension.DISK_CACHE_POLICY);
  }

  private CachedVolume volume(String name) {
    return new CachedVolume(mapper, fast, name, patience);
  }

  @Override
  public Shape read(InstanceId instance, Shape shape) throws IOException {
    Optional<String> name = volumes.of(instance);
    Optional<CacheState> state = name.isPresent() ? volume(name.get()).read() : Optional.empty();
    return state
        .map(
            has ->
                shape
                    .with(
                        Dimension.DISK_CACHE, Limit.of((double) has.extents() * fast.extentBytes()))
                    .with(LinuxDimension.DISK_CACHE_MODE, has.mode())
                    .with(LinuxDimension.DISK_CACHE_POLICY, has.policy()))
        .orElse(shape);
  }

  @Override
  public void write(InstanceId instance, ShapeChange<?> change) throws IOException {
    volume(volumes.required(instance)).change(asked(change));
  }

  private CachedVolume.Change asked(ShapeChange<?> change) throws RefusedException {
    if (change.dimension().equals(Dimension.DISK_CACHE)) {
      long extents = extents(change.to() instanceof Limit to ? to : Limit.of(0));
      return state -> {
        if (state.extents() == 0 && extents > 0) {
          requireAllowed(state.mode()); // it may be from a time in which it was
        }
        return state.withExtents(extents);
      };
    }
    if (change.dimension().equals(LinuxDimension.DISK_CACHE_MODE)) {
      String mode = word(change.to(), CacheState.MODES, CacheState.STANDARD.mode());
      requireAllowed(mode);
      return state -> state.withMode(mode);
    }
    String policy = word(change.to(), CacheState.POLICIES, CacheState.STANDARD.policy());
    return state -> state.withPolicy(policy);
  }

  private void requireAllowed(String mode) throws RefusedException {
    if (mode.equals(CacheState.WRITEBACK) && !isWritebackAllowed) {
      throw new RefusedException(
          "what only a cache in "
              + mode
              + " has is not found again after a restart of the machine; setting "
              + WRITEBACK
              + " allows that, or set another "
              + LinuxDimension.DISK_CACHE_MODE);
    }
  }

  private static String word(@Nullable Object value, Set<String> known, String standard)
      throws RefusedException {
    if (value == null) {
      return standard;
    }
    if (!(value instanceof String word) || !known.contains(word)) {
      throw new RefusedException("it is one of " + known + ", got (" + value + ")");
    }
    return word;
  }

  private long extents(Limit limit) throws RefusedException {
    if (!(limit instanceof Limit.AtMost most)) {
      throw new RefusedException("a cache has a size; there is none without a limit");
    }
    return (long) Math.min(Integer.MAX_VALUE, Math.floor(most.amount() / fast.extentBytes()));
  }

  @Override
  public <T> T held(Dimension<T> dimension, T value) {
    return value instanceof Limit.AtMost most
        ? dimension
            .type()
            .cast(Limit.of(Math.floor(most.amount() / fast.extentBytes()) * fast.extentBytes()))
        : value;
  }
}
