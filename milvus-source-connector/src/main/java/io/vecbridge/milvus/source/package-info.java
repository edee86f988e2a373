// SPDX-License-Identifier: Apache-2.0
/** The connector and its task, as Kafka Connect starts and stops them. */
package io.vecbridge.milvus.source;
