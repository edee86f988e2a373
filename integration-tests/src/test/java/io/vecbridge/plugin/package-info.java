// SPDX-License-Identifier: Apache-2.0
/** What the archives of the connectors hold, and that it is enough. */
package io.vecbridge.plugin;
