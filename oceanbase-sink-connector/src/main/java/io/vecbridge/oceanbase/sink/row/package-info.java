// SPDX-License-Identifier: Apache-2.0
/** From events to rows: each change is converted for its table. No I/O. */
package io.vecbridge.oceanbase.sink.row;
