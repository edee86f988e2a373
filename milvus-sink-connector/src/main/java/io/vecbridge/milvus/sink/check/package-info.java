// SPDX-License-Identifier: Apache-2.0
/** Named checks of Milvus and its collections, which run at validation and at start. */
package io.vecbridge.milvus.sink.check;
