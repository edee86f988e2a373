// SPDX-License-Identifier: Apache-2.0
/** Named checks of Milvus and of its log, made by validate and again at the connector's start. */
package io.vecbridge.milvus.source.check;
