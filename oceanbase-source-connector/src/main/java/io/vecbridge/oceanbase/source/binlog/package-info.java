/**
 * Capture by the binlog of OceanBase's Binlog Service: the task's loop takes a snapshot and then
 * turns row events into records, one partition for the whole tenant.
 */
package io.vecbridge.oceanbase.source.binlog;
