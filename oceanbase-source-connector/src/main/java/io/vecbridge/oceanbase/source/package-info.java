/** The OceanBase source connector: tables of a MySQL-compatible tenant into Kafka topics. */
package io.vecbridge.oceanbase.source;
