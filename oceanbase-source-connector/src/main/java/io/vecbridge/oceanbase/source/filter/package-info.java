// SPDX-License-Identifier: Apache-2.0
/** SQL conditions on the rows of the binlog, evaluated as the server evaluates them. */
package io.vecbridge.oceanbase.source.filter;
