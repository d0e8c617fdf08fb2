package io.foreshape.linux;

import static io.foreshape.linux.CacheState.WRITEBACK;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a volume's slow device have all that its cache has.
 *
 * @param mapper the mapped devices
 * @param name the volume
 * @param patience how long to wait for it
 */
record CacheDrain(DeviceMapper mapper, String name, Duration patience) {

  private static final Logger LOG = LoggerFactory.getLogger(CacheDrain.class);
  private static final long POLL_MILLIS = 100;

  /**
   * Drains a cache, and keeps it so.
   *
   * @return the table that the volume has then
   * @throws IOException if that takes too long; then the volume has its old table, unless that
   *     can't be, either
   */
  CacheTable drained(CacheTable cache) throws IOException {
    CacheStatus status = mapper.cacheStatus(name);
    LOG.info("Cache of {} before it is changed: {}", name, status);
    if (status.dirty() == 0 && !cache.mode().equals(WRITEBACK)) {
      return cache; // nothing becomes dirty
    }
    CacheTable draining = cache.draining();
    if (!cache.equals(draining)) {
      mapper.replace(name, List.of(cache.line()), List.of(draining.line()));
    }
    try {
      awaitClean();
      return draining;
    } catch (IOException e) {
      giveUp(draining, cache, e);
      throw e;
    }
  }

  private void giveUp(CacheTable draining, CacheTable cache, IOException failure) {
    try {
      mapper.replace(name, List.of(draining.line()), List.of(cache.line()));
    } catch (IOException e) {
      failure.addSuppressed(e); // it goes on becoming clean, which is read as in between
    }
  }

  private void awaitClean() throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    for (CacheStatus now = mapper.cacheStatus(name);
        now.dirty() > 0;
        now = mapper.cacheStatus(name)) {
      if (System.nanoTime() - deadline > 0) {
        throw new IOException(
            "after " + patience + " the slow device still lacks " + now.dirty() + " blocks");
      }
      pause();
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while a cache was written back", e);
    }
  }
}
