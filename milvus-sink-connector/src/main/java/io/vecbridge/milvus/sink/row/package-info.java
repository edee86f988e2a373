// SPDX-License-Identifier: Apache-2.0
/** From events to rows: each change is converted for its collection. No I/O. */
package io.vecbridge.milvus.sink.row;
