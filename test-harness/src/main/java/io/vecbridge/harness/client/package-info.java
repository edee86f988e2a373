// SPDX-License-Identifier: Apache-2.0
/** Clients that write and read Kafka, Milvus and OceanBase without any code of the connectors. */
package io.vecbridge.harness.client;
