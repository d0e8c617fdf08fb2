package io.foreshape.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackedFilesTest {

  private static final String HEADER = "series_id,resource,unit,start_epoch_s,step_s,n,values\n";

  @TempDir private Path folder;

  @Test
  void read_takesEveryFileOfTheName() throws IOException {
    write("set.open.csv.gz", HEADER + "a,cpu,percent,600,300,3,1;;2.5\n");
    write("set.other.csv.gz", HEADER + "b,cpu,percent,0,300,1,7\n");
    write("settle.open.csv.gz", HEADER + "c,cpu,percent,0,300,1,7\n");
    List<Series> series = PackedFiles.read(folder, "set");
    assertThat(series).extracting(Series::id).containsExactly("a", "b");
    assertThat(series.get(0).until(3)).containsExactly(1, Double.NaN, 2.5);
    assertThat(series.get(0).firstStep()).isEqualTo(2);
  }

  @Test
  void read_namesTheMissingFile() {
    assertThatIOException()
        .isThrownBy(() -> PackedFiles.read(folder, "set"))
        .withMessageContaining("(set.*.csv.gz)");
  }

  @Test
  void read_namesTheLineThatIsWrong() throws IOException {
    write("set.open.csv.gz", HEADER + "a,cpu,percent,0,300,2,1;2\nb,cpu,percent,0,300,2,1;-2\n");
    assertThatIOException()
        .isThrownBy(() -> PackedFiles.read(folder, "set"))
        .withMessageContaining("line 3")
        .withMessageContaining("(-2)");
  }

  @Test
  void read_countsTheValues() throws IOException {
    write("set.open.csv.gz", HEADER + "a,cpu,percent,0,300,3,1;2\n");
    assertThatIOException()
        .isThrownBy(() -> PackedFiles.read(folder, "set"))
        .withMessageContaining("n 3");
  }

  private void write(String name, String text) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(name)))) {
      out.write(text.getBytes(UTF_8));
    }
  }
}
