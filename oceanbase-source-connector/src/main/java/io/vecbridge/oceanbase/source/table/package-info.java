// SPDX-License-Identifier: Apache-2.0
/** The captured tables of a tenant, their keys, and the sessions that read them. */
package io.vecbridge.oceanbase.source.table;
