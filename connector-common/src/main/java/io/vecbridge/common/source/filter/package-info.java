// SPDX-License-Identifier: Apache-2.0
/** What the row filters of both sources are evaluated with: conditions that can be unknown. */
package io.vecbridge.common.source.filter;
