package io.foreshape.forecast;

import io.foreshape.forecast.spi.Forecaster;
import io.foreshape.forecast.spi.SnapshotReader;
import io.foreshape.forecast.spi.SnapshotWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;

/** Snapshots that go through memory. */
final class SnapshotCopies {

  private SnapshotCopies() {}

  static SnapshotReader of(Forecaster forecaster) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SnapshotWriter.write(out, forecaster::save);
    return SnapshotReader.read(new ByteArrayInputStream(out.toByteArray()));
  }
}
