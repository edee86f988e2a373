// SPDX-License-Identifier: Apache-2.0
/** The pair of connectors that brings changes of OceanBase back to Milvus. */
package io.vecbridge.tool.reverse;
