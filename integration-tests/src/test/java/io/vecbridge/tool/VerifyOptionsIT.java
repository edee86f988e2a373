// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.MilvusClient;
import io.vecbridge.harness.client.OceanBaseClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a comparison reads, and what a repair touches, is what its options say. */
@Tag("slow")
@ExtendWith(ClusterExtension.class)
class VerifyOptionsIT {
  private static final String DATABASE = "verify_options";
  private static final int ROWS = 60;

  @TempDir private Path folder;

  /** Six tables with differences in the rows 0 to 2 and 30 to 32, and extra rows from 60 on. */
  @Test
  void exactlyTheRowsThatTheOptionsNameAreComparedAndRepaired(Cluster cluster)
      throws SQLException, IOException {
    try (MilvusClient milvus = VerifyIT.database(cluster, DATABASE);
        OceanBaseClient oceanBase = new OceanBaseClient(cluster.oceanBase(), DATABASE)) {
      SeededTables tables = new SeededTables(milvus, oceanBase, DATABASE, ROWS);
      tables.create();
      ToolRun forward = ToolRun.forward(folder, cluster, DATABASE);
      forward.createTables(oceanBase);
      assertThat(forward.repair(6 * ROWS)).as(forward.out() + forward.err()).isZero();
      tables.seed(2);

      modes(forward, tables.expected());
      lists(forward);
      conditions(forward);
      keyRanges(forward);
      repairsThatAreRefused(forward, tables.expected());
    }
  }

  private static void modes(ToolRun forward, List<String> expected) throws IOException {
    List<String> keys = expected.stream().filter(each -> !each.contains("different")).toList();

    assertThat(forward.verify("--mode", "counts")).as(forward.err()).isEqualTo(1);
    assertThat(forward.out())
        .containsPattern("verify_options.tenants +verify_options.tenants +60 +62 .* different")
        .containsPattern("verify_options.plain +verify_options.plain +60 +60 .* equal")
        .contains("6 objects: 5 equal, 1 different, 0 failed");
    assertThat(forward.differences()).isEmpty();

    assertThat(forward.verify("--mode", "keys")).as(forward.err()).isEqualTo(1);
    assertThat(forward.differences()).containsExactlyInAnyOrderElementsOf(keys);

    assertThat(forward.verify("--mode", "sample=30")).as(forward.err()).isEqualTo(1);
    assertThat(forward.differences()).containsAll(keys).isSubsetOf(expected);

    assertThat(forward.verify("--mode", "sample", "--threads", "6")).as(forward.err()).isEqualTo(1);
    assertThat(forward.differences()).containsExactlyInAnyOrderElementsOf(expected);

    assertThat(forward.verify("--mode", "full", "--threads", "1")).as(forward.err()).isEqualTo(1);
    assertThat(forward.differences()).containsExactlyInAnyOrderElementsOf(expected);
  }

  private void lists(ToolRun forward) throws IOException {
    Path list = folder.resolve("objects.csv");
    assertThat(forward.check("--csv", list.toString())).as(forward.err()).isZero();
    assertThat(list).content().contains("source,target\n", "verify_options.plain,verify_options.");

    Files.writeString(list, "source,target\nverify_options.plain,verify_options.named\n");
    assertThat(forward.check("--from-csv", list.toString())).as(forward.err()).isZero();
    Path options = Files.writeString(folder.resolve("options.properties"), forward.out());
    assertThat(forward.verify("--mode", "counts", "--properties", options.toString())).isEqualTo(2);
    assertThat(forward.out())
        .containsPattern("verify_options.plain +verify_options.named .* failed")
        .contains("1 object: ");
  }

  private static void conditions(ToolRun forward) throws IOException {
    assertThat(forward.verify("--include", ".*[.]plain", "--where", "id < 31"))
        .as(forward.err())
        .isEqualTo(1);
    assertThat(forward.differences())
        .containsExactlyInAnyOrder(
            DATABASE + ".plain 0 missing",
            DATABASE + ".plain 1 different v",
            DATABASE + ".plain 2 different title",
            DATABASE + ".plain 30 missing");
    assertThat(forward.verify("--include", ".*[.]plain", "--where", "no such expression"))
        .isEqualTo(2);
    assertThat(forward.out()).contains("A request failed: ");

    ToolRun back = forward.reversed();
    assertThat(back.verify("--include", ".*[.]plain", "--where", "id < 31 AND title LIKE '% '"))
        .as(back.err())
        .isEqualTo(1);
    assertThat(back.differences()).containsExactly(DATABASE + ".plain 2 different title");
    assertThat(back.verify("--include", ".*[.]plain", "--where", "no such column")).isEqualTo(2);
    assertThat(back.out()).contains("A statement failed: ");
  }

  private static void keyRanges(ToolRun forward) throws IOException {
    assertThat(forward.verify("--include", ".*[.]plain", "--from", "31", "--to", "61"))
        .as(forward.err())
        .isEqualTo(1);
    assertThat(forward.differences())
        .containsExactlyInAnyOrder(
            DATABASE + ".plain 31 different v",
            DATABASE + ".plain 32 different title",
            DATABASE + ".plain 60 extra");
    assertThat(forward.verify("--include", ".*[.]named", "--from", "NB", "--to", "Name 1"))
        .as(forward.err())
        .isEqualTo(1);
    assertThat(forward.differences())
        .containsExactly(DATABASE + ".named " + SeededTables.name(0) + " missing");
    assertThat(forward.verify("--include", ".*[.]plain", "--from", "first")).isEqualTo(2);
    assertThat(forward.out())
        .contains("The keys of verify_options.plain are numbers, but --from or --to is not.");
  }

  private static void repairsThatAreRefused(ToolRun forward, List<String> expected)
      throws IOException {
    assertThat(forward.verify("--repair")).as(forward.err()).isEqualTo(1);
    assertThat(forward.err())
        .contains("verify_options.plain: a repair would write 6 rows and delete 2")
        .contains("Nothing was written.");

    assertThat(forward.verify("--repair", "apply")).isEqualTo(2);
    assertThat(forward.err()).contains("The connectors are not known to be stopped");

    assertThat(forward.verify("--repair=apply", "--while-running", "--repair-limit", "27"))
        .isEqualTo(2);
    assertThat(forward.err())
        .contains("28 rows differ, more than --repair-limit=27. Nothing was written.");

    assertThat(forward.verify("--include", ".*[.]tenants", "--repair=apply", "--while-running"))
        .as(forward.err())
        .isZero();
    List<String> left = new ArrayList<>(expected);
    left.removeIf(each -> each.startsWith(DATABASE + ".tenants "));
    assertThat(forward.verify()).isEqualTo(1);
    assertThat(forward.differences()).containsExactlyInAnyOrderElementsOf(left);
  }
}
