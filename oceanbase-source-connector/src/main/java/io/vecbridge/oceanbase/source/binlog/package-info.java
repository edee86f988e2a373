/**
 * Capture by the binlog of OceanBase's Binlog Service (MySQL's protocol): from events to records,
 * one partition for the whole tenant.
 */
package io.vecbridge.oceanbase.source.binlog;
