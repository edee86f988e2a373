// SPDX-License-Identifier: Apache-2.0
/** What is checked before a migration: the connectors' own checks, their tables and objects. */
package io.vecbridge.tool.check;
