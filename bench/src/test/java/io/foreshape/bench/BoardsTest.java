package io.foreshape.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BoardsTest {

  @Test
  void options_readPairs() {
    Options options = Options.of("m4", "--data", "d", "--json", "f", "--forecaster", "a,b");
    assertThat(options.board()).isEqualTo("m4");
    assertThat(options.requiredData()).hasToString("d");
    assertThat(options.json()).hasToString("f");
    assertThat(options.forecasters()).containsExactly("a", "b");
    assertThat(options.series()).isEqualTo(1_000_000);
    assertThat(Options.of("forecast-speed", "--series", "1000").series()).isEqualTo(1_000);
  }

  @Test
  void options_refuseWhatTheyDoNotKnow() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Options.of("m4", "--dta", "d"))
        .withMessageContaining("(--dta)");
    assertThatIllegalArgumentException().isThrownBy(() -> Options.of("m4", "--data"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Options.of("forecast-speed", "--series", "1e6"))
        .withMessageContaining("(1e6)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Options.of("m4").requiredData())
        .withMessageContaining("--data DIR");
  }

  @Test
  void json_hasNullForWhatIsNoNumber() throws IOException {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("a", 0.5);
    figures.put("b", Map.of("c", 3));
    figures.put("d", Double.NaN);
    figures.put("e", "text");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    JsonFigures.write(figures, out);
    assertThat(out.toString(UTF_8).replaceAll("\\s", ""))
        .isEqualTo("{\"a\":0.5,\"b\":{\"c\":3},\"d\":null,\"e\":\"text\"}");
  }
}
