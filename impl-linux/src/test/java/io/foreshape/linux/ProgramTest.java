package io.foreshape.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgramTest {

  private static Program program(String name, Duration limit) {
    Path file = Program.find(name).orElseThrow().file();
    return new Program(file, limit);
  }

  @Test
  void argumentsAreTakenAsTheyAre() throws IOException {
    String hostile = "$(id) `id` ; id | id > /tmp/x";
    assertThat(program("echo", Duration.ofMinutes(1)).run("", hostile)).isEqualTo(hostile);
  }

  @Test
  void inputIsHandedOver() throws IOException {
    assertThat(program("cat", Duration.ofMinutes(1)).run("a\nb")).isEqualTo("a\nb");
  }

  @Test
  void failureIsToldWithWhatWasSaid() {
    assertThatThrownBy(() -> program("ls", Duration.ofMinutes(1)).run("", "/no/such/place"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("/no/such/place");
  }

  @Test
  void whatMayNotBeDone_orTheKernelLacks_isRefused() {
    for (String said :
        new String[] {
          "RTNETLINK answers: Operation not permitted",
          "netlink: Error: cache initialization failed: Operation not permitted",
          "Error: Unknown device type.",
          "Error: Specified qdisc kind is unknown."
        }) {
      assertThatThrownBy(
              () -> program("sh", Duration.ofMinutes(1)).run("echo '" + said + "'; exit 2\n"))
          .as(said)
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining(said);
    }
  }

  @Test
  void programThatHangsIsKilled() {
    assertThatThrownBy(() -> program("sleep", Duration.ofMillis(50)).run("", "3600"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("PT0.05S");
  }
}
