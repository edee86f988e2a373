// SPDX-License-Identifier: Apache-2.0
/** Milvus's boolean expressions, evaluated on the rows of the log as Milvus evaluates them. */
package io.vecbridge.milvus.source.filter;
