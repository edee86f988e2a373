// SPDX-License-Identifier: Apache-2.0
/** The connector's keys, parsed and checked. */
package io.vecbridge.milvus.sink.config;
