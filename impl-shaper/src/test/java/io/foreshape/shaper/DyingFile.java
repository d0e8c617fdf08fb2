package io.foreshape.shaper;

import java.io.IOException;
import java.nio.file.Path;

/** A journal's file in a process that may be killed, which knows what is safe on disk. */
final class DyingFile extends JournalFile {

  private final Life life;
  private long written;
  private long forced;

  DyingFile(Path path, Life life) throws IOException {
    super(path);
    this.life = life;
    life.file(this);
  }

  @Override
  byte[] read() throws IOException {
    byte[] all = super.read();
    written = all.length;
    forced = all.length;
    return all;
  }

  @Override
  void write(byte[] bytes, long at) throws IOException {
    life.tick();
    super.write(bytes, at);
    written = at + bytes.length;
  }

  @Override
  void force() {
    life.tick(); // and nothing more: what would be lost is decided by the test
    forced = written;
    life.tick();
  }

  /** What may be lost when the machine stops: bytes from here on. */
  long forced() {
    return forced;
  }
}
