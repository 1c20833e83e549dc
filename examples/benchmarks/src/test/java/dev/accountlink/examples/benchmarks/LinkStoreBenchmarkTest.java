package dev.accountlink.examples.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** That the benchmark runs; its figures are for a machine that does nothing else. */
class LinkStoreBenchmarkTest {
  @TempDir Path folder;

  @Test
  void h2IsMeasuredAndItsPlansUseTheIndexes() {
    assertThat(measured("h2"))
        .contains("| 500 | find by identity |", "| 1,000 | list by user |", "| 1,000 | insert |")
        .contains("| 1,000 | bytes per link |", "PRIMARY_KEY", "ACCOUNTLINK_LINK_USER")
        .contains("Look-ups at most 2.5 times plain JDBC: ", "grow no faster than plain JDBC: ")
        .doesNotContain("tableScan");
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "only the servers for Linux are fetched")
  void postgreSqlIsMeasuredAndItsPlansUseTheIndexes() {
    assertThat(measured("postgresql"))
        .contains("| 500 | find by identity |", "| 1,000 | list by user |", "| 1,000 | insert |")
        .contains("accountlink_link_pkey", "accountlink_link_user")
        .doesNotContain("Seq Scan");
  }

  private String measured(String database) {
    Options options = new Options(List.of(500, 1000), List.of(database), 3, 20, folder);
    return LinkStoreBenchmark.run(options).get(0).toString();
  }
}
