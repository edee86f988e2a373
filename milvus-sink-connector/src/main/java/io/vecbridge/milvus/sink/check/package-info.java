// SPDX-License-Identifier: Apache-2.0
/** Named checks of Milvus and its collections, made by validate and again at start. */
package io.vecbridge.milvus.sink.check;
