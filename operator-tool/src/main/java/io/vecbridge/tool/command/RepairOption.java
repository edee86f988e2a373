// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.command;

import io.vecbridge.common.failure.RequestException;
import io.vecbridge.common.oceanbase.OceanBaseFailures;
import io.vecbridge.common.rate.Sleeper;
import io.vecbridge.tool.config.ToolException;
import io.vecbridge.tool.pair.ConnectorPair;
import io.vecbridge.tool.repair.Repair;
import io.vecbridge.tool.repair.RepairPlan;
import io.vecbridge.tool.report.Report;
import io.vecbridge.tool.verify.TableResult.Outcome;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.List;
import picocli.CommandLine.Option;

/** The options of a repair, which follows a comparison. */
public final class RepairOption {
  /** Whether rows are touched. */
  enum Action {
    PLAN,
    APPLY
  }

  @Option(
      names = "--repair",
      paramLabel = "plan|apply",
      arity = "0..1",
      fallbackValue = "plan",
      description =
          "After the comparison, 'plan' shows what a repair would do; 'apply' writes the target's"
              + " rows from the source, deletes extra rows, and compares them again. Default of the"
              + " option: plan.")
  private Action action;

  @Option(
      names = "--repair-limit",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Refuses to touch more rows than this; default: 10000.")
  private int limit;

  @Option(
      names = "--while-running",
      description =
          "Repairs although the connectors run or aren't known to be stopped. A change that they"
              + " write between can be overwritten by an older row.")
  private boolean whileRunning;

  private RepairOption() {}

  /** Refuses a repair beside connectors that write to the same rows. */
  void check(ConnectorsOption connectors) throws InterruptedException {
    if (action == Action.APPLY && !whileRunning && !connectors.areStopped()) {
      throw new ToolException(
          "The connectors are not known to be stopped, and would write to the rows that a repair"
              + " writes. Stop or pause them and name the cluster with --connect, or add"
              + " --while-running.");
    }
  }

  /** Repairs what differs, and returns the exit code. */
  int run(ConnectorPair pair, Report report, PrintWriter out) throws InterruptedException {
    int code = report.outcome().exitCode();
    if (action == null) {
      return code;
    }
    List<RepairPlan> plans =
        report.results().stream().map(RepairPlan::of).filter(plan -> plan.rows() > 0).toList();
    int rows = plans.stream().mapToInt(RepairPlan::rows).sum();
    print(plans, out);
    if (rows < report.differences()) {
      out.println(
          report.differences()
              - rows
              + " rows can't be written by the sink; their reasons are in --differences.");
    }
    if (action == Action.PLAN || plans.isEmpty()) {
      out.println(plans.isEmpty() ? "There is nothing to repair." : "Nothing was written.");
      out.flush();
      return code;
    }
    if (rows > limit) {
      throw new ToolException(
          rows + " rows differ, more than --repair-limit=" + limit + ". Nothing was written.");
    }
    long left = apply(pair, plans);
    out.println(left == 0 ? "All repaired rows are equal now." : left + " rows still differ.");
    out.flush();
    if (left > 0 || rows < report.differences()) {
      return Outcome.DIFFERENT.exitCode();
    }
    boolean complete = report.results().stream().allMatch(result -> result.problem() == null);
    return (complete ? Outcome.EQUAL : Outcome.FAILED).exitCode();
  }

  private void print(List<RepairPlan> plans, PrintWriter out) {
    String does = action == Action.PLAN ? "would write " : "writes ";
    for (RepairPlan plan : plans) {
      out.println(
          plan.names().target()
              + ": a repair "
              + does
              + plan.written().size()
              + " rows and "
              + (action == Action.PLAN ? "delete " : "deletes ")
              + plan.deleted().size());
    }
  }

  private static long apply(ConnectorPair pair, List<RepairPlan> plans)
      throws InterruptedException {
    Repair repair = new Repair(pair, Sleeper.SYSTEM);
    long left = 0;
    for (RepairPlan plan : plans) {
      try {
        left += repair.run(plan);
      } catch (RequestException e) {
        throw new ToolException("The repair failed: " + e.getMessage() + ".", e);
      } catch (SQLException e) {
        throw new ToolException("The repair failed: " + OceanBaseFailures.reason(e) + ".", e);
      }
    }
    return left;
  }
}
